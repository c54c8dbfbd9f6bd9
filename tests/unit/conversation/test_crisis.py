"""Danger in a visitor's words, in every state: the panel, the desk, and nothing taken amiss."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.conversation.content import CRISIS, PERSON
from bot.conversation.engine import advance
from bot.conversation.state import Conversation, Standing
from bot.i18n import TOKYO
from bot.model.danger import Danger, Level, Type
from bot.model.effects import PassOn, RaiseAlarm, Say
from bot.model.ids import FlowId, Language, MessageId
from bot.model.inputs import Edited, MediaKind, Moment, Pressed, Said, Showed
from tests.unit.conversation.small import MESSAGE, NOW
from tests.unit.conversation.visitor import Visitor, in_a_case
from tests.unit.loader.shipped import shipped

AMBER = Danger(Level.AMBER, Type.SUICIDE, ("消えたい",))
SOFT = Danger(Level.SOFT, Type.SUICIDE, ("つかれた",))
CRY = Said(MESSAGE, "もう消えたい", danger=AMBER)
PANEL = "命があぶないときは"


def visitor(standing: Conversation | None = None) -> Visitor:
    return Visitor(shipped(), standing)


def at_the_nickname() -> Visitor:
    somebody = visitor()
    somebody.sends("go:person")
    somebody.presses("つづける")
    return somebody


def in_the_shipped_case() -> Visitor:
    return visitor(in_a_case().standing)


def test_the_panel_is_shown_and_the_desk_told() -> None:
    somebody = visitor()

    somebody.does(CRY)

    assert PANEL in somebody.text
    assert "窓口の人に知らせます" in somebody.text
    assert "よりそいホットライン\n　0120-279-338" in somebody.text
    assert RaiseAlarm(AMBER) in somebody.effects


def test_a_panel_that_was_shown_already_is_not_shown_again() -> None:
    somebody = visitor()

    somebody.does(replace(CRY, is_answered=True))

    assert somebody.said == []
    assert RaiseAlarm(AMBER) in somebody.effects


def test_the_words_are_no_nickname_and_the_question_stays_open() -> None:
    somebody = at_the_nickname()
    before = somebody.place

    somebody.does(CRY)

    assert somebody.place == before
    assert somebody.standing.nickname == ""
    somebody.sends(f"nick:{somebody.standing.serial}:none")
    assert somebody.place != before


@pytest.mark.parametrize("text", ["メニュー", "人と話す", "秘密は守られる？", "やめる"])
def test_no_phrase_is_followed_in_words_in_danger(text: str) -> None:
    somebody = visitor()

    somebody.does(Said(MESSAGE, text, danger=AMBER))

    assert somebody.place is None
    assert PANEL in somebody.text


def test_the_words_are_kept_for_a_person() -> None:
    somebody = visitor()

    somebody.does(CRY)

    assert somebody.standing.unread == (CRY,)


def test_in_a_case_the_words_go_to_staff_as_ever() -> None:
    somebody = in_the_shipped_case()

    somebody.does(CRY)

    assert [type(effect) for effect in somebody.effects][-1] is RaiseAlarm
    assert PassOn(CRY) in somebody.effects
    assert PANEL in somebody.said[0].text
    assert not any(button.press == "go:menu" for button in somebody.said[0].buttons)


def test_after_a_case_too() -> None:
    somebody = visitor(Conversation(standing=Standing.ENDED, had_case=True))

    somebody.does(CRY)

    assert PassOn(CRY) in somebody.effects
    assert RaiseAlarm(AMBER) in somebody.effects
    assert PANEL in somebody.text


def test_an_edit_is_read_like_a_new_text_and_kept_with_its_new_words() -> None:
    somebody = visitor()
    edited = Edited(MESSAGE, "もう消えたい", danger=AMBER)

    somebody.does(edited)

    assert PANEL in somebody.text
    assert [each.text for each in somebody.standing.unread if isinstance(each, Said)] == [
        "もう消えたい"
    ]


def test_a_kept_text_that_is_changed_is_kept_once() -> None:
    somebody = visitor()
    somebody.writes("xyzzy")

    somebody.does(Edited(MESSAGE, "もう消えたい", danger=AMBER))

    assert [each.text for each in somebody.standing.unread if isinstance(each, Said)] == [
        "もう消えたい"
    ]


@pytest.mark.parametrize("kind", [MediaKind.PHOTO, MediaKind.DOCUMENT])
def test_a_caption_is_read_and_kept(kind: MediaKind) -> None:
    somebody = visitor()

    somebody.does(Showed(MESSAGE, kind, "もう消えたい", danger=AMBER))

    assert PANEL in somebody.said[0].text
    assert len(somebody.standing.unread) == 1
    assert RaiseAlarm(AMBER) in somebody.effects


def test_words_of_a_pupil_show_the_panel_for_minors() -> None:
    somebody = visitor()

    somebody.does(Said(MESSAGE, "中2です。もう消えたい", danger=AMBER))

    assert "24時間子供SOSダイヤル\n　0120-0-78310" in somebody.text


def test_danger_of_another_shows_the_panel_for_families() -> None:
    somebody = visitor()

    somebody.does(
        Said(MESSAGE, "娘がもう消えたいと", danger=replace(AMBER, type=Type.THIRD_PARTY))
    )

    assert "まず、あなたも安全な場所へ" in somebody.text


def test_from_then_on_every_screen_leads_to_the_panel() -> None:
    somebody = visitor()
    somebody.does(CRY)

    for press in ("go:reservation", "go:who", "go:person"):
        somebody.sends(press)
        assert any(button.press == f"go:{CRISIS}" for button in somebody.said[-1].buttons), press
    somebody.writes("xyzzy")
    assert any(button.press == f"go:{CRISIS}" for button in somebody.said[-1].buttons)


def test_before_that_only_the_menus_do() -> None:
    somebody = visitor()

    somebody.sends("go:reservation")

    assert not any(button.press == f"go:{CRISIS}" for button in somebody.said[-1].buttons)


def test_heavy_words_get_one_gentle_line_and_the_usual_answer() -> None:
    somebody = visitor()

    somebody.does(Said(MESSAGE, "秘密は守られる？", danger=SOFT))

    gentle, usual = somebody.said
    assert [button.press for button in gentle.buttons] == [f"go:{CRISIS}"]
    assert PANEL not in gentle.text
    assert usual.steps[0].startswith("confidentiality.")
    assert not any(isinstance(effect, RaiseAlarm) for effect in somebody.effects)


def test_with_a_person_the_gentle_line_is_said_once() -> None:
    somebody = in_the_shipped_case()
    heavy = Said(MESSAGE, "もうつかれた", danger=SOFT)

    somebody.does(heavy)
    first = [said.text for said in somebody.said]
    somebody.does(heavy)

    assert any("つらい気持ち" in text for text in first)
    assert not any("つらい気持ち" in said.text for said in somebody.said)
    assert PassOn(heavy) in somebody.effects


@pytest.mark.parametrize(
    "kind", [MediaKind.VOICE, MediaKind.VIDEO, MediaKind.VIDEO_NOTE, MediaKind.STICKER]
)
def test_what_cannot_be_read_is_answered_with_the_panel(kind: MediaKind) -> None:
    somebody = visitor()

    somebody.does(Showed(MESSAGE, kind))

    assert somebody.text.startswith("声や動画、スタンプは、この仕組みでは中身がわかりません。")
    assert PANEL in somebody.text
    assert len(somebody.standing.unread) == 1
    assert not any(isinstance(effect, RaiseAlarm) for effect in somebody.effects)


def test_a_press_that_was_answered_already_leads_there_without_a_word() -> None:
    somebody = visitor()

    somebody.does(Pressed(MESSAGE, f"go:{CRISIS}", is_answered=True))

    assert somebody.said == []
    assert somebody.place is not None
    assert somebody.place[0] == CRISIS


@pytest.mark.parametrize("language", ["ja", "ja@easy", "en", "ko", "vi", "zh_Hans"])
def test_when_nobody_is_there_the_panel_says_when_somebody_will_be(language: str) -> None:
    moment = Moment(NOW, 0, next_opening=datetime(2026, 11, 25, 9, 0, tzinfo=TOKYO))
    standing = Conversation(language=Language(language))

    _, effects = advance(standing, CRY, shipped(), moment)

    said = [effect for effect in effects if isinstance(effect, Say)]
    assert "9:00" in said[0].text or "9시" in said[0].text or "09:00" in said[0].text


def test_a_clock_that_nobody_trusts_names_no_hour_of_ours() -> None:
    opening = datetime(2026, 11, 25, 9, 0, tzinfo=TOKYO)

    _, effects = advance(
        Conversation(), CRY, shipped(), Moment(NOW, 0, next_opening=opening, is_sure=False)
    )

    said = [effect for effect in effects if isinstance(effect, Say)]
    assert "9:00" not in said[0].text
    assert "いのちの電話 0120" not in said[0].text


def test_a_content_without_variants_shows_the_one_panel_that_it_has() -> None:
    somebody = Visitor()

    somebody.does(Said(MessageId(9), "中2です。消えたい", danger=AMBER))

    assert "つらいのですね" in somebody.text
    assert FlowId("crisis") not in somebody.standing.path
    assert any(button.press == f"go:{PERSON}" for button in somebody.said[0].buttons)

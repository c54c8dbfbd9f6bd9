"""What a step sees: words in the visitor's language, with values filled in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation.content import CASE
from bot.conversation.scene import Scene, Setting
from bot.conversation.state import Conversation, Place
from bot.i18n import catalogue
from bot.model.effects import Button
from bot.model.ids import FlowId, Language, MessageId, StepId
from bot.model.inputs import MediaKind, Said, Showed
from tests.unit.conversation.small import small

ENGLISH = Language("en")
HERE = Place(FlowId("anonymity"), StepId("details"))


def a_scene(**told: object) -> Scene:
    conversation = replace(Conversation(), **told)  # type: ignore[arg-type]  # its own fields
    opening = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    return Scene(
        Setting(small(), 0, {"next_opening": opening, "name": "さくら"}), conversation, HERE
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{name}が読みます", "さくらが読みます"),
        ("次は{next_opening}", "次は11月25日（水）9:00"),
        ("{nickname}さん", "名前なしさん"),
        ("{facts.phone}", "（準備中です）"),
        ("{hotlines.line.name} {hotlines.line.number}", "見本の電話 000-000"),
        ("{hotlines.nowhere.name}", "（準備中です）"),
        ("{about}", "答えない"),
        ("{no_such_question}", "（準備中です）"),
    ],
)
def test_values_are_filled_in_and_what_is_not_known_is_never_invented(
    text: str, words: str
) -> None:
    assert a_scene().words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("あ\n{kept}\nい", "あ\nい"),
        ("あ\n{earlier}\nい\n", "あ\nい\n"),
        ("あ\n\nい", "あ\n\nい"),
        ("あ\n{kept}い", "あ\nい"),
        ("{kept}", ""),
    ],
)
def test_a_line_that_its_values_leave_empty_is_left_out_and_no_other(
    text: str, words: str
) -> None:
    assert a_scene().words(text) == words


def test_what_is_kept_for_a_person_is_counted_as_the_visitor_sees_it() -> None:
    album = [Showed(MessageId(number), MediaKind.PHOTO, album="a") for number in (1, 2)]
    scene = a_scene(unread=(*album, Said(MessageId(3), "あ")))

    kept, earlier = scene.words("{kept}"), scene.words("{earlier}")

    assert kept.startswith("送ってくださったもの（2件）は、預かっています。")
    assert earlier == "先に送ってくださったもの（2件）も、いっしょに渡します。"


def test_staff_are_given_what_is_kept_in_its_order() -> None:
    unread = (Said(MessageId(3), "あ"), Showed(MessageId(4), MediaKind.PHOTO))

    assert a_scene(unread=unread).request().earlier == unread


def test_an_answer_is_named_by_its_label_in_the_visitors_language() -> None:
    told: dict[str, object] = {"answers": {"about": "family"}}

    assert a_scene(**told).words("{about}") == "家族のこと"
    assert a_scene(**told, language=Language("en")).words("{about}") == "My family"


def test_a_desk_is_named_in_the_visitors_language() -> None:
    desk = ("desks.name", "まどぐち", "The Desk")
    english = {Language("en"): catalogue(Language("en"), [desk])}
    setting = Setting(replace(small(), catalogues=english), 0, {"desk": "まどぐち"})
    place = Place(CASE, StepId("moved"))

    assert Scene(setting, Conversation(Language("en")), place).words("{desk}") == "The Desk"
    assert Scene(setting, Conversation(), place).words("{desk}") == "まどぐち"


def test_a_nickname_with_braces_is_no_template() -> None:
    assert a_scene(nickname="{name}").words("{nickname}さん") == "{name}さん"


@pytest.mark.parametrize(
    ("target", "press"),
    [
        ("anonymity", "go:anonymity"),
        ("details", "go:anonymity.details"),
        ("menu.questions", "go:menu.questions"),
        ("nowhere", "go:nowhere"),
    ],
)
def test_a_button_names_a_flow_by_its_beginning_alone(target: str, press: str) -> None:
    assert a_scene().buttons((("続き", target),)) == (Button("続き", press),)


def test_buttons_are_made_for_each_language_and_for_each_who_is_named_on_one() -> None:
    english = {ENGLISH: catalogue(ENGLISH, [("anonymity.details", "はい", "Yes")])}
    setting = Setting(replace(small(), catalogues=english), 0)

    def label(label: str, language: Language | None = None, nickname: str = "") -> str:
        conversation = Conversation(language, nickname=nickname)
        [button] = Scene(setting, conversation, HERE).buttons(((label, "menu"),))
        return button.label

    assert label("はい") == label("はい", nickname="つばめ") == "はい"
    assert label("はい", ENGLISH) == "Yes"
    assert label("{nickname}です", nickname="つばめ") == "つばめです"
    assert label("{nickname}です", nickname="すずめ") == "すずめです"


def test_every_language_names_itself() -> None:
    assert a_scene().languages() == (("ja", "日本語"), ("en", "English"))


def test_staff_read_the_request_in_japanese_whatever_the_visitor_speaks() -> None:
    told: dict[str, object] = {
        "language": Language("en"),
        "nickname": "Green",
        "answers": {"about": "family", "age": "", "gone": "x"},
        "path": (FlowId("anonymity"), FlowId("gone")),
    }

    request = a_scene(**told).request()

    assert request.nickname == "Green"
    assert [answer for _, answer in request.answers] == ["家族のこと", "答えない"]
    assert request.path == ("本名じゃないとだめ？",)

"""While a person is there, and after."""

from datetime import UTC, datetime

import pytest

from bot.conversation.interface import KINDS
from bot.conversation.state import Conversation, Standing
from bot.model.effects import (
    Button,
    LeaveCase,
    MarkReachable,
    MarkUnreachable,
    OpenCase,
    PassOn,
    Say,
    Toast,
)
from bot.model.ids import Language
from bot.model.inputs import (
    BecameReachable,
    BecameUnreachable,
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    MediaKind,
    Notified,
    Said,
    Showed,
    Started,
    VisitorInput,
)
from tests.unit.conversation.small import MESSAGE
from tests.unit.conversation.visitor import Visitor, in_a_case

END = Button("相談を終わる", "stop:")
CRISIS = Button("いま、とてもつらい", "go:crisis")
WAYS_OUT = (Button("人と話す", "go:person"), Button("メニュー", "go:menu"))


def test_the_first_message_of_a_case_is_passed_on_and_acknowledged_quietly() -> None:
    visitor = in_a_case()
    said = Said(MESSAGE, "こんにちは")

    visitor.does(said)

    assert visitor.effects == (PassOn(said), Say("届きました。", (END,), silent=True))


@pytest.mark.parametrize(
    "written",
    [
        Said(MESSAGE, "メニュー"),
        Said(MESSAGE, "人と話す"),
        Said(MESSAGE, "やめる"),
        Edited(MESSAGE, "ちがう"),
        *(Showed(MESSAGE, kind) for kind in MediaKind if kind not in KINDS),
    ],
)
def test_everything_after_it_is_passed_on_in_silence(written: Said | Showed | Edited) -> None:
    visitor = in_a_case()
    visitor.writes("こんにちは")

    visitor.does(written)

    assert visitor.effects == (PassOn(written),)


def test_seven_kinds_of_media_are_relayed() -> None:
    relayed = {kind for kind in MediaKind if kind not in KINDS}

    assert relayed == {
        MediaKind.PHOTO,
        MediaKind.STICKER,
        MediaKind.VOICE,
        MediaKind.VIDEO,
        MediaKind.VIDEO_NOTE,
        MediaKind.ANIMATION,
        MediaKind.DICE,
    }


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_cannot_be_relayed_is_declined_by_its_name(kind: MediaKind) -> None:
    visitor = in_a_case()

    visitor.does(Showed(MESSAGE, kind))

    assert visitor.effects == (Say(f"{KINDS[kind]}は届けられません。", (END,)),)
    assert not visitor.standing.acknowledged


@pytest.mark.parametrize("happened", [Started("who"), Commanded("menu"), Commanded("language")])
def test_commands_in_a_case_say_that_a_person_is_there(happened: VisitorInput) -> None:
    visitor = in_a_case()

    visitor.does(happened)

    assert visitor.effects == (Say("人とつながっています。", (END, CRISIS)),)
    assert visitor.standing.standing is Standing.CASE


def test_stop_ends_the_case_by_command_and_by_button() -> None:
    by_command, by_button = in_a_case(), in_a_case()

    by_command.does(Commanded("stop"))
    by_button.sends("stop:")

    for visitor in (by_command, by_button):
        assert visitor.effects == (LeaveCase(), Say("文 stop", WAYS_OUT))
        assert visitor.standing.standing is Standing.ENDED


def test_the_way_to_help_works_in_a_case() -> None:
    visitor = in_a_case()

    visitor.sends("go:crisis")

    assert visitor.text == "つらいのですね。\n見本の電話 000-000（24時間）"
    assert visitor.said[-1].buttons == (END,)
    assert visitor.standing.standing is Standing.CASE


@pytest.mark.parametrize("press", ["go:menu", "go:person", "lang:en", "hand:4", "an:2:self", "?"])
def test_every_other_button_in_a_case_is_answered_in_passing(press: str) -> None:
    visitor = in_a_case()
    before = visitor.standing

    visitor.sends(press)

    assert visitor.effects == (Toast("人とつながっています。"),)
    assert visitor.standing == before


def test_what_is_written_after_a_case_goes_to_the_desk_without_a_word() -> None:
    visitor = in_a_case()
    visitor.does(CaseEnded())
    said, edited = Said(MESSAGE, "ありがとう"), Edited(MESSAGE, "ありがとう。")
    photo = Showed(MESSAGE, MediaKind.PHOTO)

    answers = [visitor.does(written) for written in (said, edited, photo)]

    assert answers == [(PassOn(said),), (PassOn(edited),), (PassOn(photo),)]


def test_after_a_case_a_visitor_who_has_moved_on_is_answered_by_the_flows() -> None:
    visitor = in_a_case()
    visitor.does(CaseEnded())
    visitor.sends("go:menu")

    visitor.writes("匿名で相談できますか")

    assert visitor.place == ("anonymity", "choose")


def test_an_unknown_command_after_a_case_does_not_cut_the_line_to_the_desk() -> None:
    visitor = in_a_case()
    visitor.does(CaseEnded())

    visitor.does(Commanded("nonsense"))

    assert visitor.text == "文 not-understood"
    assert visitor.standing.standing is Standing.ENDED


def test_a_closed_case_is_told_with_the_ways_out_or_not_at_all() -> None:
    told, untold = in_a_case(), in_a_case()

    told.does(CaseEnded())
    untold.does(CaseEnded(told=False))

    assert told.effects == (Say("ひと区切りです。", WAYS_OUT),)
    assert untold.effects == ()
    assert told.standing.standing is untold.standing.standing is Standing.ENDED


def test_a_case_opened_again_needs_no_second_receipt() -> None:
    visitor = in_a_case()
    visitor.does(CaseEnded())

    visitor.does(CaseResumed())
    resumed = visitor.effects
    visitor.writes("もう一つ")

    assert resumed == ()
    assert len(visitor.effects) == 1
    assert isinstance(visitor.effects[0], PassOn)


def test_a_notice_is_said_with_the_buttons_that_fit() -> None:
    within, outside = in_a_case(), Visitor()

    within.does(Notified("claimed", {"name": "さくら"}))
    outside.does(Notified("thanks"))

    assert within.effects == (Say("さくらが読みます。", (END,)),)
    assert outside.effects == (Say("どういたしまして。", WAYS_OUT),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "次は11月24日（火）9:00です。"),
        ("en", "Next: Tue, Nov 24, 9:00\u202fAM."),
    ],
)
def test_out_of_hours_names_the_next_opening_in_the_visitors_words(
    language: str, text: str
) -> None:
    case = in_a_case().standing
    visitor = Visitor(standing=Conversation(Language(language), standing=case.standing))
    opening = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)

    visitor.does(Notified("out-of-hours", {"next_opening": opening}))

    assert visitor.text == text
    assert [button.press for button in visitor.said[0].buttons] == ["stop:", "go:crisis"]


def test_out_of_hours_without_an_opening_is_still_a_whole_sentence() -> None:
    visitor = Visitor()

    visitor.does(Notified("out-of-hours"))

    assert visitor.text == "次は（準備中です）です。"
    assert visitor.said[0].buttons == WAYS_OUT


def test_a_notice_without_words_does_nothing() -> None:
    visitor = in_a_case()
    before = visitor.standing

    visitor.does(Notified("nonsense"))

    assert visitor.effects == ()
    assert visitor.standing == before


def test_the_desk_hears_of_a_block_only_when_there_was_a_case() -> None:
    newcomer, known = Visitor(), in_a_case()

    newcomer.does(BecameUnreachable())
    known.does(BecameUnreachable())

    assert newcomer.effects == ()
    assert known.effects == (MarkUnreachable(),)
    assert known.does(BecameReachable()) == (MarkReachable(),)
    assert newcomer.does(BecameReachable()) == ()


def test_the_request_is_in_japanese_whatever_the_visitor_speaks() -> None:
    visitor = Visitor()
    visitor.starts("anonymity", "en")
    visitor.sends("go:person")
    visitor.sends(visitor.said[-1].buttons[0].press)
    visitor.presses("My family")
    visitor.presses("いいたくない")

    visitor.presses("つなぐ")

    opened = [effect for effect in visitor.effects if isinstance(effect, OpenCase)]
    assert len(opened) == 1
    assert opened[0].request.nickname == "緑のカエデ"
    assert opened[0].request.language == Language("en")
    assert opened[0].request.path == ("本名じゃないとだめ？",)
    assert opened[0].request.answers == (
        ("どなたのことですか。", "家族のこと"),
        ("おいくつくらいですか。", "答えない"),
    )
    assert visitor.standing.standing is Standing.CASE
    assert visitor.standing.path == ()


def test_once_a_person_has_claimed_the_case_no_machine_says_that_words_arrived() -> None:
    visitor = in_a_case()
    visitor.does(Notified("claimed", {"name": "さくら"}))

    visitor.writes("こんにちは")

    assert visitor.effects == (PassOn(Said(MESSAGE, "こんにちは")),)

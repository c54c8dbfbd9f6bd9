"""While a person is there, and after."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation import interface
from bot.conversation.kinds import RULES, Way
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
from bot.model.ids import DeskId, Language, MessageId, StaffRef
from bot.model.inputs import (
    BecameReachable,
    BecameUnreachable,
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    Entity,
    Invited,
    MediaKind,
    Notified,
    Said,
    Showed,
    Staff,
    Started,
    VisitorInput,
)
from tests.unit.conversation.small import MESSAGE
from tests.unit.conversation.visitor import Visitor, in_a_case

CONFIRMED = [kind for kind in RULES if RULES[kind].way is Way.CONFIRMED]
DECLINED = [kind for kind in RULES if RULES[kind].way is Way.DECLINED]
POLL = RULES[MediaKind.POLL]
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
        *(Showed(MESSAGE, kind) for kind in RULES if RULES[kind].way is Way.RELAYED),
    ],
)
def test_everything_after_it_is_passed_on_in_silence(written: Said | Showed | Edited) -> None:
    visitor = in_a_case()
    visitor.writes("こんにちは")

    visitor.does(written)

    assert visitor.effects == (PassOn(written),)


@pytest.mark.parametrize("kind", DECLINED)
def test_what_cannot_be_relayed_is_declined_by_its_name_with_its_reason(kind: MediaKind) -> None:
    visitor = in_a_case()

    visitor.does(Showed(MESSAGE, kind))

    rule = RULES[kind]
    assert visitor.effects == (Say(f"{rule.name}は届けられません。{rule.why}", (END,)),)
    assert not visitor.standing.acknowledged


@pytest.mark.parametrize("kind", DECLINED)
def test_words_that_came_with_a_declined_thing_are_passed_on_without_it(kind: MediaKind) -> None:
    visitor = in_a_case()
    bold = (Entity("bold", 0, 2),)

    visitor.does(Showed(MESSAGE, kind, "これです", bold, MessageId(3)))

    rule = RULES[kind]
    assert visitor.effects == (
        PassOn(Said(MESSAGE, "これです", bold, MessageId(3))),
        Say(f"{rule.name}は届けられません。{rule.why}言葉だけ届きました。", (END,)),
    )
    assert visitor.standing.acknowledged


def test_an_album_of_files_is_declined_once_and_the_next_one_again() -> None:
    visitor = in_a_case()
    file = Showed(MESSAGE, MediaKind.DOCUMENT, album="a")

    answers = [len(visitor.does(each)) for each in (file, file, replace(file, album="b"))]

    assert answers == [1, 0, 1]


def test_two_files_that_are_no_album_are_declined_twice() -> None:
    visitor = in_a_case()

    answers = [len(visitor.does(Showed(MESSAGE, MediaKind.DOCUMENT))) for _ in range(2)]

    assert answers == [1, 1]


def test_after_a_case_a_file_is_declined_and_its_words_go_to_the_desk() -> None:
    visitor = in_a_case()
    visitor.does(CaseEnded())

    silent = visitor.does(Showed(MESSAGE, MediaKind.POLL))
    worded = visitor.does(Showed(MESSAGE, MediaKind.DOCUMENT, "これです"))

    assert silent == (Say(f"アンケートは届けられません。{POLL.why}", WAYS_OUT),)
    assert worded[0] == PassOn(Said(MESSAGE, "これです"))
    assert visitor.text.endswith("言葉だけ届きました。")


@pytest.mark.parametrize("kind", CONFIRMED)
def test_after_a_case_a_contact_or_place_is_declined_until_a_person_is_there(
    kind: MediaKind,
) -> None:
    visitor = in_a_case()
    visitor.does(CaseEnded())

    visitor.does(Showed(MESSAGE, kind))

    assert visitor.effects == (
        Say(f"{RULES[kind].name}は届けられません。{interface.LATER}", WAYS_OUT),
    )
    assert visitor.standing.to_confirm is None


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
        assert visitor.effects[0] == LeaveCase()
        assert visitor.text == "文 stop"
        assert visitor.said[0].buttons[:2] == WAYS_OUT
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

    assert told.text == "ひと区切りです。"
    assert told.said[0].buttons[:2] == WAYS_OUT
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


def test_an_opening_in_another_year_is_told_with_the_year() -> None:
    visitor = in_a_case()
    opening = datetime(2027, 1, 4, 0, 0, tzinfo=UTC)

    visitor.does(Notified("out-of-hours", {"next_opening": opening}))

    assert visitor.text == "次は令和9年1月4日（月）9:00です。"


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


@pytest.mark.parametrize("notice", ["claimed", "handed-on"])
def test_once_a_person_speaks_no_machine_says_that_words_arrived(notice: str) -> None:
    visitor = in_a_case()
    visitor.does(Notified(notice, {"name": "さくら"}))

    visitor.writes("こんにちは")

    assert visitor.effects == (PassOn(Said(MESSAGE, "こんにちは")),)


def test_another_member_of_staff_and_another_desk_are_told_by_their_names() -> None:
    visitor = in_a_case()

    handed_on = visitor.does(Notified("handed-on", {"name": "かえで"}))
    moved = visitor.does(Notified("moved", {"desk": "となりの窓口"}))

    assert handed_on == (Say("かえでに代わります。", (END,)),)
    assert moved == (Say("となりの窓口が読みます。", (END,)),)


# ── invited ──────────────────────────────────────────────────────────────────

SAKURA = Staff(StaffRef("ref"), "さくら")
BOOTH = DeskId("ward#2")


def test_who_has_no_case_is_taken_into_one_and_reads_who_is_here() -> None:
    visitor = Visitor()

    visitor.does(Invited(SAKURA, BOOTH))

    opened, said = visitor.effects
    assert isinstance(opened, OpenCase)
    assert (opened.request.by, opened.request.at) == (SAKURA, BOOTH)
    assert said == Say("さくらがいます。", (END, CRISIS), steps=("case.invited",))
    assert visitor.standing.standing is Standing.CASE


def test_what_was_written_before_goes_along_and_the_visitor_reads_so() -> None:
    visitor = Visitor()
    visitor.does(Started())
    visitor.does(Said(MESSAGE, "うまくいえない"))

    visitor.does(Invited(SAKURA, BOOTH))

    opened, said = visitor.effects
    assert isinstance(opened, OpenCase)
    assert opened.request.earlier == (Said(MESSAGE, "うまくいえない"),)
    assert isinstance(said, Say)
    assert "先に送ってくださったもの（1件）" in said.text
    assert visitor.standing.unread == ()


def test_after_a_case_a_person_may_come_again() -> None:
    visitor = in_a_case()
    visitor.does(CaseEnded())

    visitor.does(Invited(SAKURA, BOOTH))

    assert visitor.standing.standing is Standing.CASE


def test_who_is_with_a_person_already_is_told_nothing() -> None:
    visitor = in_a_case()

    visitor.does(Invited(SAKURA, BOOTH))

    assert visitor.effects == ()


def test_no_machine_says_that_words_arrived_once_a_person_spoke_first() -> None:
    visitor = Visitor()
    visitor.does(Invited(SAKURA, BOOTH))

    visitor.does(Said(MESSAGE, "はい"))

    assert visitor.effects == (PassOn(Said(MESSAGE, "はい")),)

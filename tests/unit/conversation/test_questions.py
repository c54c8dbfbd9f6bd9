"""Questions that one press answers: may this be shown, may another desk see it, did it help."""

import pytest

from bot.conversation.kinds import RULES
from bot.conversation.questions import is_answer
from bot.conversation.state import Conversation, Standing
from bot.model.effects import (
    Agree,
    Button,
    ConversationEffect,
    LeaveCase,
    PassOn,
    Rate,
    Say,
    Settle,
    Toast,
)
from bot.model.ids import MessageId
from bot.model.inputs import (
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    Entity,
    MediaKind,
    Notified,
    Said,
    Showed,
)
from tests.unit.conversation.small import MESSAGE
from tests.unit.conversation.visitor import Visitor, in_a_case

END = Button("相談を終わる", "stop:")
WAYS_OUT = (Button("人と話す", "go:person"), Button("メニュー", "go:menu"))
STALE = (Toast("この質問はもう終わっています"),)
CONTACT = Showed(MessageId(21), MediaKind.CONTACT)
PLACE = Showed(MessageId(22), MediaKind.LOCATION)
ASKED = Notified("transfer-asked", {"desk": "となりの窓口"})
CALM = Say("このあとは、何もしなくて大丈夫です。", WAYS_OUT, silent=True)
THANKS = Toast("受けとりました。ありがとうございます")


def talking() -> Visitor:
    """Lead a visitor to a person who has read something."""
    visitor = in_a_case()
    visitor.writes("こんにちは")
    return visitor


def rated(effects: tuple[ConversationEffect, ...]) -> list[bool]:
    """List what the desk was told."""
    return [effect.helped for effect in effects if isinstance(effect, Rate)]


@pytest.mark.parametrize("press", ["give:1:yes", "agree:", "rate"])
def test_the_buttons_of_the_questions_are_known_by_their_beginning(press: str) -> None:
    assert is_answer(press)


@pytest.mark.parametrize("press", ["go:menu", "hand:1", "stop:", "given:1:yes", ""])
def test_other_buttons_are_no_answers(press: str) -> None:
    assert not is_answer(press)


# ── may this be shown ────────────────────────────────────────────────────────


@pytest.mark.parametrize("showed", [CONTACT, PLACE])
def test_a_contact_or_place_is_asked_about_and_not_relayed(showed: Showed) -> None:
    visitor = talking()

    visitor.does(showed)

    rule, number = RULES[showed.kind], showed.message
    yes = Button("渡す", f"give:{number}:yes")
    no = Button("渡さない", f"give:{number}:no")
    assert visitor.effects == (Say(f"{rule.name}：{rule.why}が見えます。", (yes, no, END)),)


def test_the_visitors_word_lets_it_go_and_says_so_in_passing() -> None:
    visitor = talking()
    visitor.does(CONTACT)

    visitor.presses("渡す")

    assert visitor.effects == (Settle(MESSAGE), Toast("渡しました"), PassOn(CONTACT))


def test_let_go_as_the_first_thing_of_a_case_it_is_acknowledged() -> None:
    visitor = in_a_case()
    visitor.does(CONTACT)

    visitor.presses("渡す")

    assert visitor.text == "届きました。"
    assert visitor.standing.acknowledged


def test_held_back_it_is_not_relayed_and_nothing_is_left_of_it() -> None:
    visitor = talking()
    visitor.does(CONTACT)

    visitor.presses("渡さない")

    assert visitor.effects == (Settle(MESSAGE), Say("渡していません。", (END,), silent=True))
    assert visitor.standing.to_confirm is None


@pytest.mark.parametrize("first", ["yes", "no"])
@pytest.mark.parametrize("second", ["yes", "no"])
def test_a_second_press_gives_a_passing_line_and_nothing_else(first: str, second: str) -> None:
    visitor = talking()
    visitor.does(CONTACT)
    visitor.sends(f"give:{CONTACT.message}:{first}")
    before = visitor.standing

    visitor.sends(f"give:{CONTACT.message}:{second}")

    assert visitor.effects == STALE
    assert visitor.standing == before


def test_another_one_takes_its_place_and_the_old_buttons_are_stale() -> None:
    visitor = talking()
    visitor.does(CONTACT)
    visitor.does(PLACE)

    by_old_button = visitor.does_press(f"give:{CONTACT.message}:yes")
    by_new_button = visitor.does_press(f"give:{PLACE.message}:yes")

    assert by_old_button == STALE
    assert by_new_button[-1] == PassOn(PLACE)


@pytest.mark.parametrize("press", ["give:21:maybe", "give:21:", "give:21", "give:0:yes", "give:"])
def test_a_button_that_was_never_there_answers_nothing(press: str) -> None:
    visitor = talking()
    visitor.does(CONTACT)

    assert visitor.does_press(press) == STALE
    assert visitor.standing.to_confirm == CONTACT


def test_what_was_not_let_go_cannot_be_after_the_case() -> None:
    by_desk, by_visitor = talking(), talking()
    for visitor in (by_desk, by_visitor):
        visitor.does(CONTACT)
    by_desk.does(CaseEnded())
    by_visitor.does(Commanded("stop"))

    for visitor in (by_desk, by_visitor):
        assert visitor.does_press(f"give:{CONTACT.message}:yes") == STALE


def test_a_place_that_moves_while_it_waits_reaches_nobody() -> None:
    visitor = talking()
    visitor.does(PLACE)

    moved = visitor.does(Edited(PLACE.message, "", caption=True))
    given = visitor.does_press(f"give:{PLACE.message}:yes")

    assert moved == ()
    assert given[-1] == PassOn(PLACE)


def test_words_that_came_with_it_need_no_asking() -> None:
    visitor = talking()
    bold = (Entity("bold", 0, 2),)

    visitor.does(Showed(MessageId(21), MediaKind.CONTACT, "ここです", bold, MESSAGE))

    passed, asked = visitor.effects
    assert passed == PassOn(Said(MessageId(21), "ここです", bold, MESSAGE))
    assert isinstance(asked, Say)
    assert visitor.standing.to_confirm == Showed(MessageId(21), MediaKind.CONTACT, "", (), MESSAGE)


# ── may another desk see it ──────────────────────────────────────────────────


def test_another_wards_desk_is_named_and_asked_about() -> None:
    visitor = talking()

    visitor.does(ASKED)

    serial = visitor.standing.serial
    yes = Button("渡してよい", f"agree:{serial}:yes")
    no = Button("いまのままがいい", f"agree:{serial}:no")
    assert visitor.effects == (Say("となりの窓口に渡してもいいですか。", (yes, no, END)),)


@pytest.mark.parametrize(
    ("label", "agreed", "text"),
    [("渡してよい", True, "そうします。"), ("いまのままがいい", False, "いまのままです。")],
)
def test_the_answer_goes_to_the_desk_and_is_confirmed(label: str, agreed: bool, text: str) -> None:
    visitor = talking()
    visitor.does(ASKED)

    visitor.presses(label)

    said = Say(text, (END,), silent=True)
    assert visitor.effects == (Settle(MESSAGE), said, Agree(agreed))


def test_an_answer_counts_once_and_for_the_last_question_alone() -> None:
    visitor = talking()
    visitor.does(ASKED)
    old = visitor.said[-1].buttons[0].press
    visitor.does(ASKED)
    new = visitor.said[-1].buttons[0].press

    answers = [visitor.does_press(press) for press in (old, new, new)]

    assert [Agree(True) in effects for effects in answers] == [False, True, False]
    assert answers[0] == answers[2] == STALE


@pytest.mark.parametrize(
    "happened",
    [
        CaseEnded(),
        CaseEnded(told=False),
        CaseResumed(),
        Commanded("stop"),
        Notified("moved", {"desk": "となりの窓口"}),
    ],
)
def test_what_makes_the_question_pointless_closes_it(
    happened: CaseEnded | CaseResumed | Commanded | Notified,
) -> None:
    visitor = talking()
    visitor.does(ASKED)
    press = visitor.said[-1].buttons[0].press

    visitor.does(happened)

    assert visitor.does_press(press) == STALE


def test_both_questions_may_be_open_at_once() -> None:
    visitor = talking()
    visitor.does(CONTACT)
    visitor.does(ASKED)
    press = visitor.said[-1].buttons[0].press

    given = visitor.does_press(f"give:{CONTACT.message}:yes")
    agreed = visitor.does_press(press)

    assert PassOn(CONTACT) in given
    assert Agree(True) in agreed


@pytest.mark.parametrize("standing", [Standing.FLOWS, Standing.ENDED])
def test_a_visitor_without_a_case_is_not_asked(standing: Standing) -> None:
    before = Conversation(standing=standing, had_case=True)
    visitor = Visitor(standing=before)

    visitor.does(ASKED)

    assert visitor.effects == ()
    assert visitor.standing.asked == 0


# ── did it help ──────────────────────────────────────────────────────────────


def test_the_last_word_of_a_case_has_two_small_buttons_side_by_side() -> None:
    closed, left = talking(), talking()

    closed.does(CaseEnded())
    left.sends("stop:")

    for visitor in (closed, left):
        serial = visitor.standing.to_rate
        helped = Button("役に立った", f"rate:{serial}:yes")
        not_helped = Button("そうでもない", f"rate:{serial}:no", beside=True)
        assert visitor.said[-1].buttons == (*WAYS_OUT, helped, not_helped)
    assert left.effects[0] == LeaveCase()


def test_a_case_that_is_closed_silently_asks_nothing() -> None:
    visitor = talking()

    visitor.does(CaseEnded(told=False))

    assert visitor.effects == ()
    assert visitor.does_press(f"rate:{visitor.standing.serial}:yes") == STALE


@pytest.mark.parametrize(("label", "helped"), [("役に立った", True), ("そうでもない", False)])
def test_one_tap_is_thanked_for_and_the_ways_out_stay(label: str, helped: bool) -> None:
    visitor = talking()
    visitor.does(CaseEnded())

    visitor.presses(label)

    assert visitor.effects == (Settle(MESSAGE), THANKS, Rate(helped), CALM)
    assert visitor.standing.standing is Standing.ENDED


def test_where_a_later_screen_has_the_ways_out_none_are_added() -> None:
    visitor = talking()
    visitor.does(CaseEnded())
    press = visitor.said[-1].buttons[-1].press
    visitor.sends("go:menu")

    visitor.sends(press)

    assert visitor.effects == (Settle(MESSAGE), THANKS, Rate(False))


def test_a_second_tap_counts_for_nothing() -> None:
    visitor = talking()
    visitor.does(CaseEnded())
    yes, no = (button.press for button in visitor.said[-1].buttons[-2:])

    answers = [visitor.does_press(press) for press in (yes, yes, no)]

    assert [rated(effects) for effects in answers] == [[True], [], []]
    assert answers[1] == answers[2] == STALE


def test_a_case_that_staff_open_again_is_not_asked_about_twice() -> None:
    visitor = talking()
    visitor.does(CaseEnded())
    first = visitor.said[-1].buttons[-1].press
    visitor.does(CaseResumed())

    visitor.does(CaseEnded())

    assert visitor.said[-1].buttons == WAYS_OUT
    assert rated(visitor.does_press(first)) == [False]


def test_within_a_case_that_goes_on_a_tap_brings_no_ways_out() -> None:
    visitor = talking()
    visitor.does(CaseEnded())
    press = visitor.said[-1].buttons[-1].press
    visitor.does(CaseResumed())

    visitor.sends(press)

    assert visitor.effects == (Settle(MESSAGE), THANKS, Rate(False))


def test_leaving_and_being_closed_ask_once() -> None:
    visitor = talking()
    visitor.does(Commanded("stop"))

    visitor.does(CaseEnded())

    assert visitor.said[-1].buttons == WAYS_OUT


def test_each_new_case_may_be_asked_about_and_an_old_answer_is_not_counted_for_it() -> None:
    written, asked_for = talking(), talking()
    for visitor in (written, asked_for):
        visitor.does(CaseEnded())
    press = written.said[-1].buttons[-1].press
    written.does(CaseResumed())
    written.does(Notified("reopened"))
    asked_for.sends("go:person")
    for label in ("名前なし", "答えない", "いいたくない", "つなぐ"):
        asked_for.presses(label)

    for visitor in (written, asked_for):
        assert visitor.does_press(press) == STALE
        visitor.does(CaseEnded())
        assert "役に立った" in visitor.labels
        assert visitor.does_press(press) == STALE

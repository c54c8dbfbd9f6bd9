"""What an outcome means, as numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.delivery import (
    Act,
    Copy,
    DeleteMessage,
    Delivered,
    EditCaption,
    EditText,
    MakeTopic,
    Moved,
    Outcome,
    Outgoing,
    Reason,
    Refused,
    SendText,
    SetReaction,
    Side,
    Slot,
    StripButtons,
    TryLater,
)
from bot.model.ids import ChatId, MessageId
from bot.model.inputs import About
from bot.pipeline.retry import Again, Decision, Done, GivenUp, decide

REPLY = Outgoing(Side.VISITOR, SendText("はい"), about=About.REPLY)
SCREEN = Outgoing(Side.VISITOR, SendText("はい"))
RELAY = Outgoing(Side.TOPIC, SendText("はい"))
QUEUE = Outgoing(Side.QUEUE, SendText("はい"))
NOT_SENT = TryLater()
LOST = TryLater(maybe_sent=True)


@pytest.mark.parametrize(
    ("outcome", "decision"),
    [
        (Delivered(), Done()),
        (Moved(ChatId(-2), ChatId(-1)), Again(0, counted=False)),
        (TryLater(after=7), Again(7, counted=False)),
        (TryLater(after=50_000, maybe_sent=True), Again(50_000, counted=False)),
        (Refused(Reason.BLOCKED), GivenUp("blocked")),
        (Refused(Reason.MESSAGE_GONE), GivenUp("message_gone")),
        (Refused(Reason.OTHER), GivenUp("other")),
    ],
)
@pytest.mark.parametrize("outgoing", [REPLY, SCREEN, RELAY])
def test_an_outcome_means_the_same_on_both_sides(
    outgoing: Outgoing, outcome: Outcome, decision: Decision
) -> None:
    assert decide(outgoing, outcome, 0, False) == decision


def test_a_mark_that_meets_a_limit_is_not_worth_a_second_try() -> None:
    mark = Outgoing(Side.TOPIC, SetReaction(MessageId(1), "👌"))

    assert decide(mark, TryLater(after=7), 0, False) == GivenUp("expired")
    assert decide(mark, NOT_SENT, 0, False) == Again(1)


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 1), (1, 2), (2, 4), (5, 32), (6, 60), (60, 60), (2000, 60)]
)
def test_what_surely_did_not_leave_is_tried_again_for_ever_more_and_more_slowly(
    tries: int, seconds: float
) -> None:
    assert decide(REPLY, NOT_SENT, tries, False) == Again(seconds)


@pytest.mark.parametrize(
    "act",
    [
        EditText(Slot.TWIN, "x"),
        EditCaption(Slot.TWIN, "x"),
        DeleteMessage(Slot.TWIN),
        StripButtons(MessageId(1)),
        SetReaction(MessageId(1), "👌"),
    ],
)
def test_what_may_be_done_twice_is_tried_until_it_is_sure(act: Act) -> None:
    outgoing = Outgoing(Side.VISITOR, act)

    assert decide(outgoing, LOST, 1, repeated=True) == Again(20, repeated=True)


@pytest.mark.parametrize("act", [SendText("x"), Copy(MessageId(1), Side.TOPIC)])
def test_what_would_be_read_twice_is_not(act: Act) -> None:
    outgoing = Outgoing(Side.VISITOR, act, about=About.REPLY)

    assert decide(outgoing, LOST, 1, repeated=True) == GivenUp("unsure")


def test_a_topic_that_is_refused_as_if_it_stood_in_one_is_made_after_a_pause() -> None:
    made = Outgoing(Side.TOPIC, MakeTopic("x"))

    assert decide(made, Refused(Reason.TOPIC_GONE), 0, False) == Again(60, counted=False)


@pytest.mark.parametrize("reason", [Reason.TOO_LATE, Reason.EXPIRED])
@pytest.mark.parametrize("outgoing", [REPLY, RELAY, QUEUE])
def test_what_is_too_late_is_given_up(outgoing: Outgoing, reason: Reason) -> None:
    assert decide(outgoing, Refused(reason), 0, False) == GivenUp(reason.value)


def test_a_reply_whose_answer_was_lost_is_sent_once_more_and_then_called_unsure() -> None:
    assert decide(REPLY, LOST, 0, repeated=False) == Again(10, repeated=True)
    assert decide(REPLY, LOST, 1, repeated=True) == GivenUp("unsure")


def test_a_screen_whose_answer_was_lost_is_sent_again_for_nobody_is_told_of_it() -> None:
    decisions = [decide(SCREEN, LOST, tries, repeated=tries > 0) for tries in range(6)]

    again = [Again(seconds, repeated=True) for seconds in (10, 20, 40, 60, 60)]
    assert decisions == [*again, GivenUp("unsure")]


def test_words_to_staff_whose_answer_was_lost_are_sent_again_until_they_are_known_to_arrive() -> (
    None
):
    decisions = [decide(RELAY, LOST, tries, repeated=tries > 0) for tries in range(5)]

    assert decisions == [Again(seconds, repeated=True) for seconds in (10, 20, 40, 60, 60)]


@pytest.mark.parametrize("reason", [Reason.NO_RIGHTS, Reason.NOT_A_FORUM, Reason.TOPIC_CLOSED])
@pytest.mark.parametrize("outgoing", [RELAY, QUEUE])
def test_what_a_group_cannot_take_yet_waits_a_minute_and_is_not_counted(
    outgoing: Outgoing, reason: Reason
) -> None:
    assert decide(outgoing, Refused(reason), 100, False) == Again(60, counted=False)


def test_a_visitors_chat_that_allows_nothing_is_given_up() -> None:
    assert decide(REPLY, Refused(Reason.NO_RIGHTS), 0, False) == GivenUp("no_rights")


outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(TryLater, st.one_of(st.none(), st.floats(0, 1e5)), st.booleans()),
    st.builds(Refused, st.sampled_from(Reason)),
)


ANYTHING = st.sampled_from([REPLY, SCREEN, RELAY, QUEUE])


@given(ANYTHING, outcomes, st.integers(0, 10**6), st.booleans())
def test_no_wait_is_negative_and_only_the_channel_asks_for_more_than_a_minute(
    outgoing: Outgoing, outcome: Outcome, tries: int, repeated: bool
) -> None:
    decision = decide(outgoing, outcome, tries, repeated)

    if isinstance(decision, Again):
        asked = outcome.after if isinstance(outcome, TryLater) else None
        assert 0 <= decision.after <= max(60, asked or 0)

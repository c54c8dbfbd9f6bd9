"""What the world and the clock bring."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.desk import words
from bot.desk.state import Stage
from bot.desk.times import due_at
from bot.model.effects import (
    Notify,
    OpenTopic,
    PostCard,
    PostToQueue,
    PostToTopic,
    React,
    ReleaseVisitor,
)
from bot.model.ids import DeskId, ThreadId
from bot.model.inputs import (
    About,
    OutgoingArrived,
    OutgoingRefused,
    TimeCame,
    TopicLost,
    TopicMade,
    TurnFailed,
)
from tests.unit.desk.given import (
    DESK,
    IN_HOURS,
    OURS,
    THEIRS,
    TOKYO,
    a_case,
    a_scene,
    after,
    closed,
    held,
    only,
)


def test_a_reply_that_arrived_is_marked_so() -> None:
    _, effects = after(held(), OutgoingArrived(About.REPLY, OURS), a_scene())

    assert effects == [React(OURS, "👌")]


def test_only_replies_are_marked() -> None:
    assert after(held(), OutgoingArrived(About.CARD, OURS), a_scene())[1] == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("message_gone", "元のメッセージが消されていました。"),
        ("unsure", "送れたかどうか確かめられませんでした。"),
        ("other", "Telegramが受け付けませんでした。"),
    ],
)
def test_a_reply_that_was_refused_is_marked_with_the_reason(reason: str, told: str) -> None:
    _, effects = after(held(), OutgoingRefused(About.REPLY, reason, OURS), a_scene())

    assert effects == [React(OURS, "😢"), PostToTopic(f"届いていません。{told}", reply_to=OURS)]


def test_a_refusal_because_of_a_block_makes_the_visitor_unreachable() -> None:
    case, effects = after(held(), OutgoingRefused(About.REPLY, "blocked", OURS), a_scene())

    assert case.unreachable_since == IN_HOURS
    assert PostToTopic(words.WENT_SILENT) in effects


def test_words_of_the_visitor_that_cannot_be_relayed_are_asked_for_again() -> None:
    _, effects = after(a_case(), OutgoingRefused(About.RELAY, "message_gone"), a_scene())

    assert effects == [PostToTopic(words.RELAY_FAILED)]


def test_a_visitor_is_told_once_that_the_desk_is_out_of_reach() -> None:
    refused = OutgoingRefused(About.RELAY, "no_rights", THEIRS)
    case, first = after(a_case(), refused, a_scene())
    _, second = after(case, refused, a_scene())

    assert first == [Notify("unreachable-staff")]
    assert second == []


def test_a_case_that_can_have_no_topic_here_goes_to_another_booth_and_nobody_is_told() -> None:
    refused = OutgoingRefused(About.TOPIC, "no_rights", desk=DESK.id)

    case, effects = after(a_case(), refused, a_scene(refuge=DeskId("ward#2")))

    assert (case.desk, case.told_out_of_reach) == ("ward#2", False)
    assert [each for each in effects if isinstance(each, Notify)] == []


def test_where_the_case_no_longer_lies_may_be_out_of_reach() -> None:
    gone_on = a_case(desk=DeskId("ward#2"))
    refused = OutgoingRefused(About.RELAY, "no_rights", THEIRS, DESK.id)

    assert after(gone_on, refused, a_scene()) == (gone_on, [])


def test_a_refused_mark_is_nobodys_business() -> None:
    assert after(held(), OutgoingRefused(About.NOTICE, "other"), a_scene())[1] == []


def test_a_topic_that_is_gone_is_made_anew_with_its_card() -> None:
    case, effects = after(held(), TopicLost(), a_scene(has_topic=False))

    assert case == held()
    assert [type(effect) for effect in effects] == [OpenTopic, PostCard]
    assert words.TOPIC_WAS_LOST in only(PostCard, (case, effects))[0]


def test_a_topic_that_was_made_again_in_the_meantime_is_made_once() -> None:
    assert after(held(), TopicLost(), a_scene(has_topic=True)) == (held(), [])


def test_staff_read_that_an_input_could_not_be_taken() -> None:
    assert after(held(), TurnFailed(), a_scene())[1] == [PostToTopic(words.TURN_FAILED)]


def test_a_topic_that_is_made_needs_nothing_more() -> None:
    assert after(held(), TopicMade(ThreadId(5)), a_scene()) == (held(), [])


# ── times that came ──────────────────────────────────────────────────────────


def test_a_claim_without_an_answer_goes_back_to_the_queue_and_says_so() -> None:
    late = a_scene(IN_HOURS + timedelta(minutes=61))

    case, effects = after(held(waiting_since=IN_HOURS), TimeCame(), late)

    assert (case.stage, case.holder) == (Stage.WAITING, None)
    assert only(PostToTopic, (case, effects)) == [words.CLAIM_LAPSED.format(name="さくら")]


def test_a_claim_lapses_no_earlier_than_the_rule_says() -> None:
    waiting = held(waiting_since=IN_HOURS, active_at=IN_HOURS + timedelta(minutes=30))

    case, effects = after(waiting, TimeCame(), a_scene(IN_HOURS + timedelta(minutes=61)))

    assert case.stage is Stage.HELD
    assert effects == []


def test_the_lead_hears_once_of_a_case_that_nobody_claims() -> None:
    rules = replace(DESK.rules, lead="かえで")
    scene = a_scene(IN_HOURS + timedelta(minutes=31), desk=replace(DESK, rules=rules))

    case, effects = after(a_case(), TimeCame(), scene)
    _, again = after(case, TimeCame(), scene)

    [told] = effects
    assert isinstance(told, PostToQueue)
    assert told.text.startswith("📣 かえで さん、担当がいない相談があります。\n🔴 No. 12 みどり")
    assert again == []


def test_without_a_lead_everybody_hears() -> None:
    _, effects = after(a_case(), TimeCame(), a_scene(IN_HOURS + timedelta(minutes=31)))

    assert [str(getattr(each, "text", "")).splitlines()[0] for each in effects] == [
        words.EVERYBODY_CALLED
    ]


def test_a_case_closes_when_its_time_has_come() -> None:
    closing = held(closing_at=IN_HOURS)

    case, effects = after(closing, TimeCame(), a_scene())

    assert case.stage is Stage.CLOSED
    assert ReleaseVisitor() in effects


def test_a_snoozed_case_comes_back_and_its_waiting_begins_anew() -> None:
    asleep = a_case(snoozed_until=IN_HOURS + timedelta(hours=2))

    case, effects = after(asleep, TimeCame(), a_scene(IN_HOURS + timedelta(hours=2)))

    assert case.snoozed_until is None
    assert only(PostToTopic, (case, effects)) == [words.SNOOZE_OVER]
    assert due_at(case, DESK) == datetime(2026, 11, 24, 13, 30, tzinfo=TOKYO)  # past lunch


def test_a_time_that_comes_to_a_closed_case_does_nothing() -> None:
    assert after(closed(), TimeCame(), a_scene()) == (closed(), [])


# ── replies that were changed or taken back ──────────────────────────────────


def test_a_change_that_arrived_and_a_withdrawal_are_marked_on_the_reply() -> None:
    _, changed = after(held(), OutgoingArrived(About.EDIT, OURS), a_scene())
    _, gone = after(held(), OutgoingArrived(About.WITHDRAWAL, OURS), a_scene())

    assert changed == [React(OURS, "✍")]
    assert gone[0] == React(OURS, "🙈")
    assert only(PostToTopic, (held(), gone)) == [words.WITHDRAWN]


@pytest.mark.parametrize(
    ("about", "reason", "told"),
    [
        (About.EDIT, "message_gone", "この書き直しは相手に届いていません"),
        (About.WITHDRAWAL, "too_late", "48時間を過ぎています"),
    ],
)
def test_what_could_not_be_changed_or_taken_back_is_said_on_that_very_reply(
    about: About, reason: str, told: str
) -> None:
    _, effects = after(held(), OutgoingRefused(about, reason, OURS), a_scene())

    [said] = effects
    assert isinstance(said, PostToTopic)
    assert told in said.text
    assert said.reply_to == OURS

"""An alert on its way: its posts, its calls, who answers it, and what it leaves behind."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.state import Standing
from bot.desk.alerts import words
from bot.desk.state import Stage
from bot.model.danger import Danger, Level, Type
from bot.model.delivery import (
    DeleteMessage,
    EditText,
    Priority,
    Reason,
    Refused,
    SendText,
)
from bot.model.ids import OUTSIDE, MessageId
from bot.model.inputs import (
    Arrival,
    DangerSeen,
    FromGroup,
    Pressed,
    Said,
    StaffPressed,
    Started,
)
from bot.pipeline import lanes
from bot.store import alerts, cases, conversations, outbox
from bot.store.connect import Database, Tx
from tests.unit.desk.given import IN_HOURS, SISTER
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOBODY,
    NOW,
    OTHER_CHAT,
    QUEUE,
    SISTER_GROUP,
    VISITOR,
    WARD,
    Loop,
    build,
    open_case,
    running,
    take,
    with_sister,
    with_topic,
)

AMBER = Danger(Level.AMBER, Type.SUICIDE, ("消え…たい",))
RED = Danger(Level.RED, Type.SUICIDE, ("遺書",))
NO_RIGHTS = Refused(Reason.NO_RIGHTS)


async def press(loop: Loop, what: str, number: int = 1, author: int = 9) -> str:
    """Press a button of an alert in the queue topic, and give the passing line."""
    pressed = StaffPressed(NOBODY, f"alert:{number}:{what}", "query", MessageId(1))
    key = f"press:{len(loop.channel.answered)}"
    await loop.inbox.accept([Arrival(key, FromGroup(GROUP, QUEUE, author), pressed)])
    await loop.quiet()
    return loop.channel.answered[-1][1]


def alerted(loop: Loop, thread: int | None = None) -> list[str]:
    """Give the first line of every alert that was posted, in the order of posting."""
    posted = (each for each in loop.channel.sent if each.chat == GROUP)
    said = (each.act for each in posted if thread in {None, each.thread})
    return [
        act.text.splitlines()[0]
        for act in said
        if isinstance(act, SendText) and " 知らせ " in act.text.splitlines()[0]
    ]


def standing(loop: Loop) -> list[str]:
    """Give the alerts as they stand in the group now."""
    return [text for text in loop.channel.screens[GROUP].values() if " 知らせ " in text]


def calls(loop: Loop) -> list[str]:
    """Give what went out by the second channel."""
    return loop.channel.texts(OUTSIDE)


async def test_danger_is_posted_in_the_queue_topic_with_a_ping(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))

    (parcel,) = [each for each in loop.channel.sent if each.chat == GROUP]
    assert parcel.thread == QUEUE
    assert isinstance(parcel.act, SendText)
    assert not parcel.act.silent
    assert alerted(loop) == ["🟠 知らせ 1 ― まだ相談になっていない人"]


async def test_a_case_hears_of_it_in_its_own_topic_too(loop: Loop) -> None:
    topic = await loop.opened()

    await loop.happens(DangerSeen(AMBER))

    assert len(alerted(loop, QUEUE)) == 1
    assert len(alerted(loop, topic.thread)) == 1


async def test_an_alert_goes_before_everything_that_waits(database: Database) -> None:
    def first_of_all(tx: Tx) -> list[Priority]:
        open_case(tx)
        with_topic(tx)
        take(tx, Said(MessageId(9), "あの"), DangerSeen(RED))
        return [row.outgoing.priority for row in outbox.due(tx, NOW, 9)][:3]

    priorities = await database.write(first_of_all)

    assert priorities == [Priority.ALERT, Priority.ALERT, Priority.OPENING]


async def test_it_is_raised_again_in_the_place_of_the_first_and_called_out(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))

    await loop.later(60)

    assert len(alerted(loop)) == 2
    assert len(standing(loop)) == 1
    assert words.UNANSWERED[:8] in standing(loop)[0]
    assert len(calls(loop)) == 1


async def test_it_rings_on_after_a_restart(database: Database) -> None:
    first = build(database)
    async with running(first):
        await first.happens(DangerSeen(AMBER))
    second = build(database)
    second.clock.now = NOW + timedelta(hours=1)

    async with running(second):
        await second.quiet()
        assert len(calls(second)) == 1
        await press(second, "respond")
        await second.later(600)

    assert len(calls(second)) == 1


async def test_who_answers_opens_a_case_and_the_visitor_reads_that_somebody_is_here(
    loop: Loop,
) -> None:
    await loop.happens(Started(), Said(MessageId(8), "ことばにならない"), DangerSeen(AMBER))

    said = await press(loop, "respond")

    case = await loop.do(lambda tx: cases.latest(tx, VISITOR))
    assert case is not None
    assert case.stage is Stage.HELD
    assert case.holder is not None
    assert case.holder.work_name in said
    stands = await loop.do(lambda tx: conversations.load(tx, VISITOR))
    assert stands.standing is Standing.CASE
    assert stands.unread == ()
    assert loop.channel.texts(CHAT)[-1].startswith("さくらがいます。")
    assert any("ことばにならない" in text for text in loop.channel.texts(GROUP))


async def test_what_the_visitor_writes_then_goes_to_the_topic(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    await press(loop, "respond")

    await loop.happens(Said(MessageId(9), "はい"))

    assert loop.channel.texts(GROUP)[-1].endswith("はい")


async def test_two_who_press_at_once_are_one_who_answers(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    presses = [
        Arrival(
            f"press:{author}",
            FromGroup(GROUP, QUEUE, author),
            StaffPressed(NOBODY, "alert:1:respond", f"query {author}", MessageId(1)),
        )
        for author in (9, 10)
    ]

    await loop.inbox.accept(presses)
    await loop.quiet()

    first, second = (text for _, text, _ in loop.channel.answered)
    assert first.startswith("対応をお願いします")
    assert second == "すでに さくら さんが対応しています。"
    assert await loop.do(lambda tx: cases.next_number(tx, WARD)) == 2


async def test_an_alert_that_was_answered_looks_so_wherever_it_stands(loop: Loop) -> None:
    await loop.opened()
    await loop.happens(DangerSeen(AMBER))

    await press(loop, "respond")

    assert len(standing(loop)) == 2
    assert all("さくら さんが対応しています" in text for text in standing(loop))


async def test_an_answer_calls_nobody_any_more(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    loop.channel.held.clear()
    loop.clock.advance(60)
    loop.inbox.wake()
    await loop.begun(3)  # the alert, its repetition and the call are on their way
    lane = lanes.of_call((await loop.do(alerts.next_number)) - 1)  # type: ignore[arg-type]
    loop.channel.held.set()

    await press(loop, "respond")
    await loop.later(600)

    assert await loop.do(lambda tx: outbox.pending(tx, lane)) == 0
    assert len(calls(loop)) == 1


async def test_a_group_that_takes_nothing_has_the_second_channel_called_at_once(
    loop: Loop,
) -> None:
    loop.channel.chats[GROUP] = NO_RIGHTS

    await loop.happens(DangerSeen(AMBER))

    assert len(calls(loop)) == 1
    assert "書きこめません" in calls(loop)[0]


async def test_the_alert_is_posted_once_the_group_is_well_again(loop: Loop) -> None:
    loop.channel.chats[GROUP] = NO_RIGHTS
    await loop.happens(DangerSeen(AMBER))
    await loop.later(60)
    del loop.channel.chats[GROUP]

    await loop.later(60)

    assert len(standing(loop)) == 1
    assert len(alerted(loop)) >= 1


async def test_a_call_that_failed_is_made_again(loop: Loop) -> None:
    loop.channel.chats[GROUP] = NO_RIGHTS
    loop.channel.chats[OUTSIDE] = Refused(Reason.OTHER)
    await loop.happens(DangerSeen(AMBER))
    del loop.channel.chats[OUTSIDE]

    await loop.later(60)

    assert len(calls(loop)) == 2


async def test_a_mark_on_an_earlier_alert_changes_that_one(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    await press(loop, "respond")
    await loop.happens(DangerSeen(RED))
    before = len(loop.channel.acts(GROUP, EditText))

    await press(loop, "right", number=1)

    (edit,) = loop.channel.acts(GROUP, EditText)[before:]
    assert isinstance(edit, EditText)
    assert edit.text.startswith("🔔 知らせ 1 ")
    assert "当たり ✓" in [button.label for button in edit.buttons]
    assert [text for text in standing(loop) if text.startswith("🚨 知らせ 2 ")]


async def test_a_mark_is_kept_as_a_number_of_the_day(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))

    await press(loop, "wrong")

    (counted,) = await loop.do(lambda tx: alerts.counts(tx, WARD, IN_HOURS.date()))
    assert (counted.raised, counted.hits, counted.misses) == (1, 0, 1)


async def test_staff_are_asked_on_the_next_day_and_the_visitor_is_sent_nothing(
    loop: Loop,
) -> None:
    await loop.happens(DangerSeen(AMBER))
    await press(loop, "respond")
    sent_to_visitor = len(loop.channel.texts(CHAT))

    await loop.later(timedelta(hours=23).total_seconds())
    asked = [text for text in standing(loop) if "ひとこと" in text]
    await press(loop, "done", author=10)

    assert len(asked) == 2  # in the queue topic and in the case's own
    assert all("かえで さんが済ませました" in text for text in standing(loop))
    assert len(loop.channel.texts(CHAT)) == sent_to_visitor


async def test_nobody_but_the_desk_answers_an_alert(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))

    await loop.happens(Pressed(MessageId(1), "alert:1:respond", "query"), chat=OTHER_CHAT)

    alert = await loop.do(lambda tx: alerts.latest(tx, VISITOR))
    assert alert is not None
    assert alert.by is None


async def test_a_number_that_is_no_alert_of_the_desk_is_said_to_be_none(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))

    said = await press(loop, "respond", number=99)

    assert "見つかりません" in said


async def test_a_flood_of_danger_posts_one_alert_and_few_edits(loop: Loop) -> None:
    await loop.happens(*(DangerSeen(AMBER) for _ in range(200)))

    assert len(loop.channel.acts(GROUP)) == 1
    await loop.later(30)
    assert len(loop.channel.acts(GROUP, SendText)) == 1
    assert "（200回）" in standing(loop)[0]


async def test_after_the_group_moved_nothing_is_edited_by_its_old_number(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    await loop.do(lambda tx: alerts.forget_messages(tx, WARD))

    await press(loop, "right")

    assert loop.channel.acts(GROUP, EditText) == []


async def test_an_alert_whose_turn_failed_rings_all_the_same(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await loop.happens(DangerSeen(AMBER))
    with monkeypatch.context() as broken:
        broken.setattr("bot.pipeline.alarm.advance", lambda *_: 1 / 0)
        for _ in range(4):
            await loop.later(60)
    assert len(alerted(loop)) == 1

    await loop.later(300)

    assert len(alerted(loop)) == 2


async def test_what_is_posted_again_takes_the_earlier_post_away(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    await loop.happens(DangerSeen(RED))

    assert len(loop.channel.acts(GROUP, DeleteMessage)) == 1
    assert [text.splitlines()[0][0] for text in standing(loop)] == ["🚨"]


async def test_a_post_that_still_waits_is_changed_and_not_doubled(loop: Loop) -> None:
    loop.channel.chats[GROUP] = NO_RIGHTS
    await loop.happens(DangerSeen(AMBER))
    await loop.happens(DangerSeen(RED))
    del loop.channel.chats[GROUP]
    before = len(loop.channel.sent)

    await loop.do(lambda tx: outbox.release(tx, WARD))
    await loop.later(1)

    now = [each.act for each in loop.channel.sent[before:] if each.chat == GROUP]
    assert [type(act) for act in now] == [SendText]


async def test_the_second_channel_is_no_chat_of_telegrams(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    await loop.later(60)

    (call,) = [each for each in loop.channel.sent if each.chat == OUTSIDE]
    assert call.thread is None


async def test_what_is_still_to_be_done_goes_where_the_case_went(loop: Loop) -> None:
    await loop.happens(DangerSeen(AMBER))
    await press(loop, "respond")

    def hand_on(tx: Tx) -> None:
        with_sister(tx)
        case = cases.latest(tx, VISITOR)
        assert case is not None
        cases.save(tx, VISITOR, replace(case, desk=SISTER.id))

    await loop.do(hand_on)
    await loop.later(timedelta(hours=23).total_seconds())

    assert any("ひとこと" in text for text in loop.channel.screens[SISTER_GROUP].values())
    assert not any("ひとこと" in text for text in standing(loop))

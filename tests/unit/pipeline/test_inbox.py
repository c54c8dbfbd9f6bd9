"""The way in: stored before it is acknowledged, then taken turn by turn."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Never

import pytest
from sqlalchemy import select, update

from bot.conversation.flow import Flow
from bot.desk import words
from bot.desk.hours import Hours
from bot.desk.state import Stage
from bot.model.delivery import SendText
from bot.model.errors import KeysUnreachable, SettingsError, root_of
from bot.model.ids import ChatId, FlowId, MessageId, StaffRef, ThreadId
from bot.model.inputs import (
    Arrival,
    FromGroup,
    FromVisitor,
    GroupMoved,
    Input,
    Pressed,
    Said,
    Staff,
    StaffCommanded,
    StaffPressed,
    StaffWrote,
    Started,
    TopicClosed,
)
from bot.pipeline import group, lanes, turn
from bot.pipeline.inbox import PAUSE_BETWEEN_TRIES, TRIES
from bot.pipeline.play import World
from bot.store import cases, connect, desks, inbox, offsets, sealing, topics
from bot.store.connect import Database, Tx
from bot.store.schema import inbox as table
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    OTHER_CHAT,
    OTHER_DESKS,
    QUEUE,
    THREAD,
    TO_A_PERSON,
    VISITOR,
    WARD,
    Loop,
    T,
    build,
    running,
    waiting,
    with_topic,
)

NOBODY = Staff(StaffRef(""), "")


class Torn(dict[FlowId, Flow]):
    """Flows of which none can be opened."""

    def get(self, *_: object) -> Never:
        """Fail, as a bug of ours would."""
        raise RuntimeError("a fault that quotes ひみつのことば")


BROKEN = replace(small(), flows=Torn())
"""With these no turn of the visitor's can be played."""
NAMELESS = replace(DESK, work_names=())
"""Without work names no turn of staff's can be played."""
TIMELESS = replace(DESK, hours=Hours(weekly=()))
"""Without days in its week no hours can be reckoned."""
PAUSE = PAUSE_BETWEEN_TRIES.total_seconds()


def from_group(
    happened: Input | None, thread: ThreadId | None = THREAD, author: int | None = 9
) -> Arrival:
    return Arrival("group:1", FromGroup(GROUP, thread, author), happened)


def states(tx: Tx) -> list[str]:
    return list(tx.connection.execute(select(table.c.state).order_by(table.c.id)).scalars())


async def opened(loop: Loop) -> None:
    """Bring the visitor to a person; the topic is made by the loop itself."""
    await loop.happens(*(Pressed(MessageId(7), press) for press in TO_A_PERSON))


async def test_what_is_accepted_is_stored_with_the_offset_before_any_turn(
    database: Database,
) -> None:
    loop = build(database)

    await loop.inbox.accept([loop.arrival(Started())], "telegram", 861)

    assert await database.read(lambda tx: offsets.get(tx, "telegram")) == 861
    assert await database.read(states) == ["new"]
    assert loop.channel.sent == []


async def test_an_empty_batch_still_moves_the_offset(database: Database) -> None:
    await build(database).inbox.accept([], "telegram", 7)

    assert await database.read(lambda tx: offsets.get(tx, "telegram")) == 7


async def test_the_same_update_twice_is_one_input(loop: Loop) -> None:
    arrival = loop.arrival(Started())

    await loop.inbox.accept([arrival, arrival])
    await loop.quiet()
    await loop.inbox.accept([arrival])
    await loop.quiet()

    assert len(loop.channel.sent) == 1


async def test_a_visitor_is_answered_in_their_own_chat(loop: Loop) -> None:
    await loop.happens(Started(), chat=OTHER_CHAT)

    assert [parcel.chat for parcel in loop.channel.sent] == [OTHER_CHAT]


async def test_what_one_visitor_does_is_taken_in_order(loop: Loop) -> None:
    await opened(loop)
    before = len(loop.channel.texts(GROUP))

    await loop.happens(*(Said(MessageId(80 + number), f"その{number}") for number in range(9)))

    said = [text for text in loop.channel.texts(GROUP)[before:] if "その" in text]
    assert said == [f"名前なし {number + 1}\nその{number}" for number in range(9)]


async def test_a_text_is_weighed_before_its_turn_and_answered_by_what_it_is_about(
    loop: Loop,
) -> None:
    loop.about = "cost"

    await loop.happens(Said(MessageId(80), "xyzzy"))

    assert loop.weighed == ["xyzzy"]
    assert loop.channel.texts(CHAT)[-1] == "文 cost"


async def test_what_is_written_to_a_person_and_what_is_pressed_is_not_weighed(loop: Loop) -> None:
    await opened(loop)

    await loop.happens(Said(MessageId(80), "xyzzy"), Pressed(MessageId(7), "go:menu"))

    assert loop.weighed == []


async def test_a_phrase_that_is_known_is_answered_without_being_weighed(loop: Loop) -> None:
    loop.about = "cost"

    await loop.happens(Said(MessageId(80), "本名じゃないとだめ"))

    assert loop.weighed == []
    assert loop.channel.texts(CHAT)[-1].startswith("本名はいりません。")


async def test_a_press_is_answered_beside_the_outbox(loop: Loop) -> None:
    await loop.happens(Started())

    await loop.happens(Pressed(MessageId(7), "nick:99:none", "query-1"))

    assert [query for query, _, _ in loop.channel.answered] == ["query-1"]


async def test_what_was_stored_before_the_start_is_taken_after_it(database: Database) -> None:
    first = build(database)
    await first.inbox.accept([first.arrival(Started())])

    async with running(build(database)) as second:
        await second.quiet()

        assert len(second.channel.sent) == 1


# ── from the group ───────────────────────────────────────────────────────────


async def test_staff_are_known_by_a_digest_and_never_by_their_account(
    database: Database,
) -> None:
    await database.write(with_topic)
    loop = build(database)

    await loop.inbox.accept([from_group(StaffPressed(NOBODY, "claim:1"), author=123456789)])

    (row,) = await database.read(lambda tx: inbox.due(tx, loop.clock.now, 10))
    assert isinstance(row.input, StaffPressed)
    assert row.input.staff is not None
    assert len(row.input.staff.ref) == 64
    assert "123456789" not in str(row.input)


async def test_an_anonymous_hand_stays_nobody(database: Database) -> None:
    await database.write(with_topic)
    loop = build(database)

    await loop.inbox.accept([from_group(TopicClosed(None), author=None)])

    (row,) = await database.read(lambda tx: inbox.due(tx, loop.clock.now, 10))
    assert row.input == TopicClosed(None, desk=WARD)


@pytest.mark.parametrize(
    "arrival",
    [
        Arrival(
            "x", FromGroup(ChatId(-999), THREAD, 9), StaffCommanded(NOBODY, MessageId(1), "r")
        ),
        from_group(StaffCommanded(NOBODY, MessageId(1), "nothing"), thread=ThreadId(999)),
        from_group(StaffCommanded(NOBODY, MessageId(1), "nothing"), thread=None),
        from_group(StaffWrote(NOBODY, MessageId(1), "はい"), thread=None),
        from_group(StaffWrote(NOBODY, MessageId(1), "はい"), thread=QUEUE),
        from_group(StaffCommanded(None, MessageId(1), "queue", from_bot=True), thread=QUEUE),
        Arrival("x", FromGroup(ChatId(-999)), GroupMoved(ChatId(-5))),
        Arrival("x", FromGroup(ChatId(-999)), None),
    ],
    ids=[
        "another group",
        "another topic",
        "General",
        "words in General",
        "words in the queue",
        "another bot",
        "another group's move",
        "unreadable",
    ],
)
async def test_what_belongs_nowhere_is_let_go(database: Database, arrival: Arrival) -> None:
    await database.write(with_topic)

    await build(database).inbox.accept([arrival], "telegram", 5)

    assert await database.read(states) == []
    assert await database.read(lambda tx: offsets.get(tx, "telegram")) == 5


@pytest.mark.parametrize(
    ("thread", "name"),
    [(None, "queue"), (ThreadId(999), "queue"), (QUEUE, "queue"), (QUEUE, "nothing")],
    ids=["General", "a topic of staff's own", "the queue", "the queue, a slip"],
)
async def test_a_command_for_the_desk_goes_to_the_lane_of_its_group(
    database: Database, thread: ThreadId | None, name: str
) -> None:
    loop = build(database)

    await loop.inbox.accept([from_group(StaffCommanded(NOBODY, MessageId(1), name), thread)])

    (row,) = await database.read(lambda tx: inbox.due(tx, loop.clock.now, 10))
    assert row.lane == lanes.of_group(WARD)
    assert row.holder == group.holder(WARD)
    assert isinstance(row.input, StaffCommanded)
    assert row.input.staff is not None
    assert row.input.staff.ref


async def test_a_command_for_the_desk_is_answered_in_the_queue(loop: Loop) -> None:
    await loop.inbox.accept([from_group(StaffCommanded(NOBODY, MessageId(1), "queue"), None)])
    await loop.quiet()

    (parcel,) = loop.channel.sent
    assert (parcel.chat, parcel.thread) == (GROUP, QUEUE)
    assert parcel.act == SendText(words.QUEUE_EMPTY, reply_to=MessageId(1), silent=True)


@pytest.mark.parametrize("thread", [QUEUE, None, ThreadId(999)])
async def test_a_button_outside_the_topics_acts_on_the_case_it_names(
    loop: Loop, thread: ThreadId | None
) -> None:
    await opened(loop)

    await loop.inbox.accept([from_group(StaffPressed(NOBODY, "claim:1", "query-9"), thread)])
    await loop.quiet()

    case = await loop.do(lambda tx: cases.latest(tx, VISITOR))
    assert case is not None
    assert case.stage is Stage.HELD
    assert loop.channel.answered[-1][0] == "query-9"


@pytest.mark.parametrize(
    "press", ["claim:999", "claim", "claim:", "claim:x", "claim:１", "claim:" + "9" * 30, ""]
)
async def test_a_button_that_names_no_case_is_answered_all_the_same(
    loop: Loop, press: str
) -> None:
    await opened(loop)

    await loop.inbox.accept([from_group(StaffPressed(NOBODY, press, "query-9"), QUEUE)])
    await loop.quiet()

    assert loop.channel.answered[-1] == ("query-9", words.NO_SUCH_CASE, True)


async def test_a_group_that_moved_is_followed(loop: Loop) -> None:
    await loop.inbox.accept([from_group(GroupMoved(ChatId(-5)), thread=None, author=None)])
    await loop.quiet()

    assert (await loop.do(lambda tx: desks.group(tx, WARD))).chat == ChatId(-5)


async def test_words_after_a_move_go_to_the_new_group(loop: Loop) -> None:
    await opened(loop)
    await loop.inbox.accept([from_group(GroupMoved(ChatId(-5)), thread=None, author=None)])
    await loop.quiet()

    await loop.happens(Said(MessageId(80), "こんばんは"))

    assert loop.channel.texts(ChatId(-5))[-1] == "名前なし 1\nこんばんは"
    assert "こんばんは" not in "".join(loop.channel.texts(GROUP))


# ── what cannot be taken ─────────────────────────────────────────────────────


async def test_what_cannot_be_read_is_parked_without_content(database: Database) -> None:
    loop = build(database)

    await loop.inbox.accept([Arrival("bad", FromVisitor(CHAT), None)])

    (row,) = await database.read(inbox.parked)
    assert row.sealed == b""
    assert await database.read(inbox.pending) == 0


async def test_a_turn_that_fails_is_tried_again_after_a_pause(loop: Loop) -> None:
    loop.contents = [BROKEN]

    await loop.happens(Started())
    assert loop.channel.sent == []
    await loop.later(PAUSE)

    assert len(loop.channel.sent) == 1
    assert await loop.do(states) == ["done"]


async def test_poison_is_parked_and_the_lane_goes_on(loop: Loop) -> None:
    loop.contents = [BROKEN] * TRIES

    await loop.happens(Started(), Said(MessageId(8), "だれかいますか"))
    for _ in range(TRIES):
        await loop.later(PAUSE)

    assert await loop.do(states) == ["parked", "done", "done", "done"]
    (row,) = await loop.do(inbox.parked)
    assert row.input == Started()
    assert "文 error" in "".join(loop.channel.texts(CHAT))


async def test_keys_that_do_not_answer_are_waited_for_and_park_nothing(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, missing = turn.take, [KeysUnreachable()] * (TRIES + 1)

    def take(*given: Any) -> turn.Answer | None:  # as the turn itself is given it
        if missing:
            raise missing.pop()
        return whole(*given)

    monkeypatch.setattr(connect, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(turn, "take", take)

    await loop.happens(Started())

    assert not missing
    assert await loop.do(states) == ["done"]


async def test_a_text_whose_key_does_not_answer_has_its_turn_later(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, missing = sealing.unseal, [KeysUnreachable()] * (TRIES + 1)

    def unseal(*given: Any) -> bytes:  # as the sealing itself is given it
        if missing:
            raise missing.pop()
        return whole(*given)

    monkeypatch.setattr(connect, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(inbox, "unseal", unseal)

    await loop.happens(Said(MessageId(8), "だれかいますか"))

    assert not missing
    assert await loop.do(states) == ["done"]


async def test_a_master_key_that_opens_nothing_ends_the_program_and_parks_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take(*_: object) -> Never:
        raise SettingsError

    loop = build(database)
    await loop.inbox.accept([Arrival("first", FromVisitor(CHAT), Started())])
    monkeypatch.setattr(turn, "take", take)

    with pytest.raises(ExceptionGroup) as caught:
        await loop.inbox.run()

    assert isinstance(root_of(caught.value), SettingsError)
    assert await loop.do(states) == ["new"]


async def test_the_note_of_a_parked_input_tells_where_and_not_what(loop: Loop) -> None:
    loop.contents = [BROKEN] * TRIES

    await loop.happens(Said(MessageId(8), "ひみつのことば"))
    for _ in range(TRIES):
        await loop.later(PAUSE)

    (row,) = await loop.do(inbox.parked)
    assert row.error is not None
    assert ".py:" in row.error
    assert "/" not in row.error
    assert "ひみつ" not in row.error


async def test_poison_on_one_lane_holds_up_no_other(loop: Loop) -> None:
    loop.contents = [BROKEN]

    await loop.happens(Started())
    await loop.happens(Started(), chat=OTHER_CHAT)

    assert [parcel.chat for parcel in loop.channel.sent] == [OTHER_CHAT]


async def test_poison_of_staff_is_told_to_staff_alone(loop: Loop) -> None:
    await opened(loop)
    thread = await loop.do(_thread)
    before = len(loop.channel.texts(CHAT))
    loop.desks = [NAMELESS] * TRIES

    command = StaffCommanded(NOBODY, MessageId(90), "claim")
    await loop.inbox.accept([from_group(command, thread)])
    await loop.quiet()
    for _ in range(TRIES):
        await loop.later(PAUSE)

    assert words.TURN_FAILED in loop.channel.texts(GROUP)
    assert len(loop.channel.texts(CHAT)) == before


async def test_a_command_for_the_desk_that_fails_says_so(loop: Loop) -> None:
    loop.desks = [TIMELESS] * TRIES

    await loop.inbox.accept([from_group(StaffCommanded(NOBODY, MessageId(90), "shut"), QUEUE)])
    await loop.quiet()
    for _ in range(TRIES):
        await loop.later(PAUSE)

    assert loop.channel.texts(GROUP) == [words.DESK_COMMAND_FAILED]


async def test_a_notice_of_poison_that_is_poison_itself_is_told_to_nobody(loop: Loop) -> None:
    loop.contents = [BROKEN] * (4 * TRIES)

    await loop.happens(Started())
    for _ in range(4 * TRIES):
        await loop.later(PAUSE)

    assert sorted(await loop.do(states)) == ["done", "parked", "parked"]
    assert loop.channel.sent == []


async def test_a_row_that_does_not_open_is_parked_and_the_lane_goes_on(loop: Loop) -> None:
    arrival = loop.arrival(Started())

    def spoil(tx: Tx) -> None:
        tx.connection.execute(update(table).values(sealed=b"nonsense"))

    stopped = build(loop.database)
    await stopped.inbox.accept([arrival])
    await loop.do(spoil)
    await loop.happens(Said(MessageId(8), "だれかいますか"))
    for _ in range(TRIES):
        await loop.later(PAUSE)

    assert (await loop.do(states))[:2] == ["parked", "done"]
    assert loop.channel.sent


async def test_the_turns_that_are_due_are_taken_before_the_end(database: Database) -> None:
    loop = build(database)
    await loop.inbox.accept([loop.arrival(Started()), loop.arrival(Started(), OTHER_CHAT)])

    loop.inbox.close()
    async with asyncio.timeout(5):
        await loop.inbox.run()

    assert await database.read(inbox.pending) == 0


async def test_what_arrives_during_the_last_look_has_its_turn_before_it_stops(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, look, looks = build(database), database.write, list[str]()

    async def looking(work: Callable[[Tx], T], **more: Callable[[], None]) -> T:
        found = await look(work, **more)
        if not looks:
            looks.append("the first found nothing")
            await loop.inbox.accept([loop.arrival(Started())])
            loop.inbox.close()
        return found

    monkeypatch.setattr(database, "write", looking)
    async with asyncio.timeout(5):
        await loop.inbox.run()

    assert await look(inbox.pending) == 0


async def test_many_visitors_are_taken_and_each_gets_one_screen(loop: Loop) -> None:
    chats = [ChatId(5000 + number) for number in range(150)]

    await loop.inbox.accept([loop.arrival(Started(), chat) for chat in chats])
    await loop.quiet()

    assert sorted(parcel.chat for parcel in loop.channel.sent) == chats
    assert all(isinstance(parcel.act, SendText) for parcel in loop.channel.sent)


def test_a_turn_is_played_with_what_the_world_is_at_that_moment(database: Database) -> None:
    world: World = build(database).inbox._world

    first, second = world.play(), world.play()

    assert first.case != second.case
    assert first.desks == (DESK, *OTHER_DESKS)


def _thread(tx: Tx) -> ThreadId | None:
    topic = topics.of(tx, VISITOR, WARD)
    return topic.thread if topic else None


async def test_every_turn_is_told_with_how_long_its_input_waited(database: Database) -> None:
    loop, told = build(database), list[tuple[str, float]]()
    loop.inbox.turned = lambda outcome, lag: told.append((outcome, lag.total_seconds()))
    loop.contents.extend([small(), BROKEN])
    await loop.inbox.accept([loop.arrival(Started())])
    loop.clock.advance(7)

    async with running(loop):
        await loop.quiet()
        await loop.happens(Started())

    assert told == [("done", 7), ("failed", 0)]


async def test_each_turn_is_taken_once_where_two_programs_look_at_the_same_inputs(
    shared: Database,
) -> None:
    chats = [ChatId(7000 + number) for number in range(20)]
    first, second = build(shared), build(shared)
    await first.inbox.accept([first.arrival(Started(), chat) for chat in chats])

    async with asyncio.TaskGroup() as tasks:
        for loop in (first, second):
            loop.inbox.close()
            tasks.create_task(loop.inbox.run())

    answered = [lane for lane, _ in await shared.read(waiting)]
    assert len(answered) == len(set(answered)) == len(chats)

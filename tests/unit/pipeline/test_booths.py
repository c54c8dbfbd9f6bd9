"""The booths of a desk: which group each stands for, and which takes a new case."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.desk.state import Case, Stage
from bot.model.delivery import Outgoing, SendText, Side
from bot.model.ids import (
    NO_DESK,
    CaseId,
    CaseNumber,
    ChatId,
    ConversationId,
    DeskId,
    ThreadId,
    booth,
)
from bot.model.inputs import About, GroupChanged, GroupMoved, OutgoingRefused
from bot.pipeline import booths as chosen
from bot.pipeline import group, lanes
from bot.pipeline.booths import SHUNNED
from bot.store import booths, cases, conversations, desks, topics
from bot.store.connect import Database, Tx
from tests.unit.desk.given import SISTER, a_case
from tests.unit.pipeline.parts import NOW, OTHER, OTHER_CHAT, VISITOR, WARD, put

A, B, C, D = (ChatId(-1000 - number) for number in range(1, 5))
FIRST, SECOND, THIRD = (booth(WARD, number) for number in (1, 2, 3))
THREAD = ThreadId(400)
REFUSED = OutgoingRefused(About.TOPIC, "no_rights", desk=FIRST)


def settle(tx: Tx, *configured: ChatId, desk: DeskId = WARD) -> dict[DeskId, ChatId]:
    return chosen.settle(tx, desk, configured, NOW)


def opened(tx: Tx, desk: DeskId, *, number: int, stage: Stage = Stage.WAITING) -> None:
    """Let somebody else have a case."""
    conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
    case = a_case(id=CaseId(f"c{number}"), number=CaseNumber(number), desk=desk, stage=stage)
    cases.save(tx, OTHER, case)


def with_topic_at(tx: Tx, desk: DeskId, chat: ChatId) -> None:
    topics.make(tx, VISITOR, desk)
    topics.place(tx, VISITOR, desk, chat, THREAD)


def choose(tx: Tx, desk: DeskId = WARD, visitor: ConversationId = VISITOR) -> DeskId:
    return chosen.choose(tx, visitor, desk, NOW)


# ── which group each stands for ──────────────────────────────────────────────


async def test_each_group_in_the_settings_is_a_booth_in_their_order(database: Database) -> None:
    assert await database.write(lambda tx: settle(tx, C, B)) == {FIRST: C, SECOND: B}

    known = await database.read(lambda tx: [desks.by_chat(tx, chat) for chat in (B, C)])
    assert known == [SECOND, FIRST]


@pytest.mark.parametrize(
    ("before", "after", "booths_after"),
    [
        ((A, B), (B, A), {FIRST: A, SECOND: B}),
        ((A,), (C, A), {FIRST: A, SECOND: C}),
        ((A, B), (B,), {SECOND: B}),
        ((A, B), (A,), {FIRST: A}),
        ((A,), (C,), {FIRST: C}),
        ((A, B), (B, C), {SECOND: B, FIRST: C}),
    ],
)
async def test_a_group_keeps_its_booth_wherever_it_stands_in_the_settings(
    database: Database,
    before: Sequence[ChatId],
    after: Sequence[ChatId],
    booths_after: dict[DeskId, ChatId],
) -> None:
    def life(tx: Tx) -> dict[DeskId, ChatId]:
        settle(tx, *before)
        return settle(tx, *after)

    assert await database.write(life) == booths_after
    assert await database.read(lambda tx: booths.bound(tx, WARD)) == booths_after


async def test_a_group_that_comes_back_into_the_settings_has_its_booth_and_its_rooms_again(
    database: Database,
) -> None:
    def life(tx: Tx) -> dict[DeskId, ChatId]:
        settle(tx, A, B)
        desks.set_queue_thread(tx, SECOND, THREAD)
        settle(tx, A)
        return settle(tx, A, C, B)

    assert await database.write(life) == {FIRST: A, SECOND: B, THIRD: C}
    assert (await database.read(lambda tx: desks.group(tx, SECOND))).queue_thread == THREAD


async def test_a_group_that_moved_keeps_its_booth_under_either_number(database: Database) -> None:
    def life(tx: Tx) -> list[dict[DeskId, ChatId]]:
        settle(tx, A, B)
        group.take(tx, SECOND, GroupMoved(D, was=B), NOW)
        return [settle(tx, A, B), settle(tx, A, D)]

    assert await database.write(life) == [{FIRST: A, SECOND: D}, {FIRST: A, SECOND: D}]


async def test_what_staff_do_in_a_group_that_left_the_settings_is_still_known(
    database: Database,
) -> None:
    def life(tx: Tx) -> DeskId | None:
        settle(tx, A, B)
        settle(tx, A)
        return desks.by_chat(tx, B)

    assert await database.write(life) == SECOND


# ── which takes a new case ───────────────────────────────────────────────────


async def test_a_desk_with_one_group_takes_every_case_there(database: Database) -> None:
    assert await database.write(choose) == WARD
    await database.write(lambda tx: settle(tx, A))
    assert await database.read(choose) == WARD


async def test_the_booth_with_the_fewest_open_cases_takes_the_next(database: Database) -> None:
    def life(tx: Tx) -> list[DeskId]:
        settle(tx, A, B, C)
        settle(tx, D, desk=SISTER.id)
        found = [choose(tx)]
        for number in range(1, 5):
            opened(tx, found[-1], number=number)
            found.append(choose(tx))
        opened(tx, FIRST, number=5, stage=Stage.CLOSED)
        return found

    assert await database.write(life) == [FIRST, SECOND, THIRD, FIRST, SECOND]
    assert await database.read(choose) == SECOND  # what is closed does not count


async def test_of_two_with_as_many_cases_the_one_with_less_to_send_takes_it(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        settle(tx, A, B)
        for desk, waiting in ((FIRST, 2), (SECOND, 0)):  # besides the queue topic of either
            for _ in range(waiting):
                outgoing = Outgoing(Side.TOPIC, SendText("はい"))
                put(tx, lanes.of_topic(OTHER, desk), outgoing, OTHER, desk)

    await database.write(life)

    assert await database.read(choose) == SECOND


async def test_who_has_a_topic_goes_back_there_however_full_it_is(database: Database) -> None:
    def life(tx: Tx) -> None:
        settle(tx, A, B)
        opened(tx, SECOND, number=1)
        with_topic_at(tx, SECOND, B)

    await database.write(life)

    assert await database.read(choose) == SECOND


async def test_who_has_several_topics_goes_back_where_they_were_last(database: Database) -> None:
    def life(tx: Tx) -> None:
        settle(tx, A, B)
        with_topic_at(tx, FIRST, A)
        with_topic_at(tx, SECOND, B)

    await database.write(life)

    assert await database.read(lambda tx: choose(tx, SECOND)) == SECOND
    assert await database.read(lambda tx: choose(tx, FIRST)) == FIRST
    assert await database.read(lambda tx: choose(tx, THIRD)) == FIRST


async def test_a_group_that_left_the_settings_takes_nobody_not_even_who_was_there(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        settle(tx, A, B)
        with_topic_at(tx, SECOND, B)
        settle(tx, A)

    await database.write(life)

    assert await database.read(lambda tx: choose(tx, SECOND)) == FIRST


async def test_a_group_that_took_nothing_of_late_is_left_out_while_there_is_another(
    database: Database,
) -> None:
    def life(tx: Tx) -> list[DeskId]:
        settle(tx, A, B)
        with_topic_at(tx, FIRST, A)
        booths.refused(tx, FIRST, NOW)
        found = [choose(tx), chosen.choose(tx, VISITOR, WARD, NOW + SHUNNED)]
        booths.refused(tx, SECOND, NOW)
        return [*found, choose(tx)]

    assert await database.write(life) == [SECOND, FIRST, FIRST]


async def test_new_rights_bring_a_group_back_at_once(database: Database) -> None:
    def life(tx: Tx) -> DeskId:
        settle(tx, A, B)
        booths.refused(tx, FIRST, NOW)
        group.take(tx, FIRST, GroupChanged(), NOW)
        return choose(tx)

    assert await database.write(life) == FIRST


# ── where a case goes that can have no topic ─────────────────────────────────


def refuge(
    tx: Tx,
    case: Case | None,
    refused: OutgoingRefused = REFUSED,
    groups: Sequence[ChatId] = (A, B),
) -> DeskId:
    """Let a topic be asked for in the first of some groups, and refused."""
    settle(tx, *groups)
    topics.make(tx, VISITOR, FIRST)
    booths.refused(tx, FIRST, NOW)
    return chosen.refuge(tx, VISITOR, case, refused, NOW)


async def test_a_case_that_never_had_a_topic_goes_to_another_booth(database: Database) -> None:
    assert await database.write(lambda tx: refuge(tx, a_case())) == SECOND


@pytest.mark.parametrize(
    ("case", "refused", "groups"),
    [
        (None, REFUSED, (A, B)),
        (a_case(stage=Stage.CLOSED), REFUSED, (A, B)),
        (a_case(desk=SECOND), REFUSED, (A, B)),
        (a_case(), OutgoingRefused(About.REPLY, "blocked", desk=FIRST), (A, B)),
        (a_case(), REFUSED, (A,)),
    ],
    ids=["no case", "closed", "gone on", "not the group's fault", "no other group"],
)
async def test_nothing_else_goes_elsewhere(
    database: Database, case: Case | None, refused: OutgoingRefused, groups: Sequence[ChatId]
) -> None:
    assert await database.write(lambda tx: refuge(tx, case, refused, groups)) == NO_DESK


async def test_a_case_that_had_a_topic_stays_by_its_messages(database: Database) -> None:
    def life(tx: Tx) -> DeskId:
        with_topic_at(tx, FIRST, A)
        topics.lose(tx, VISITOR, FIRST)
        return refuge(tx, a_case())

    assert await database.write(life) == NO_DESK


async def test_nobody_is_sent_from_one_group_that_takes_nothing_to_another(
    database: Database,
) -> None:
    def life(tx: Tx) -> DeskId:
        booths.refused(tx, SECOND, NOW - SHUNNED + timedelta(seconds=1))
        return refuge(tx, a_case())

    assert await database.write(life) == NO_DESK

"""Staff hear it once when a full group makes visitors' words late."""

from datetime import timedelta

import pytest

from bot.desk import words
from bot.model.delivery import Act, Outgoing, Priority, SendText, Side
from bot.pipeline import backlog, lanes
from bot.pipeline.pace import Pace
from bot.store import outbox
from bot.store.connect import Database, Tx
from tests.unit.pipeline.parts import GROUP, NOW, VISITOR, WARD, acts, build, running, with_topic

LATE = SendText(words.BACKLOG.format(count=60))


def waits(tx: Tx, seconds: float) -> None:
    with_topic(tx)
    outbox.put(
        tx,
        lane=lanes.of_topic(VISITOR, WARD),
        conversation_id=VISITOR,
        desk=WARD,
        holder=VISITOR,
        outgoing=Outgoing(Side.TOPIC, SendText("あの"), Priority.VISITOR),
        at=NOW - timedelta(seconds=seconds),
    )


def told(tx: Tx) -> list[Act]:
    return acts(tx, lanes.of_queue(WARD))


@pytest.mark.parametrize(("seconds", "said"), [(59, []), (60, [LATE])])
async def test_what_is_late_is_told_of(
    database: Database, seconds: float, said: list[Act]
) -> None:
    def look(tx: Tx) -> list[Act]:
        waits(tx, seconds)
        backlog.tell(tx, WARD, NOW)
        return told(tx)

    assert await database.write(look) == said


async def test_it_is_told_once_and_again_only_after_a_while(database: Database) -> None:
    def looks(tx: Tx) -> list[int]:
        waits(tx, 90)
        counts = []
        for minutes in (0, 5, 11):
            backlog.tell(tx, WARD, NOW + timedelta(minutes=minutes))
            counts.append(len(told(tx)))
            outbox.drop(tx, lanes.of_queue(WARD), backlog.KEY)
        return counts

    assert await database.write(looks) == [1, 0, 1]


async def test_without_words_that_wait_there_is_nothing_to_tell(database: Database) -> None:
    def look(tx: Tx) -> list[Act]:
        backlog.tell(tx, WARD, NOW)
        return told(tx)

    assert await database.write(look) == []


async def test_a_full_group_hears_of_it_as_soon_as_it_takes_something(database: Database) -> None:
    await database.write(lambda tx: waits(tx, 90))
    pace = Pace(1)
    pace.spend("g:ward", NOW.timestamp())
    async with running(build(database, pace)) as loop:
        await loop.quiet()
        await loop.later(60)
        await loop.later(60)

        assert loop.channel.texts(GROUP) == [LATE.text, "あの"]

"""A version goes into force with its line for staff, once."""

from bot.model.delivery import Act, SendText
from bot.pipeline import lanes, publication
from bot.pipeline.publication import REFUSED, Version
from bot.store import booths, offsets, versions
from bot.store.connect import Database, Tx
from tests.unit.pipeline.parts import GROUP, NOW, WARD, acts, settled

FIRST = Version("a" * 64, b"first", "はじめ")
SECOND = Version("b" * 64, b"second", "答えが変わりました：『お金はかかる？』")


def told(tx: Tx) -> list[Act]:
    lines = acts(tx, lanes.of_queue(WARD))
    return [act for act in lines if isinstance(act, SendText)]


async def test_staff_are_told_in_one_silent_line_with_its_time(database: Database) -> None:
    def publish(tx: Tx) -> list[Act]:
        settled(tx)
        booths.bind(tx, WARD, GROUP)
        first = publication.publish(tx, FIRST, None, NOW)
        publication.publish(tx, SECOND, first, NOW)
        return told(tx)

    line = "📝 答えが変わりました：『お金はかかる？』（11月24日 10:00）"
    assert await database.write(publish) == [SendText(line, silent=True)]


async def test_whoever_comes_second_publishes_nothing_and_tells_nothing(
    database: Database,
) -> None:
    def publish(tx: Tx) -> tuple[object, list[Act], str]:
        settled(tx)
        booths.bind(tx, WARD, GROUP)
        first = publication.publish(tx, FIRST, None, NOW)
        publication.publish(tx, SECOND, first, NOW)
        late = publication.publish(tx, Version("c" * 64, b"", "おそい"), first, NOW)
        in_force = versions.in_force(tx)
        return late, told(tx), in_force.hash if in_force else ""

    late, lines, in_force = await database.write(publish)

    assert late is None
    assert len(lines) == 1
    assert in_force == SECOND.hash


async def test_refused_files_are_told_once_until_a_version_is_good_again(
    database: Database,
) -> None:
    def refuse(tx: Tx) -> list[int]:
        settled(tx)
        booths.bind(tx, WARD, GROUP)
        counts = []
        first = publication.publish(tx, FIRST, None, NOW)
        for _ in range(2):
            publication.refuse(tx, "flows/cost.yaml:3:1 重大", NOW)
            counts.append(len(told(tx)))
        publication.publish(tx, SECOND, first, NOW)
        publication.refuse(tx, "flows/cost.yaml:3:1 重大", NOW)
        counts.append(len(told(tx)))
        return counts

    assert await database.write(refuse) == [1, 1, 3]
    assert await database.read(lambda tx: offsets.get(tx, REFUSED)) is not None


async def test_where_no_group_is_bound_nobody_is_told(database: Database) -> None:
    def refuse(tx: Tx) -> list[Act]:
        publication.refuse(tx, "", NOW)
        return told(tx)

    assert await database.write(refuse) == []

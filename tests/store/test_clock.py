"""The clock that all who share a database agree on."""

from datetime import UTC, datetime

from bot.store import clock
from bot.store.connect import Database, Tx


async def test_it_tells_the_time_of_this_machine_when_it_runs_here(shared: Database) -> None:
    before = datetime.now(UTC)  # noqa: TID251
    read = await shared.read(clock.read)

    assert before <= read <= datetime.now(UTC)  # noqa: TID251


async def test_it_moves_on_within_a_transaction(shared: Database) -> None:
    def until_it_moves(tx: Tx) -> bool:
        began = clock.read(tx)
        return any(clock.read(tx) > began for _ in range(100_000))

    assert await shared.read(until_it_moves)

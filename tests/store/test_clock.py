"""The database's own clock."""

from datetime import UTC, datetime, timedelta

from bot.store import clock
from bot.store.connect import Tx
from tests.store.conftest import Run


async def test_it_tells_the_time_of_this_machine_when_it_runs_here(run: Run) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=2)  # noqa: TID251
    read = await run(clock.read)

    assert before <= read <= datetime.now(UTC)  # noqa: TID251


async def test_it_moves_on_within_a_transaction(run: Run) -> None:
    def until_it_moves(tx: Tx) -> bool:
        began = clock.read(tx)
        return any(clock.read(tx) > began for _ in range(100_000))

    assert await run(until_it_moves)

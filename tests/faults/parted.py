"""Programs that are parted from their keys for a while: row 27."""

import asyncio
from pathlib import Path

from bot.simulator.clock import sleep
from tests.faults.danger import answered
from tests.faults.fleet import Fleet, fleet
from tests.postgresql import out_of_reach

SIZE = 2
CRYING = 2  # visitors in danger
GRACE = 0.4  # seconds in which what was stored before is still confirmed
LONGEST = 6  # seconds


async def without_keys(folder: Path, seed: int, without: str = "") -> list[str]:
    """Take the keys away from two programs for some seconds."""
    seen: list[str] = []

    async def part(they: Fleet, _: asyncio.Task[None]) -> None:
        simulator = they.simulator
        in_danger = [simulator.visitor(f"In danger {number}") for number in range(CRYING)]
        await they.written(they.chance.between(4, 24))
        async with out_of_reach(they.keys):
            await sleep(simulator.clock, GRACE)
            before = len(simulator.journal.of_kind("confirmed"))
            seen.extend(await answered(simulator, in_danger))
            await sleep(simulator.clock, they.chance.between(0, LONGEST))
            early = len(simulator.journal.of_kind("confirmed")) - before
        seen.extend([f"confirmed: {early} updates that nobody stored"] if early else [])

    async with fleet(folder, seed, without, ({},) * SIZE, apart=True) as they:
        await they.live(part)
        return [*seen, *they.ended, *they.faults()]

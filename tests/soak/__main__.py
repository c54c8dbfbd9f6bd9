"""Try every fault again and again, for a long time, with new seeds: `make soak MINUTES=30`.

    python -m tests.soak --minutes 30 --seed 7
    python -m tests.soak --only errors --seed 4711     one trial again, with the seed it failed by

First every safeguard is taken away once, then the program dies at every point of its own, then
all trials go on until the time is over. In the end there is one table, and the exit code is 1 when
a promise was broken or a missing safeguard went unnoticed.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context

from bot.simulator import RealClock
from tests.faults.points import PASSED
from tests.faults.rows import ROWS, Control, Trial, controls, is_caught, trials
from tests.soak.trying import TRIALS, tried

AT_ONCE = 2
CHANCES = 4
"""How many seeds a control may need: not every one leads to where it matters."""


@dataclass(frozen=True, slots=True)
class Work:
    """One trial to be made, with a safeguard or without."""

    row: int
    trial: Trial
    seed: int
    control: Control | None = None


@dataclass(slots=True)
class Tally:
    """What came of one row so far."""

    trials: int = 0
    failures: int = 0
    caught: list[bool] = field(default_factory=list)


class Soak:
    """A long run: whose turn it is, and what came of it."""

    def __init__(self, seed: int, seconds: float) -> None:
        """Begin now."""
        self._clock = RealClock()
        self._ends = self._clock.now() + seconds
        self._seed = seed
        self.rows = {row.number: Tally() for row in ROWS}

    def works(self) -> Iterator[Work]:
        """Name what is to be tried, until the time is over."""
        for row, control in controls():
            yield Work(row.number, control.trial, self._seed, control)
        for index in range(len(PASSED)):
            yield Work(1, TRIALS["killed"], index)
        for seed in count(self._seed):
            for row, trial in trials():
                if self._clock.now() > self._ends:
                    return
                yield Work(row.number, trial, seed)

    async def run(self, works: Iterable[Work]) -> None:
        """Try two at once, in processes of their own: a mutant changes its whole process."""
        left = iter(works)
        with ProcessPoolExecutor(AT_ONCE, get_context("spawn")) as pool:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(AT_ONCE):
                    tasks.create_task(self._work(left, pool))

    async def _work(self, left: Iterator[Work], pool: ProcessPoolExecutor) -> None:
        for work in left:
            tally = self.rows[work.row]
            if work.control is not None:
                tally.caught.append(await self._catch(work, work.control, pool))
                continue
            seen = await _try(pool, work.trial, work.seed)
            tally.trials += 1
            if seen:
                tally.failures += 1
                print(f"row {work.row}: {work.trial.__name__}, seed {work.seed}: {seen}")

    async def _catch(self, work: Work, control: Control, pool: ProcessPoolExecutor) -> bool:
        for seed in range(work.seed, work.seed + CHANCES):
            if is_caught(control, await _try(pool, work.trial, seed, control.without)):
                return True
        print(f"row {work.row}: nobody noticed that this was missing: {control.without}")
        return False

    def table(self) -> str:
        """Write what came of every row; with no failure in n trials at most 3/n fail, at 95 %."""
        head = "| row | fault | trials | failures | at most, 95 % | controls caught |"
        lines = [head, "|---|---|---|---|---|---|"]
        for row in ROWS:
            tally = self.rows[row.number]
            bound = f"{3 / tally.trials:.2%}" if tally.trials and not tally.failures else "–"
            caught = f"{sum(tally.caught)} of {len(tally.caught)}"
            told = (row.number, row.fault, tally.trials, tally.failures, bound, caught)
            lines.append(f"| {' | '.join(map(str, told))} |")
        return "\n".join(lines)

    @property
    def is_good(self) -> bool:
        """Say whether every promise was kept and every control caught."""
        tallies = self.rows.values()
        return all(not tally.failures and all(tally.caught) for tally in tallies)


async def _try(pool: ProcessPoolExecutor, trial: Trial, seed: int, without: str = "") -> list[str]:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, tried, trial.__name__, seed, without)


def main() -> int:
    """Run for as long as asked, print the table, and say whether all was well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=30.0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", choices=sorted(TRIALS))
    given = asked.parse_args()
    print(f"seed {given.seed}", flush=True)
    soak = Soak(given.seed, 60 * given.minutes)
    if given.only:
        row = next(row.number for row, trial in trials() if trial.__name__ == given.only)
        asyncio.run(soak.run([Work(row, TRIALS[given.only], given.seed)]))
    else:
        asyncio.run(soak.run(soak.works()))
    print(soak.table())
    return 0 if soak.is_good else 1


if __name__ == "__main__":
    sys.exit(main())

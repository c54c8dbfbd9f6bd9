"""Visitors in danger in the middle of trouble: the panel is there within three seconds.

    python -m tests.faults.danger --trials 1

plays every trial of every row once more, with somebody new who cries out three times a second from
the first word of the program to the end, and prints how long they had to wait.
"""

import argparse
import asyncio
import math
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog

from bot.desk.alerts import times
from bot.simulator import Simulator, Visitor
from bot.simulator.clock import sleep

CRIES = ("もう死にたい", "消えてしまいたい", "I want to die")
PANEL = ("ここは緊急の窓口ではありません", "This is not an emergency service")
WITHIN = 3.0  # seconds (SAFETY.md S2)
PATIENCE = 5.0  # after which nobody is waited for any more
EVERY = 0.33  # seconds
NEVER = timedelta(days=1)
SERVES_WITHIN = 60.0
WITHOUT_TELEGRAM = {"power_cuts"}
"""What tries the store alone."""


async def answered(simulator: Simulator, visitors: Sequence[Visitor]) -> list[str]:
    """Let all cry out, one after another; give whoever was not answered in time."""
    seen = []
    for number, visitor in enumerate(visitors):
        begin, before = simulator.clock.now(), len(visitor.inbox)
        visitor.write(CRIES[number % len(CRIES)])
        try:
            await simulator.until(partial(is_answered, visitor, before), PATIENCE)
        except TimeoutError:
            seen.append("unanswered: somebody in danger")
            continue
        waited = simulator.clock.now() - begin
        if waited > WITHIN:
            seen.append(f"late: somebody in danger waited {waited:.1f} s")
    return seen


def is_answered(visitor: Visitor, before: int = 0) -> bool:
    """Say whether the panel is among what a visitor got since then."""
    return any(words in each.text for each in visitor.inbox[before:] for words in PANEL)


# ── within every fault ───────────────────────────────────────────────────────


@dataclass
class Cries:
    """Who cried out in the trials of one kind, and how long each had to wait."""

    waited: list[float] = field(default_factory=list)
    never: list[float] = field(default_factory=list)
    """How long the trial went on for those who were not answered."""
    _begun: dict[int, float] = field(default_factory=dict)

    async def cry(self, simulator: Simulator) -> None:
        """Let somebody new cry out again and again, once the program has said anything."""
        await simulator.until(lambda: _serves(simulator), SERVES_WITHIN)
        async with asyncio.TaskGroup() as tasks:
            while True:
                tasks.create_task(self._wait(simulator, len(self.waited) + len(self._begun)))
                await sleep(simulator.clock, EVERY)

    async def _wait(self, simulator: Simulator, number: int) -> None:
        visitor, begun = simulator.visitor(f"In danger {number}"), simulator.clock.now()
        visitor.write(CRIES[number % len(CRIES)])
        self._begun[visitor.id] = begun
        await simulator.until(partial(is_answered, visitor), math.inf)
        self.waited.append(simulator.clock.now() - begun)
        del self._begun[visitor.id]

    def end(self, now: float) -> None:
        """Take note of who is not answered; whoever cried a moment ago might still have been."""
        self.never += (now - begun for begun in self._begun.values() if now - begun > WITHIN)
        self._begun.clear()

    def line(self) -> str:
        """Say how many there were and how long they waited, the longest last."""
        waited = sorted([*self.waited, *self.never])
        if not waited:
            return "0 | 0 | – | – | –"
        p50, p99 = (waited[math.ceil(share * len(waited)) - 1] for share in (0.5, 0.99))
        late = sum(each > WITHIN for each in waited)
        return f"{len(waited)} | {late} | {p50:.2f} | {p99:.2f} | {waited[-1]:.2f}"


@contextmanager
def crying(cries: Cries) -> Iterator[None]:
    """Have somebody in danger at every Telegram that is opened meanwhile."""
    enter, leave = Simulator.__aenter__, Simulator.__aexit__
    at_it = dict[Simulator, asyncio.Task[None]]()

    async def entering(self: Simulator) -> Simulator:
        opened = await enter(self)
        at_it[self] = asyncio.ensure_future(cries.cry(self))
        return opened

    async def leaving(self: Simulator, *why: Any) -> None:  # whatever `leave` is given
        task = at_it.pop(self)
        task.cancel()
        await asyncio.wait([task])
        cries.end(self.clock.now())
        await leave(self, *why)

    with (
        patch.multiple(Simulator, __aenter__=entering, __aexit__=leaving),
        patch.object(times, "PAUSES", (NEVER,)),  # on a hurried clock each would ring all the time
    ):
        yield


def _serves(simulator: Simulator) -> bool:
    return any(call.ok for call in simulator.calls("sendMessage"))


async def _table(trials: int, only: str) -> None:
    from tests.faults import rows  # its trials let people cry out, too

    print("| | fault | trial | cries | later than 3 s | p50 | p99 | longest |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for row, trial in rows.trials():
        if trial.__name__ in WITHOUT_TELEGRAM or only not in trial.__name__:
            continue
        cries = Cries()
        for seed in range(trials):
            with tempfile.TemporaryDirectory() as folder, crying(cries):
                await trial(Path(folder), seed, "")
        print(f"| {row.number} | {row.fault} | {trial.__name__} | {cries.line()} |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of a trial's name")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    asyncio.run(_table(given.trials, given.only))


if __name__ == "__main__":
    main()

"""Visitors in danger in the middle of trouble: the panel is there within three seconds.

What each had to wait is kept in `WAITED`, for whoever counts it:

    python -m tests.faults.danger --trials 20
"""

import argparse
import asyncio
import math
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.simulator import Simulator, Visitor

CRIES = ("もう死にたい", "消えてしまいたい", "I want to die")
PANEL = ("ここは緊急の窓口ではありません", "This is not an emergency service")
WITHIN = 3.0  # seconds (SAFETY.md S2)
PATIENCE = 5.0  # after which nobody is waited for any more
WAITED: list[float] = []


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
        WAITED.append(waited)
        if waited > WITHIN:
            seen.append(f"late: somebody in danger waited {waited:.1f} s")
    return seen


def is_answered(visitor: Visitor, before: int = 0) -> bool:
    """Say whether the panel is among what a visitor got since then."""
    return any(words in each.text for each in visitor.inbox[before:] for words in PANEL)


async def _count(trials: int) -> None:
    from tests.faults import danger, storage  # run by its name, this module is another one

    for trial in (storage.locked, storage.full, storage.damaged):
        danger.WAITED.clear()
        wrong = 0
        for seed in range(trials):
            with tempfile.TemporaryDirectory() as folder:
                wrong += bool(await trial(Path(folder), seed, ""))
        waited = sorted(danger.WAITED)
        p50, p99 = (waited[math.ceil(share * len(waited)) - 1] for share in (0.5, 0.99))
        print(
            f"{trial.__name__}: {trials} trials, {wrong} wrong, {len(waited)} cries answered, "
            f"p50 {p50:.2f} s, p99 {p99:.2f} s, longest {waited[-1]:.2f} s"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=20)
    asyncio.run(_count(parser.parse_args().trials))

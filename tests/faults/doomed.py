"""The real program, doomed to die at a point, or with one of its safeguards taken away.

    python -m tests.faults.doomed --die "after send SendText" --nth 2

It kills itself at the nth passing of a point of `points.py`. `--without` takes a safeguard of
`safeguards.py` away. `--passed` names a file that keeps the points that were passed. With
`--since` (seconds of Unix time) its clock shows a Tuesday morning then, and runs faster from
there, also across another start.
"""

import argparse
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import serving
from bot.cli import main as run
from bot.pipeline import offer
from bot.simulator import RealClock
from tests.acceptance.ward import OPENING_TIME
from tests.faults import points
from tests.faults.safeguards import SAFEGUARDS


@dataclass
class Fate:
    """Counts the points that are passed, and ends the process at one of them."""

    die: str
    nth: int
    passed: Path | None
    _counts: Counter[str] = field(default_factory=Counter)

    def reached(self, point: str) -> None:
        """Take note of a point."""
        self._counts[point] += 1
        if self.passed is not None and self._counts[point] == 1:
            with self.passed.open("a", encoding="utf-8") as file:
                file.write(f"{point}\n")
        if point == self.die and self._counts[point] == self.nth:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Run the command line of the program with what was asked for."""
    asked = _asked()
    if asked.since:
        usual = serving.serve.__kwdefaults__ or {}
        serving.serve.__kwdefaults__ = {**usual, "now": _hurried(asked.since, asked.speed)}
        offer.OFFER_SECONDS *= int(asked.speed)  # people are in no hurry
    with ExitStack() as gone:
        if asked.without:
            gone.enter_context(SAFEGUARDS[asked.without]())
        if asked.die or asked.passed:
            points.install(Fate(asked.die, asked.nth, asked.passed).reached)
        sys.argv = ["engawa", "run"]
        run()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--die", default="", choices=["", *points.POINTS])
    parser.add_argument("--nth", type=int, default=1)
    parser.add_argument("--passed", type=Path)
    parser.add_argument("--without", default="", choices=["", *SAFEGUARDS])
    parser.add_argument("--since", type=float, default=0.0)
    parser.add_argument("--speed", type=float, default=1.0)
    return parser.parse_args()


def _hurried(since: float, speed: float) -> Callable[[], datetime]:

    def now() -> datetime:
        passed = RealClock().now() - since
        return OPENING_TIME + timedelta(seconds=passed * speed)

    return now


if __name__ == "__main__":
    main()

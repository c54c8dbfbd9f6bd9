"""Run everything, print the tables, and write BENCHMARKS.md with its chart.

`--quick` measures once and briefly, with fewer conversations stored, and writes no page.
`--million` stores a million conversations as well.
`--redraw` writes page and chart anew from the last run's figures.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import TypeVar

import uvloop

from bot.settings import HOME
from tests.bench.speed import growth, imports, measure, profile, report
from tests.bench.speed.goals import Results
from tests.bench.speed.measure import Burst, Delay, Pace
from tests.bench.speed.programs import (
    DURABLE_BARE,
    LOAD_CORE,
    MEMORY,
    OURS,
    PEERS_PYTHON,
    PLACE,
    PROGRAMS,
    WITH_ENCODERS,
)

T = TypeVar("T", Pace, Delay, Burst)
FIGURES = PLACE / "figures.json"


@dataclass(frozen=True)
class Plan:
    """How thoroughly it is measured."""

    rounds: int
    seconds: float
    """Of each loop."""
    steady: float
    stored: tuple[int, ...]


WHOLE = Plan(3, 4, 10, (1_000, 100_000))
MILLION = Plan(3, 4, 10, (1_000, 100_000, 1_000_000))
QUICK = Plan(1, 1.5, 5, (1_000, 20_000))
PLANS = {"--quick": QUICK, "--million": MILLION}


async def measured(plan: Plan) -> Results:
    """Measure every program in every round, one after another, and ours in what is ours alone."""
    os.sched_setaffinity(0, {LOAD_CORE})
    of = Results(report.machine())
    of.fsync, of.fsync_p99 = measure.fsync()
    of.step = growth.engine_step()
    of.imports = _imports()
    of.listing = {number: await growth.listing(number) for number in (100, 10_000)}
    near, far = dict[str, list[Pace]](), dict[str, list[Pace]]()
    for _ in range(plan.rounds):
        for each in PROGRAMS:
            _tell(each.name)
            found = await measure.closed_loop(each, 80, plan.seconds)
            near.setdefault(each.key, []).append(found)
            found = await measure.closed_loop(each, 500, plan.seconds, measure.ROUND_TRIP)
            far.setdefault(each.key, []).append(found)
    of.closed = {key: median(found) for key, found in near.items()}
    of.distant = {key: median(found) for key, found in far.items()}
    for each in (MEMORY, DURABLE_BARE, OURS):
        _tell(f"{each.name}, 30/s")
        rounds = [await measure.steady(each, plan.steady) for _ in range(plan.rounds)]
        of.steady[each.key] = median(rounds)
    _tell("a burst")
    of.burst = median([await measure.burst(OURS) for _ in range(plan.rounds)])
    _tell("the profile")
    of.profile = await profile.profile()
    for number in plan.stored:
        await _with_stored(of, number, plan)
    return of


async def _with_stored(of: Results, number: int, plan: Plan) -> None:
    _tell(f"{number:,} conversations stored")
    folder = PLACE / f"stored-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    of.filled[number] = await growth.fill(folder, number)
    if number == min(plan.stored):
        for each in (OURS, WITH_ENCODERS):
            of.rest[each.key] = await measure.at_rest(each, folder)
    found = [
        await measure.among_many(OURS, number, folder, plan.seconds) for _ in range(plan.rounds)
    ]
    of.stored[number] = median(found)
    shutil.rmtree(folder)


def median(found: Iterable[T]) -> T:
    """Take the median of each figure by itself."""
    rounds = list(found)
    names = [each.name for each in fields(rounds[0])]
    middle = {name: statistics.median(getattr(one, name) for one in rounds) for name in names}
    return type(rounds[0])(**middle)


def _imports() -> dict[str, tuple[float, float]]:
    command = [sys.executable, imports.__file__, *imports.MODULES]
    told = subprocess.run(command, cwd=HOME, capture_output=True, check=True).stdout
    return {name: (size, took) for name, (size, took) in json.loads(told).items()}


def read_figures() -> tuple[Results, Plan]:
    """Read the last run's figures."""
    kept = json.loads(FIGURES.read_text(encoding="utf-8"))
    told = kept["results"]
    of = Results(**told)
    of.closed, of.distant = _paces(told["closed"]), _paces(told["distant"])
    of.steady = {key: Delay(**each) for key, each in told["steady"].items()}
    of.burst = Burst(**told["burst"])
    of.stored = {int(key): each for key, each in _paces(told["stored"]).items()}
    of.filled = {int(key): each for key, each in told["filled"].items()}
    of.imports = _imports()
    of.listing = {int(key): each for key, each in told["listing"].items()}
    return of, Plan(**kept["plan"])


def _paces(told: dict[str, dict[str, float]]) -> dict[str, Pace]:
    return {key: Pace(**each) for key, each in told.items()}


def write(of: Results, plan: Plan) -> None:
    """Write the page and draw its chart, which the bench's own environment can."""
    drawn = [str(PEERS_PYTHON), "-m", "tests.bench.speed.chart", str(FIGURES), report.CHART]
    subprocess.run(drawn, cwd=HOME, check=True)
    report.PAGE.write_text(report.page(of, plan.rounds, plan.seconds), encoding="utf-8")


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, or redraw."""
    if "--redraw" in sys.argv:
        of, plan = read_figures()
    else:
        plan = next((PLANS[each] for each in sys.argv if each in PLANS), WHOLE)
        of = uvloop.run(measured(plan))
        kept = {"results": asdict(of), "plan": asdict(plan)}
        FIGURES.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    print(report.terminal(of))
    if plan.rounds > 1 or "--redraw" in sys.argv:
        write(of, plan)


if __name__ == "__main__":
    main()

"""What is measured of one program: each function starts it afresh and gives its figures."""

import asyncio
import os
import statistics
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from tests.bench.speed.load import Visitors
from tests.bench.speed.programs import PLACE, Program, Running, running
from tests.bench.speed.server import Server

FIRST_CHAT = 100_000
WARM_SECONDS = 1.0
PATIENCE = 60
FSYNCS = 300
ROUND_TRIP = 0.05
RATE, ANSWER_SECONDS = 30, 0.06
LEARNING_SECONDS = 10.0  # from the first poll; it takes some two
REGULARS = 150  # visitors who write in turn at that rate, each every five seconds
CROWD = 1000


@dataclass(frozen=True)
class Pace:
    """How fast a program answers when everybody writes again at once."""

    answers: float
    """A second."""
    cpu: float
    """Milliseconds an answer, of all threads of the program."""
    memory: float
    """MiB resident afterwards."""
    start: float
    """Seconds to the first poll."""
    load: float
    """Part of its own core that server and load took: far from 1, or the figure is theirs."""


@dataclass(frozen=True)
class Delay:
    """What a program adds to the network; milliseconds, but for `unanswered`."""

    p50: float
    p99: float
    unanswered: int
    """When the last one had written: a program that keeps up has a handful."""


@dataclass(frozen=True)
class Burst:
    """What came of a crowd of newcomers within one second."""

    lost: int
    committed: float
    """Seconds that the one who waited longest waited for the disk."""
    answered: float
    """Seconds from the first word to the last answer."""


async def closed_loop(
    program: Program, writing: int, seconds: float, round_trip: float = 0.0
) -> Pace:
    """Let so many visitors write all the time."""
    async with Server() as server, running(program, server) as one:
        server.poll_delay = server.send_delay = round_trip
        visitors = Visitors(server, range(FIRST_CHAT, FIRST_CHAT + writing))
        return await _paced(one, visitors, writing, seconds)


async def among_many(program: Program, stored: int, folder: Path, seconds: float) -> Pace:
    """Let eighty of all those that a folder knows write, and each time others."""
    async with Server() as server, running(program, server, folder) as one:
        everybody = range(FIRST_CHAT, FIRST_CHAT + stored)
        visitors = Visitors(server, everybody, roaming=True)
        return await _paced(one, visitors, 80, seconds)


async def at_rest(program: Program, folder: Path) -> float:
    """Give the MiB resident when it has taken up what it understands, and nobody writes."""
    async with Server() as server, running(program, server, folder) as one:
        await pass_by(LEARNING_SECONDS)
        return one.memory


async def _paced(one: Running, visitors: Visitors, writing: int, seconds: float) -> Pace:
    visitors.write_all_the_time(writing)
    await pass_by(WARM_SECONDS)
    visitors.forget_figures()
    begin, cpu, own = perf_counter(), one.cpu, process_time()
    await pass_by(seconds)
    passed, used = perf_counter() - begin, one.cpu - cpu
    answers, load = visitors.answers, (process_time() - own) / passed
    visitors.stop()
    if not answers:
        raise RuntimeError("not one answer came")
    return Pace(answers / passed, used / answers * 1000, one.memory, one.start, load)


async def steady(program: Program, seconds: float) -> Delay:
    """Let thirty messages a second come, with Telegram taking 60 ms for each answer."""
    async with Server() as server, running(program, server):
        visitors = Visitors(server, range(FIRST_CHAT, FIRST_CHAT + REGULARS))
        visitors.write_steadily(200, REGULARS)
        await visitors.quiet.wait()
        server.send_delay = ANSWER_SECONDS
        visitors.forget_figures()
        visitors.write_steadily(RATE, int(RATE * seconds))
        await pass_by(seconds)
        unanswered = visitors.unanswered
        await _patiently(visitors.quiet.wait())
    found = sorted(visitors.latencies)
    p99 = found[int(0.99 * (len(found) - 1))]
    return Delay(statistics.median(found) * 1000, p99 * 1000, unanswered)


async def burst(program: Program) -> Burst:
    """Let a thousand newcomers write within one second."""
    async with Server() as server, running(program, server):
        visitors = Visitors(server, range(FIRST_CHAT, FIRST_CHAT + CROWD))
        begin = perf_counter()
        visitors.write_steadily(CROWD, CROWD)
        await pass_by(1.0)
        await _patiently(visitors.quiet.wait())
        answered = perf_counter() - begin
    return Burst(CROWD - visitors.answers, max(visitors.commits), answered)


async def pass_by(seconds: float) -> None:
    """Let so much time go by."""
    over = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, over.set)
    await over.wait()


def fsync() -> tuple[float, float]:
    """Measure what the disk takes to keep a page for good: median and p99, in milliseconds."""
    PLACE.mkdir(exist_ok=True)
    path, times = PLACE / "fsync", []
    with path.open("wb", buffering=0) as file:
        for _ in range(FSYNCS):
            file.write(b"x" * 4096)
            begin = perf_counter()
            os.fdatasync(file.fileno())
            times.append((perf_counter() - begin) * 1000)
    path.unlink()
    return statistics.median(times), sorted(times)[int(0.99 * FSYNCS)]


async def _patiently(waiting: Awaitable[object]) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await waiting
    except TimeoutError:
        return  # what is missing then counts as lost

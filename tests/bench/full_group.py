"""How the groups of a desk bear many visitors at once: real time, the simulator's flood limits on.

`make bench-pace` measures ours beside a control that sends each message alone, each run in a
process of its own and all at once, and prints a table. It takes some twelve minutes.
"""

import asyncio
import json
import statistics
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, field, fields
from datetime import timedelta
from itertools import takewhile
from pathlib import Path

from bot.pipeline.pace import Pace
from bot.settings import Settings
from bot.simulator import Simulator
from bot.simulator.clock import Chance
from bot.simulator.journal import Entry
from bot.simulator.limits import Limits
from bot.simulator.methods.registry import METHODS
from bot.simulator.people import Visitor
from tests.acceptance.booths import Booths

WITHIN = 1800.0
MINUTE = 60.0
READY = "ready"
BETWEEN = 1.0  # seconds from one short message of a burst to the next


@dataclass(frozen=True)
class Load:
    """One run: how it is sent, into how many groups, and who writes how."""

    how: str
    groups: int
    visitors: int
    messages: int = 20
    """How many each of them writes."""
    burst: int = 1
    """So many of them in one go, then silence."""
    seconds: int = 300
    """Within which they write them."""


TOGETHER = {  # in one group: up to half a minute late, up to a minute, and more
    1: (9, 19, 25),
    4: (15, 18, 24, 25),
}
ALONE = (9, 4)  # more than a group can bear one by one, and what it bears
GROUPS = (1, 2, 4)
RUNS = (
    Load("alone", 1, 20, 10, seconds=60),
    Load("together", 1, 20, 10, seconds=60),
    *(
        Load("alone", groups, visitors * groups, burst=burst)
        for burst in TOGETHER
        for groups in GROUPS
        for visitors in ALONE
    ),
    *(
        Load("together", groups, visitors * groups, burst=burst)
        for burst, most in TOGETHER.items()
        for groups in GROUPS
        for visitors in most
    ),
)
"""What takes longest is among the first to begin."""


@dataclass
class PacedBooths(Booths):
    """A ward whose bot keeps to Telegram's limits."""

    paced: bool = False

    @property
    def settings(self) -> Settings:
        """The usual settings, with the pace."""
        return super().settings.model_copy(update={"paced": self.paced})


@dataclass
class Measured:
    """What came of one run; times in seconds."""

    written: int
    arrived: int
    wrong_topic: int
    out_of_order: int
    sends: int
    most_in_a_minute: int
    """Into one group."""
    refused: int
    """How often Telegram answered 429."""
    p50: float
    """Half of the messages were in their topic so many seconds after they were written."""
    p95: float
    last: float
    """From the first message that was written to the last that arrived."""


@dataclass
class Run:
    """Who wrote what when, and where it came."""

    ward: PacedBooths
    load: Load
    topics: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The chat and the thread that are each visitor's."""
    written: dict[str, float] = field(default_factory=dict)
    calls: list[Entry] = field(default_factory=list)
    """Into a group, of those that count against its limit."""
    found: dict[str, float] = field(default_factory=dict)
    order: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    wrong_topic: int = 0
    read: int = 0
    """The journal's entry that was looked at last."""

    async def open_cases(self) -> list[tuple[str, Visitor]]:
        """Bring everybody to a person, without limits and a minute apart."""
        visitors = []
        async with self.ward.serving():
            for number in range(self.load.visitors):
                name = f"松{number:02d}"
                visitor = self.ward.simulator.visitor(f"Person {number}")
                topic = await self.ward.comes(visitor, name)
                assert topic.chat is not None
                self.topics[name] = topic.chat.id, topic.thread_id
                visitors.append((name, visitor))
                self.ward.pass_time(timedelta(minutes=1))
        self.ward.pass_time(timedelta(minutes=5))
        self.read = self.ward.simulator.journal.entries[-1].seq
        return visitors

    def will_write(self, name: str, visitor: Visitor, chance: Chance) -> None:
        """Let a visitor write as often as ever, each time at a moment of their own."""
        loop, load = asyncio.get_running_loop(), self.load
        pause = load.seconds / load.messages  # from one to the next, if all were alone
        for first in range(0, load.messages, load.burst):
            begins = (first + load.burst * chance.between(0, 1000) / 1000) * pause
            for number in range(first, min(first + load.burst, load.messages)):
                at = begins + (number - first) * BETWEEN
                loop.call_later(at, self._write, visitor, f"{name}から{number}")

    def _write(self, visitor: Visitor, word: str) -> None:
        self.written[word] = self.ward.simulator.clock.now()
        visitor.write(word)

    def is_over(self) -> bool:
        """Look at what came since the last look; say whether everything is there."""
        for call in self._news():
            self.calls.append(call)
            if call.ok:
                self._take(call)
        return len(self.found) == self.load.visitors * self.load.messages

    def _news(self) -> Iterator[Entry]:
        entries = self.ward.simulator.journal.entries
        fresh = [*takewhile(lambda entry: entry.seq > self.read, reversed(entries))]
        self.read = entries[-1].seq
        return (entry for entry in reversed(fresh) if entry.kind == "call" and _counts(entry))

    def _take(self, call: Entry) -> None:
        for word in [line for line in call.text.split("\n") if line in self.written]:
            name, _, number = word.partition("から")
            there = call.chat_id, int(call.given.get("message_thread_id") or 0)
            self.wrong_topic += there != self.topics[name]
            self.found.setdefault(word, call.at)
            self.order[name].append(int(number))

    def measured(self) -> Measured:
        """Give what came of it."""
        delays = sorted(self.found[word] - self.written[word] for word in self.found)
        sent = [call for call in self.calls if call.ok]
        return Measured(
            written=len(self.written),
            arrived=len(self.found),
            wrong_topic=self.wrong_topic,
            out_of_order=sum(numbers != sorted(numbers) for numbers in self.order.values()),
            sends=len(sent),
            most_in_a_minute=max(_in_the_minute_from(call, sent) for call in sent),
            refused=len(self.calls) - len(sent),
            p50=round(statistics.median(delays), 1),
            p95=round(delays[int(0.95 * (len(delays) - 1))], 1),
            last=round(max(self.found.values()) - min(self.written.values()), 1),
        )


def _in_the_minute_from(first: Entry, sent: list[Entry]) -> int:
    there = Counter(call.chat_id for call in sent if first.at <= call.at < first.at + MINUTE)
    return there[first.chat_id]


def _counts(call: Entry) -> bool:
    """Say whether a call counts against a group's limit."""
    return (call.chat_id or 0) < 0 and METHODS[call.name.lower()].weight is not None


async def run(load: Load, folder: Path) -> Measured:
    """Measure one way of sending under one load."""
    Pace.bundles = load.how == "together"
    async with Simulator(keep=None) as simulator:
        for number in range(1, load.groups):
            simulator.add_group(f"窓口{number + 1}")
        one = Run(PacedBooths(simulator, folder), load)
        visitors = await one.open_cases()
        print(READY, flush=True)
        simulator.api.limits = Limits(simulator.clock)
        one.ward.hurry(1)
        one.ward.paced = True
        async with one.ward.serving():
            for seed, (name, visitor) in enumerate(visitors):
                one.will_write(name, visitor, Chance(seed))
            await simulator.until(one.is_over, timeout=WITHIN)
    return one.measured()


async def all_runs() -> list[Measured]:
    """Measure everything side by side, each in a process of its own."""
    started = [await _begun(load) for load in RUNS]
    told = await asyncio.gather(*(each.communicate() for each in started))
    return [Measured(**json.loads(out.splitlines()[-1])) for out, _ in told]


async def _begun(load: Load) -> Process:
    """Begin a run; its cases are open by then, so that no other's opening disturbs it for long."""
    asked = (sys.executable, "-m", "tests.bench.full_group", *map(str, astuple(load)))
    process = await asyncio.create_subprocess_exec(*asked, stdout=PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(WITHIN):
        await process.stdout.readline()
    return process


def table(measured: list[Measured]) -> str:
    """Lay the figures out, a line for each run."""
    names = [each.name.replace("_", " ") for kind in (Load, Measured) for each in fields(kind)]
    lines = ["  ".join(names)]
    for load, one in zip(RUNS, measured, strict=True):
        values = (*astuple(load), *astuple(one))
        cells = zip(names, values, strict=True)
        lines.append("  ".join(f"{value!s:>{len(name)}}" for name, value in cells))
    return "\n".join(lines)


def main() -> None:
    """Measure one run, or all and print the table."""
    if len(sys.argv) == 1:
        print(table(asyncio.run(all_runs())))
        return
    how, *figures = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        load = Load(how, *map(int, figures))
        print(json.dumps(asdict(asyncio.run(run(load, Path(folder))))))


if __name__ == "__main__":
    main()

"""How one group bears many visitors at once: real time, the simulator's flood limits on.

`make bench` measures ours beside a control that sends each message alone, each run in a process
of its own and all at once, and prints a table. It takes a quarter of an hour.
"""

import asyncio
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from pathlib import Path

from bot.pipeline.pace import Pace
from bot.settings import Settings
from bot.simulator import Simulator
from bot.simulator.clock import Chance
from bot.simulator.journal import Entry
from bot.simulator.limits import Limits
from bot.simulator.methods.registry import METHODS
from bot.simulator.people import Visitor
from tests.acceptance.ward import Ward

WITHIN = 1800.0
MINUTE = 60.0
RUNS = (
    ("together", 20, 10, 60),
    ("alone", 20, 10, 60),
    ("together", 4, 20, 300),
    ("alone", 4, 20, 300),
    ("together", 15, 20, 300),
    ("together", 25, 20, 300),
)
"""How it is sent; how many visitors; how many messages each writes; within how many seconds."""


@dataclass
class PacedWard(Ward):
    """A ward whose bot keeps to Telegram's limits."""

    paced: bool = False

    @property
    def settings(self) -> Settings:
        """The usual settings, with the pace."""
        return super().settings.model_copy(update={"paced": self.paced})


@dataclass
class Measured:
    """What came of one run; times in seconds."""

    how: str
    visitors: int
    messages: int
    """How many each of them writes."""
    seconds: int
    """Within which they write them."""
    written: int
    arrived: int
    wrong_topic: int
    out_of_order: int
    sends: int
    most_in_a_minute: int
    refused: int
    """How often Telegram answered 429."""
    p50: float
    """Half of the messages were in their topic so many seconds after they were written."""
    p95: float
    last: float
    """From the first message that was written to the last that arrived."""


@dataclass
class Run:
    """Who wrote what when, and where."""

    ward: PacedWard
    visitors: int
    messages: int
    seconds: int
    topics: dict[str, int] = field(default_factory=dict)
    """The thread that is each visitor's."""
    written: dict[str, float] = field(default_factory=dict)

    async def open_cases(self) -> list[tuple[str, Visitor]]:
        """Bring everybody to a person, without limits and a minute apart."""
        visitors = []
        async with self.ward.serving():
            for number in range(self.visitors):
                name = f"松{number:02d}"
                visitor = self.ward.simulator.visitor(f"Person {number}")
                topic = await self.ward.open_case(visitor, name)
                self.topics[name] = topic.thread_id
                visitors.append((name, visitor))
                self.ward.pass_time(timedelta(minutes=1))
            await self.ward.quiet()
        self.ward.pass_time(timedelta(minutes=5))
        return visitors

    def will_write(self, name: str, visitor: Visitor, chance: Chance) -> None:
        """Let a visitor write short messages at times of their own."""
        loop = asyncio.get_running_loop()
        times = sorted(chance.between(0, 1000 * self.seconds) for _ in range(self.messages))
        for number, at in enumerate(times):
            loop.call_later(at / 1000, self._write, visitor, f"{name}から{number}")

    def _write(self, visitor: Visitor, word: str) -> None:
        self.written[word] = self.ward.simulator.clock.now()
        visitor.write(word)

    def measure(self, how: str, calls: list[Entry]) -> Measured:
        """Read from the journal's calls into the group what reached which topic when."""
        sent = [call for call in calls if call.ok]
        found: dict[str, float] = {}
        order: defaultdict[str, list[int]] = defaultdict(list)
        wrong = 0
        for call in sent:
            for word in [each for each in call.text.split("\n") if each in self.written]:
                name, _, number = word.partition("から")
                wrong += str(call.given.get("message_thread_id")) != str(self.topics[name])
                found.setdefault(word, call.at)
                order[name].append(int(number))
        delays = sorted(found[word] - self.written[word] for word in found)
        times = [call.at for call in sent]
        return Measured(
            how=how,
            visitors=self.visitors,
            messages=self.messages,
            seconds=self.seconds,
            written=len(self.written),
            arrived=len(found),
            wrong_topic=wrong,
            out_of_order=sum(numbers != sorted(numbers) for numbers in order.values()),
            sends=len(sent),
            most_in_a_minute=max(sum(at <= each < at + MINUTE for each in times) for at in times),
            refused=len(calls) - len(sent),
            p50=round(statistics.median(delays), 1),
            p95=round(delays[int(0.95 * (len(delays) - 1))], 1),
            last=round(max(found.values()) - min(self.written.values()), 1),
        )


async def run(how: str, folder: Path, load: tuple[int, int, int]) -> Measured:
    """Measure one way of sending under one load."""
    Pace.bundles = how == "together"
    async with Simulator(keep=None) as simulator:
        one = Run(PacedWard(simulator, folder), *load)
        visitors = await one.open_cases()
        simulator.api.limits = Limits(simulator.clock)
        one.ward.hurry(1)
        one.ward.paced = True
        before = len(simulator.journal.entries)
        async with one.ward.serving():
            for seed, (name, visitor) in enumerate(visitors):
                one.will_write(name, visitor, Chance(seed))
            await simulator.until(lambda: _arrived(one) == load[0] * load[1], timeout=WITHIN)
        entries = list(simulator.journal.entries)[before:]
    return one.measure(how, [each for each in entries if each.kind == "call" and _counts(each)])


def _counts(call: Entry) -> bool:
    """Say whether a call counts against the group's limit."""
    return (call.chat_id or 0) < 0 and METHODS[call.name.lower()].weight is not None


def _arrived(one: Run) -> int:
    return sum(
        line in one.written
        for topic in one.ward.topics
        for message in topic.messages
        for line in message.text.split("\n")
        if message.from_bot
    )


async def all_runs() -> list[Measured]:
    """Measure everything side by side, each in a process of its own."""
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.bench.full_group",
            *map(str, each),
            stdout=asyncio.subprocess.PIPE,
        )
        for each in RUNS
    ]
    told = await asyncio.gather(*(each.communicate() for each in started))
    return [Measured(**json.loads(out.splitlines()[-1])) for out, _ in told]


def table(measured: list[Measured]) -> str:
    """Lay the figures out, a column for each run."""
    lines = []
    for each in fields(Measured):
        values = "".join(f"{getattr(one, each.name):>10}" for one in measured)
        lines.append(f"{each.name:<18}{values}")
    return "\n".join(lines)


def main() -> None:
    """Measure one run, or all and print the table."""
    if len(sys.argv) == 1:
        print(table(asyncio.run(all_runs())))
        return
    how, visitors, messages, seconds = sys.argv[1:]
    load = int(visitors), int(messages), int(seconds)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asdict(asyncio.run(run(how, Path(folder), load)))))


if __name__ == "__main__":
    main()

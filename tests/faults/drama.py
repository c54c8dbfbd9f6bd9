"""A few visitors and a member of staff talk while something goes wrong; then it is judged.

The program runs in this process, on a clock that is in a hurry, so that its pauses are short. What
is judged is the simulator's journal alone.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from bot.app import house
from bot.channels.telegram import client, poll
from bot.loader import load as loading
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.pipeline import inbox, outbox
from bot.settings import HOME, Settings
from bot.simulator import Chance, Simulator
from tests.acceptance.crowd import Crowd, living
from tests.acceptance.record import judge, read_arrivals
from tests.acceptance.ward import Ward

VISITORS = 3
IN_FLIGHT = 6
PATIENCE = 12.0  # seconds until what did not end is called stuck
REST = 4.0
SOON = 0.02
SPEED = 300.0
MENDED = 1.0

load_once = cache(load)


class PacedWard(Ward):
    """A ward whose bot keeps to limits, high ones."""

    @property
    def settings(self) -> Settings:
        """The usual settings, with the pace."""
        return super().settings.model_copy(update={"paced": True, "group_per_minute": 1000})


@dataclass
class Drama:
    """Everybody who takes part."""

    ward: Ward
    crowd: Crowd
    chance: Chance
    excuses: list[int] = field(default_factory=list)
    """Places in the journal before which a call may have been carried out unheard of."""

    @property
    def seq(self) -> int:
        """Say how far the journal is."""
        entries = self.simulator.journal.entries
        return entries[-1].seq if entries else 0

    @property
    def simulator(self) -> Simulator:
        """Telegram."""
        return self.ward.simulator

    async def written(self, words: int) -> None:
        """Wait until so many words were written."""
        await self.simulator.until(lambda: len(self.crowd.written) >= words, PATIENCE)

    def faults(self) -> list[str]:
        """Judge all that happened so far: what must not be, a line each."""
        arrivals = read_arrivals(self.simulator, self.crowd.accounts)
        verdict = judge(self.crowd.written, arrivals, [*self.excuses, *self._lost_answers()])
        return without_told(verdict.faults, self.simulator)

    def _lost_answers(self) -> Iterator[int]:
        """Name the places behind calls that were carried out without the program's knowing."""
        for fault in self.simulator.journal.of_kind("fault", "executed_but_lost"):
            yield fault.seq + 2  # the call itself comes in between


def without_told(faults: Iterable[str], simulator: Simulator) -> list[str]:
    """Leave out the replies of which staff see on the very message that they did not arrive."""
    bot = simulator.world.bot.id
    messages = simulator.group.messages.values()
    told = {f"lost: {message.text}" for message in messages if message.reactions.get(bot) == "😢"}
    return [fault for fault in faults if fault not in told]


Trouble = Callable[[Drama], Awaitable[None]]
After = Callable[[Drama], Iterable[str]]


def _nothing(_: Drama) -> Iterable[str]:
    return ()


async def play(
    folder: Path,
    seed: int,
    trouble: Trouble,
    *,
    after: After = _nothing,
    ward: Callable[[Simulator, Path], Ward] = Ward,
) -> list[str]:
    """Let everybody have their say amid the trouble; give all that must not be, a line each.

    `after`: what else is to be looked at when everything is over.
    """
    with hurried():
        async with Simulator(seed=seed) as simulator:
            crowd = Crowd.of(simulator, VISITORS)
            drama = Drama(ward(simulator, folder / "state"), crowd, Chance(seed))
            ended = await ending_of(drama.ward, lambda: _live(drama, trouble))
            return [*ended, *drama.faults(), *after(drama)]


async def _live(drama: Drama, trouble: Trouble) -> None:
    drama.ward.hurry(SPEED)
    async with living(drama.crowd, IN_FLIGHT):
        await trouble(drama)
    drama.simulator.clear_faults()
    await rest(drama.ward, drama.faults)


async def ending_of(ward: Ward, life: Callable[[], Awaitable[None]]) -> list[str]:
    """Run the program as long as a life lasts; say so when either came to no good end."""
    ended: list[str] = []
    with noting(ended):
        async with ward.serving(), asyncio.timeout(PATIENCE):
            await life()
    return ended


@contextmanager
def noting(ended: list[str]) -> Iterator[None]:
    """Note it when what is done came to no good end."""
    try:
        yield
    except* TimeoutError:
        ended.append("stuck: not everybody could have their say")
    except* Exception as group:
        ended.append(f"ended: {_kind(group)}")


async def rest(ward: Ward, faults: Callable[[], list[str]]) -> None:
    """Wait for the last word; what never comes is for the judge to say."""
    lost = "lost"
    try:
        await ward.until(lambda: not any(each.startswith(lost) for each in faults()), REST)
        await ward.quiet()
    except TimeoutError:
        return


def _kind(group: BaseException) -> str:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return f"{type(group).__name__} {group}"


@contextmanager
def hurried() -> Iterator[None]:
    """Let the program look again soon at what waits, and read the ward's own files but once."""

    def reading(flows: Path, locales: Path, *, today: date | None = None) -> Loaded:
        read = load_once if flows == HOME / "flows" else load
        return read(flows, locales, today=today)

    ticking = SimpleNamespace(monotonic=lambda: time.monotonic() * SPEED)
    with (
        patch.object(inbox, "IDLE", SOON),
        patch.object(outbox, "IDLE", SOON),
        patch.object(poll, "FIRST_PAUSE", SOON),
        patch.object(poll, "LONGEST_PAUSE", SOON),
        patch.object(client, "READ_SECONDS", MENDED),
        patch.object(loading, "load", reading),
        patch.object(house, "time", ticking),
    ):
        yield

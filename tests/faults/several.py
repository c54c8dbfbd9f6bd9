"""Several programs on one database: killed, paused, stopped in turn, while everybody writes."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.simulator import Chance, Simulator
from bot.simulator.clock import sleep
from bot.store.keys import Vault
from tests import postgres
from tests.acceptance.crowd import Crowd, living
from tests.acceptance.process import COMMAND, START_SECONDS, Program, cleared_away
from tests.acceptance.record import judge, read_arrivals
from tests.faults.killed import PROGRAM

REPLICAS = 3
VISITORS = 6
IN_FLIGHT = 8
LEASE = 8.0  # seconds of silence after which the others take over
TAKEN_OVER = LEASE + 4  # a beat, and a busy machine
PATIENCE = 60.0


@dataclass
class Several:
    """Programs on one database, and what was done to them."""

    crowd: Crowd
    programs: Sequence[Program]
    hits: list[int] = field(default_factory=list)
    """For each blow, the place in the order of the first thing that happened after it."""

    @property
    def simulator(self) -> Simulator:
        """The Telegram that they all speak to."""
        return self.crowd.simulator

    def hit(self, program: Program, blow: signal.Signals) -> None:
        """Kill a program, or pause it where it stands."""
        self.hits.append(self.simulator.journal.entries[-1].seq + 1)
        os.kill(program.pid, blow)
        if blow is signal.SIGKILL:
            program.kill()

    async def enters(self, program: Program) -> None:
        """Start a program, and wait until it has spoken to Telegram for the first time."""
        hellos = len(self.simulator.calls("getMe"))
        program.launch()
        await self.simulator.until(
            lambda: len(self.simulator.calls("getMe")) > hellos, timeout=START_SECONDS
        )

    async def rest(self, seconds: float) -> None:
        """Let them work undisturbed."""
        await sleep(self.simulator.clock, seconds)


Trouble = Callable[[Several, Chance], Awaitable[list[str]]]


async def replicas_killed(folder: Path, seed: int, without: str = "") -> list[str]:
    """Kill one of three programs every few seconds, and start it again."""

    async def trouble(several: Several, chance: Chance) -> list[str]:
        for _ in range(chance.between(3, 4)):
            await several.rest(chance.between(10, 30) / 10)
            victim = several.programs[chance.between(0, REPLICAS - 1)]
            several.hit(victim, signal.SIGKILL)
            await several.rest(chance.between(5, 15) / 10)
            await several.enters(victim)
        return []

    return await _lived(folder, seed, without, trouble)


async def replicas_paused(folder: Path, seed: int, without: str = "") -> list[str]:
    """Pause one of three programs until the others have taken over, and let it go on."""

    async def trouble(several: Several, chance: Chance) -> list[str]:
        await several.rest(chance.between(5, 20) / 10)
        victim = several.programs[chance.between(0, REPLICAS - 1)]
        several.hit(victim, signal.SIGSTOP)
        await several.rest(TAKEN_OVER)
        several.hit(victim, signal.SIGCONT)
        return []

    return await _lived(folder, seed, without, trouble)


async def replicas_restarted(folder: Path, seed: int, without: str = "") -> list[str]:
    """Stop each of three programs in turn, in good order, and start it again."""

    async def trouble(several: Several, chance: Chance) -> list[str]:
        seen: list[str] = []
        for program in several.programs:
            await several.rest(chance.between(3, 10) / 10)
            if code := await program.terminate():
                seen.append(f"ended: with code {code}")
            await several.enters(program)
        return seen

    return await _lived(folder, seed, without, trouble)


async def _lived(folder: Path, seed: int, without: str, trouble: Trouble) -> list[str]:
    command = (*PROGRAM, "--without", without) if without else COMMAND
    async with _several(folder, seed, command) as several:
        seen: list[str] = []
        try:
            async with asyncio.timeout(2 * PATIENCE), living(several.crowd, IN_FLIGHT):
                seen += await trouble(several, Chance(seed))
            await several.simulator.until(lambda: not _lost(several), PATIENCE)
        except* TimeoutError:
            seen.append("stuck: words are still missing")
        return [*seen, *_faults(several), *await _ended(several)]


@asynccontextmanager
async def _several(folder: Path, seed: int, command: tuple[str, ...]) -> AsyncIterator[Several]:
    keys = folder / "keys"
    keys.mkdir(parents=True)
    async with AsyncExitStack() as open_things:
        url = open_things.enter_context(postgres.server())
        with closing(Vault.open(keys)) as vault:
            await (await postgres.emptied(url, vault)).close()
        simulator = await open_things.enter_async_context(Simulator(seed=seed))
        settings = {"ENGAWA_DATABASE": url, "ENGAWA_STATE_DIR": str(keys)}
        programs = [
            await open_things.enter_async_context(
                cleared_away(Program(simulator, folder / name, command, settings))
            )
            for name in "abc"
        ]
        several = Several(Crowd.of(simulator, VISITORS), programs)
        await programs[0].start()
        for program in programs[1:]:
            await several.enters(program)
        yield several


def _faults(several: Several) -> list[str]:
    crowd = several.crowd
    arrivals = read_arrivals(crowd.simulator, crowd.accounts)
    return list(judge(crowd.written, arrivals, several.hits).faults)


def _lost(several: Several) -> bool:
    return any(fault.startswith("lost") for fault in _faults(several))


async def _ended(several: Several) -> list[str]:
    """Stop those that are left; all must be there, and stop in good order."""
    seen: list[str] = []
    for program in several.programs:
        if not program.is_running:
            seen.append("ended: one is gone")
        elif code := await program.terminate():
            seen.append(f"ended: with code {code}")
    return seen

"""Several programs on one PostgreSQL, under load, while one after the other comes to harm.

Each is a process of its own; Telegram has flood limits and bad weather. What is judged is the
simulator's journal alone: a lane that was in two hands shows as a copy that no death explains,
limits that were not shared as a 429.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from bot.simulator import Chance, Entry, Rates, Simulator
from bot.simulator.updates import Asked
from bot.simulator.wire import Json
from bot.store.connect import Database
from bot.store.keys import Vault
from tests.acceptance.crowd import Crowd, living
from tests.acceptance.process import COMMAND, START_SECONDS, Program, cleared_away
from tests.acceptance.record import judge, read_arrivals
from tests.faults.drama import noting, without_told
from tests.faults.killed import PROGRAM
from tests.faults.machines import database_of_keys, state_folders
from tests.faults.processes import TAKEN_UP
from tests.postgresql import server

SIZE = 3
VISITORS = 4
IN_FLIGHT = 12
GROUP_PER_MINUTE = 120
RATES = Rates(group_most=GROUP_PER_MINUTE * 20 // 18, overall_most=1000)
"""Of the real limits that we keep to nine tenths of, with more messages in a group."""
DEATHS = 5
BETWEEN_DEATHS = (1, 4)  # seconds
HELD_UP = (1, 12)  # seconds: shorter and longer than the eight after which others take over
LEFT_BEHIND = 3.0
"""Seconds after which what a program had asked for has come, and nobody has taken over yet."""
LIFE_SECONDS = 60.0
REST_SECONDS = 90.0  # what fails again and again is tried after a minute at the latest
SOON = 20.0  # seconds; whoever lacks a safeguard is not waited for as long as others
ENDS_WELL = (0, -signal.SIGTERM)
"""How a program ends that is asked to; the second one had hardly begun."""
LONGEST_SILENCE = 10.0  # seconds without a poll

Trouble = Callable[["Fleet", asyncio.Task[None]], Awaitable[None]]


@dataclass
class Fleet:
    """The programs, those who talk through them, and what must not be."""

    simulator: Simulator
    programs: list[Program]
    keys: str
    """Where the keys lie, if each has a folder of its own."""
    crowd: Crowd
    chance: Chance
    is_whole: bool
    """No safeguard was taken away."""
    excuses: list[int] = field(default_factory=list)
    """Places in the journal before which a program came to harm in the middle of its work."""
    deaths: int = 0
    held_up: list[Program] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    async def start(self, program: Program) -> None:
        """Start a program and wait until it has looked at its group."""
        hellos = len(self.simulator.calls("getMe"))
        program.launch()
        await self.simulator.until(
            lambda: not program.is_running or len(self.simulator.calls("getMe")) > hellos,
            timeout=START_SECONDS,
        )

    def strike(self) -> None:
        """Kill one of them, or hold it up, unless too few are left."""
        for program in self.programs:
            if not self._lives(program):
                program.launch()
        able = [program for program in self.programs if not program.is_held]
        if len(able) < 2:
            return
        program = able[self.chance.between(0, len(able) - 1)]
        if self.chance.happens(0.5):
            self.kill(program)
        else:
            self._hold_up(program)

    def kill(self, program: Program) -> None:
        """Kill a program where it stands, and start it again as a supervisor does."""
        program.kill()
        program.launch()
        self._note_a_death()

    def _hold_up(self, program: Program) -> None:
        program.hold()
        self.held_up.append(program)
        self.simulator.clock.after(self.chance.between(*HELD_UP), program.let_go)
        self._note_a_death()

    def _note_a_death(self) -> None:
        self.deaths += 1
        self.simulator.clock.after(LEFT_BEHIND, self._excuse)

    async def ends_within(self, lives: asyncio.Task[None], seconds: float) -> bool:
        """Wait for the end of all talk, but for so many seconds at most; say whether it came."""
        try:
            return await self.simulator.until(lives.done, seconds)
        except TimeoutError:
            return False

    def _lives(self, program: Program) -> bool:
        """Say whether it runs; by itself only one may end that was held up during a commit."""
        if not program.is_running and program not in self.held_up:
            self.ended.append(f"ended: by itself, {program.said[-300:]}")
        return program.is_running

    def _excuse(self) -> None:
        self.excuses.append(self.simulator.journal.entries[-1].seq + 1)

    async def stop(self, program: Program) -> None:
        """Ask a program to stop, and see that it does so in good order."""
        program.let_go()
        if self._lives(program) and (code := await program.terminate()) not in ENDS_WELL:
            self.ended.append(f"ended: with code {code}")

    def faults(self) -> list[str]:
        """Judge what has happened so far."""
        lost_answers = self.simulator.journal.of_kind("fault", "executed_but_lost")
        excuses = [*self.excuses, *(each.seq + 2 for each in lost_answers)]
        arrivals = read_arrivals(self.simulator, self.crowd.accounts)
        return without_told(judge(self.crowd.written, arrivals, excuses).faults, self.simulator)

    def half_done(self) -> list[str]:
        """Say whether one found something under way of another: a good stop leaves nothing so."""
        taken_up = any(TAKEN_UP in program.said for program in self.programs)
        return ["half done: sendings were taken up after a stop"] if taken_up else []

    async def written(self, words: int) -> None:
        """Wait until so many words were written."""
        await self.simulator.until(lambda: len(self.crowd.written) >= words, LIFE_SECONDS)

    async def live(self, trouble: Trouble) -> None:
        """Let everybody have their say amid the trouble, then let all come to rest and stop."""
        seconds = LIFE_SECONDS if self.is_whole else SOON
        with noting(self.ended):
            async with asyncio.timeout(seconds), living(self.crowd, IN_FLIGHT) as lives:
                await trouble(self, lives)
        await self._come_to_rest()
        for program in self.programs:
            await self.stop(program)

    async def _come_to_rest(self) -> None:
        """Wait for the last word; what never comes is for the judge to say."""
        self.simulator.clear_faults()
        with suppress(TimeoutError):
            await self.simulator.until(
                lambda: not any(each.startswith("lost") for each in self.faults()),
                REST_SECONDS if self.is_whole else SOON,
            )


@asynccontextmanager
async def fleet(
    folder: Path,
    seed: int,
    without: str,
    more: Sequence[dict[str, str]] = ({},) * SIZE,
    *,
    apart: bool | None = None,
) -> AsyncIterator[Fleet]:
    """Start the programs on an empty database, all without a safeguard if one is named.

    `more`: for each of them, settings of its own; `apart`: as on machines of their own, with the
    keys in a database, else in one folder; at every other seed unless it is given.
    """
    command = (*PROGRAM, "--without", without) if without else COMMAND
    async with AsyncExitStack() as stack:
        address = stack.enter_context(server())
        await _migrate(address)
        keys = await database_of_keys(address) if (seed % 2 if apart is None else apart) else ""
        simulator = await stack.enter_async_context(Simulator(seed=seed, limits=True, rates=RATES))
        settings = {
            "ENGAWA_DATABASE": address,
            "ENGAWA_KEYS_DATABASE": keys,
            "ENGAWA_PACED": "yes",
            "ENGAWA_GROUP_PER_MINUTE": str(GROUP_PER_MINUTE),
        }
        folders = state_folders(folder, keys, len(more))
        programs = [
            Program(
                simulator,
                folder / str(number),
                command,
                settings | {"ENGAWA_STATE_DIR": str(state)} | own,
            )
            for number, (state, own) in enumerate(zip(folders, more, strict=True))
        ]
        for program in programs:
            await stack.enter_async_context(cleared_away(program))
        crowd = Crowd.of(simulator, VISITORS)
        gathered = Fleet(simulator, programs, keys, crowd, Chance(seed), is_whole=not without)
        for program in programs:
            await gathered.start(program)
        yield gathered


async def _migrate(address: str) -> None:
    vault = Vault.in_memory()
    database = await Database.open(address, vault, upgrade=True)
    await database.close()
    vault.close()


# ── 1: killed, or held up ────────────────────────────────────────────────────


async def struck(folder: Path, seed: int, without: str = "") -> list[str]:
    """Kill one of three or hold it up, every few seconds, in bad weather."""

    async def strike(they: Fleet, lives: asyncio.Task[None]) -> None:
        _worsen_the_weather(they.simulator)
        while they.deaths < DEATHS:
            if await they.ends_within(lives, they.chance.between(*BETWEEN_DEATHS)):
                return
            they.strike()

    async with fleet(folder, seed, without) as they:
        await they.live(strike)
        return [*they.ended, *they.faults(), *_hammered(they)]


def _worsen_the_weather(simulator: Simulator) -> None:
    for effect in ("status", "reset", "executed_but_lost", "flood"):
        simulator.fail("(send|copy).*", effect, probability=0.01, times=None)
    simulator.fail("send.*", "delay", seconds=0.05, probability=0.3, times=None)


def _hammered(they: Fleet) -> list[str]:
    """Name what went into the group above its limit, beside the 429s that are weather."""
    group = they.simulator.group_id
    told = [call for call in they.simulator.calls() if call.chat_id == group and _is_flood(call)]
    over = len(told) - len(they.simulator.journal.of_kind("fault", "flood"))
    return [f"hammered: {over} calls above the group's limit"] if over > 0 else []


def _is_flood(call: Entry) -> bool:
    return not call.ok and isinstance(call.outcome, dict) and call.outcome["error_code"] == 429


# ── 30: started anew, one after the other ────────────────────────────────────


async def rolled(folder: Path, seed: int, without: str = "") -> list[str]:
    """Stop each of three and start it again, while everybody talks: nothing comes twice."""

    async def roll(they: Fleet, _: asyncio.Task[None]) -> None:
        they.simulator.fail("send.*", "delay", seconds=0.05, times=None)
        for number, program in enumerate(they.programs, 1):
            await they.written(number * they.chance.between(8, 16))
            await they.stop(program)
            await they.start(program)

    async with fleet(folder, seed, without) as they:
        with _watching_polls(they.simulator) as polls:
            await they.live(roll)
        silence = _longest_between(polls)
        print(f"three started anew, seed {seed}: nobody polled for {silence:.1f} s at most")
        late = [f"silent: nobody polled for {silence:.1f} s"] if silence > LONGEST_SILENCE else []
        return [*they.ended, *they.faults(), *they.half_done(), *late]


@contextmanager
def _watching_polls(simulator: Simulator) -> Iterator[list[tuple[float, float]]]:
    """Note when each poll began and when it ended."""
    whole, polls = simulator.queue.poll, list[tuple[float, float]]()

    async def poll(asked: Asked) -> list[Json]:
        began = simulator.clock.now()
        try:
            return await whole(asked)
        finally:
            polls.append((began, simulator.clock.now()))

    with patch.object(simulator.queue, "poll", poll):
        yield polls


def _longest_between(polls: list[tuple[float, float]]) -> float:
    """Say for how long Telegram was asked nothing."""
    return max(begins - ended for (_, ended), (begins, _) in pairwise(sorted(polls)))

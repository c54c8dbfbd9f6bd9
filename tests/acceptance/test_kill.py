"""The program is killed again and again under load, and nobody's words are lost or go astray."""

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.simulator import Chance, Simulator
from tests.acceptance.crowd import WORDS_OF_ONE, Crowd
from tests.acceptance.process import Program, cleared_away
from tests.acceptance.record import Kind, Verdict, judge, read_arrivals

SEED = int(os.environ.get("KILL_SEED", "1"))
VISITORS = 20
KILLS = 20
MOST_KILLS = 36  # more would take more than a minute
IN_FLIGHT = 30
"""Steps of the crowd that wait for the program at any time: its load."""
LIFE = 110
"""The most things the program may do in one life, beside its start; twenty introduce it."""
START = 8
"""About how many calls it makes before its first poll."""
LIFE_SECONDS = 20.0
REST_SECONDS = 15.0


@dataclass
class Reaper:
    """Kills the program at the n-th thing it does, or some turns of the event loop later.

    At once means before the answer is written: the call was carried out, and nobody knows.
    """

    program: Program
    crowd: Crowd
    kills: int = 0
    _left: int = 0
    _delay: int = 0
    _armed: bool = False

    def __post_init__(self) -> None:
        """Watch everything that happens."""
        self._journal = self.crowd.simulator.journal
        self._wake: Callable[[], None] = self._journal.changed
        self._journal.changed = self._look

    def arm(self, after: int, delay: int) -> None:
        """Kill after so many calls and confirmed updates, and so many turns of the loop."""
        self._left, self._delay, self._armed = after, delay, True

    def disarm(self) -> None:
        """Kill nobody any more."""
        self._left, self._armed = 0, False

    def _look(self) -> None:
        entry = self._journal.entries[-1]
        if entry.kind == "confirmed":
            self.crowd.let_through(1)
        if self._left > 0 and entry.kind in {"call", "confirmed"}:
            self._left -= 1
            if self._left == 0:
                self._kill(self._delay)
        self._wake()

    def _kill(self, delay: int) -> None:
        if not self._armed:
            return
        if delay > 0:
            asyncio.get_running_loop().call_soon(self._kill, delay - 1)
            return
        self.program.kill()
        self.kills += 1
        self._wake()


@dataclass
class Ordeal:
    """One crowd, one program, and the kills."""

    simulator: Simulator
    program: Program
    crowd: Crowd
    chance: Chance
    starts: list[float] = field(default_factory=list)
    kills: int = 0

    async def run(self) -> Verdict:
        """Kill the program while everybody has their say, let all come to rest, and judge."""
        reaper = Reaper(self.program, self.crowd)
        async with asyncio.TaskGroup() as tasks:
            living = tasks.create_task(self.crowd.live())
            self.crowd.let_through(IN_FLIGHT)
            while not living.done() and reaper.kills < MOST_KILLS:
                await self._live_and_die(reaper, living)
            reaper.disarm()
            if not self.program.is_running:
                await self._start()
            await living
        await self._come_to_rest()
        assert await self.program.terminate() == 0
        self.kills = reaper.kills
        return self._judge()

    async def _live_and_die(self, reaper: Reaper, living: asyncio.Task[None]) -> None:
        delay = self.chance.between(1, 300) if self.chance.happens(0.5) else 0
        if self.chance.happens(0.15):
            reaper.arm(self.chance.between(1, START), delay)
            self.program.launch()
        else:
            await self._start()
            reaper.arm(self.chance.between(1, LIFE), delay)
        await self.simulator.until(
            lambda: living.done() or not self.program.is_running, timeout=LIFE_SECONDS
        )

    async def _start(self) -> None:
        began = time.monotonic()
        await self.program.start()
        self.starts.append(time.monotonic() - began)

    async def _come_to_rest(self) -> None:
        """Wait for the last word; what never comes is for the judge to say."""
        try:
            await self.simulator.until(lambda: not self._judge().lost, timeout=REST_SECONDS)
        except TimeoutError:
            return

    def _judge(self) -> Verdict:
        arrivals = read_arrivals(self.simulator, self.crowd.accounts)
        # what a killed program had already asked for comes before the next one says hello
        hellos = [call.seq for call in self.simulator.calls("getMe")]
        return judge(self.crowd.written, arrivals, hellos)


async def test_no_word_is_lost_or_goes_astray_however_often_the_program_is_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        Simulator(seed=SEED) as simulator,
        cleared_away(Program(simulator, tmp_path)) as program,
    ):
        crowd = Crowd.of(simulator, VISITORS)
        ordeal = Ordeal(simulator, program, crowd, Chance(SEED))

        verdict = await ordeal.run()

    with capsys.disabled():
        print(f"\n{_line(ordeal, verdict)}")
    assert verdict.faults == ()
    assert ordeal.kills >= KILLS
    assert len(crowd.written) == VISITORS * WORDS_OF_ONE


def _line(ordeal: Ordeal, verdict: Verdict) -> str:
    words = [word for word in ordeal.crowd.written if word.kind is not Kind.NOTE]
    notes = len(ordeal.crowd.written) - len(words)
    return (
        f"seed {SEED}: {ordeal.kills} kills, {len(words)} messages, {notes} notes: "
        f"lost {len(verdict.lost)}, wrong {len(verdict.wrong)}, "
        f"reordered {len(verdict.reordered)}, unexplained {len(verdict.unexplained)}, "
        f"copies {verdict.copies} (unmarked {len(verdict.unmarked)}), "
        f"topics twice {len(ordeal.simulator.topics) - VISITORS - 1}; "
        f"slowest start {max(ordeal.starts):.1f} s"
    )

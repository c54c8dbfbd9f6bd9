"""Kills the program at one point during a visit, starts it again, and judges."""

import asyncio
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.simulator import Simulator
from tests.acceptance.process import Program, cleared_away
from tests.acceptance.record import judge, read_arrivals
from tests.faults.visit import Visit, write_flows

SPEED = 30.0
TRIAL_SECONDS = 60.0


@dataclass
class Killed:
    """What came of one trial."""

    died: bool = False
    faults: list[str] = field(default_factory=list)
    """All that must not be, a line each."""
    passed: frozenset[str] = frozenset()
    """The points that were passed, where the program was not to die."""


@dataclass(frozen=True, slots=True)
class Death:
    """When to die: at the nth passing of a point, or once so many updates are confirmed."""

    point: str = ""
    nth: int = 1
    confirmed: int = 0


async def killed_at(
    folder: Path,
    death: Death,
    *,
    without: str = "",
    patience: float = TRIAL_SECONDS,
    visits: Callable[[Simulator], Visit] = Visit,
) -> Killed:
    """Let a program live through a visit, die on the way, and start again."""
    write_flows(folder / "flows")
    settings = {"ENGAWA_FLOWS": str(folder / "flows"), "ENGAWA_POLL_SECONDS": "2"}
    trial, passed = Killed(), folder / "passed.txt"
    async with (
        Simulator(private_reactions=True) as simulator,
        cleared_away(Program(simulator, folder / "at", settings=settings)) as program,
    ):
        visit = visits(simulator)
        settings |= visit.settings(folder)
        since = str(simulator.clock.now())
        again = (*PROGRAM, "--since", since, "--speed", str(SPEED), "--without", without)
        dies = ("--die", death.point, "--nth", str(death.nth))
        doom = dies if death.point else ("--passed", str(passed))
        program.command = (*again, *doom)
        if death.confirmed:
            _kill_when_confirmed(program, death.confirmed)
        await _live(program, visit, trial, again, patience)
        hellos = [call.seq for call in simulator.calls("getMe")]
        verdict = judge(visit.written, read_arrivals(simulator, visit.accounts), hellos)
    trial.faults += [*verdict.faults, *visit.faults()]
    if passed.exists():
        trial.passed = frozenset(passed.read_text(encoding="utf-8").splitlines())
    return trial


PROGRAM = (sys.executable, "-m", "tests.faults.doomed")


def _kill_when_confirmed(program: Program, number: int) -> None:
    """Kill the program before it hears the answer to the poll that confirmed an update."""
    journal, left = program.simulator.journal, [number]
    wake = journal.changed

    def look() -> None:
        if journal.entries[-1].kind == "confirmed":
            left[0] -= 1
            if left[0] == 0:
                program.kill()
        wake()

    journal.changed = look


async def _live(
    program: Program, visit: Visit, trial: Killed, again: tuple[str, ...], patience: float
) -> None:
    program.launch()
    async with asyncio.TaskGroup() as tasks:
        guarding = tasks.create_task(_raise_from_the_dead(program, trial, again))
        try:
            async with asyncio.timeout(patience):
                await visit.live()
        except TimeoutError:
            trial.faults.append("stuck: the visit did not come to its end")
        guarding.cancel()
        if await _stopped(program) == -signal.SIGKILL:  # it died of the very last thing it did
            trial.died = True
            program.command = again
            await program.start()
        if code := await _stopped(program):
            trial.faults.append(f"ended: with code {code}")


async def _stopped(program: Program) -> int:
    return await (program.terminate() if program.is_running else program.ended())


async def _raise_from_the_dead(program: Program, trial: Killed, again: tuple[str, ...]) -> None:
    await program.dead()
    assert await program.ended() == -signal.SIGKILL, program.said  # no other end is asked for
    trial.died = True
    program.command = again
    program.launch()

"""The program as a process of its own, started, killed and stopped by a test.

What it says goes into a file, so that no full pipe ever holds it up.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import HOME
from bot.simulator import Simulator

COMMAND = (sys.executable, "-m", "bot", "run")
START_SECONDS = 30.0
STOP_SECONDS = 30.0


@dataclass
class Program:
    """One program on one state folder; it may be started many times, one after another."""

    simulator: Simulator
    folder: Path
    """Everything of this program: where it works, its state and what it says."""
    command: tuple[str, ...] = COMMAND
    settings: dict[str, str] = field(default_factory=dict)
    """By the names of the environment; an empty one is left out."""
    is_held: bool = False
    """It is held up, and does nothing."""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def state(self) -> Path:
        """Its state folder."""
        return self.folder / "state"

    @property
    def said(self) -> str:
        """All that it has said so far, over all its starts."""
        path = self.folder / "said.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Say whether its process lives."""
        return self._process is not None and self._process.poll() is None

    def environment(self) -> dict[str, str]:
        """Give all that it knows of the world: nothing of this machine's comes through."""
        usual = {
            "ENGAWA_TELEGRAM_TOKEN": self.simulator.token,
            "ENGAWA_TELEGRAM_API": self.simulator.url,
            "ENGAWA_STAFF_CHAT": str(self.simulator.group_id),
            "ENGAWA_STATE_DIR": str(self.state),
            "ENGAWA_PACED": "no",
            "ENGAWA_POLL_SECONDS": "5",
            "ENGAWA_HEALTH_LISTEN": "off",
            "PYTHONPATH": str(HOME),
            "PYTHONUTF8": "1",
        }
        return {name: value for name, value in (usual | self.settings).items() if value}

    def launch(self) -> None:
        """Start it, without waiting for anything."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "said.txt").open("ab") as said:
            self._process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    async def start(self) -> None:
        """Start it and wait until it serves: one poll is answered, and the next is made."""
        polls = len(self.simulator.calls("getUpdates"))

        def serves() -> bool:
            made = len(self.simulator.calls("getUpdates")) - polls
            return made > 1 or (made == 1 and self.simulator.queue.is_polled)

        self.launch()
        assert await self._lives_until(serves), self.said

    async def polls(self, number: int, seconds: float = START_SECONDS) -> bool:
        """Wait until Telegram has answered so many polls, or it is dead; say whether it lives."""
        return await self._lives_until(
            lambda: len(self.simulator.calls("getUpdates")) >= number, seconds
        )

    async def _lives_until(
        self, heard: Callable[[], bool], seconds: float = START_SECONDS
    ) -> bool:
        hearing = asyncio.ensure_future(self.simulator.until(heard, timeout=seconds))
        dying = asyncio.ensure_future(self.dead())
        await asyncio.wait({hearing, dying}, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if self.is_running:
            await hearing
        hearing.cancel()
        return self.is_running

    async def run_to_the_end(self) -> int:
        """Start it and give its exit code, for where it is to stop by itself."""
        self.launch()
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end; give its exit code, or minus the signal that ended it."""
        assert self._process is not None
        return await asyncio.to_thread(self._process.wait, STOP_SECONDS)

    async def dead(self) -> None:
        """Wait until it dies, however long it lives."""
        assert self._process is not None
        await asyncio.to_thread(self._process.wait)

    async def terminate(self) -> int:
        """Ask it to stop, as a service manager does, and give its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    def kill(self) -> None:
        """End it where it stands; it is dead when this returns."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self.is_held = False

    def hold(self) -> None:
        """Hold it up where it stands, as a machine does that is moved or out of memory."""
        os.kill(self.pid, signal.SIGSTOP)
        self.is_held = True

    def let_go(self) -> None:
        """Let it go on, if it still lives, and knows nothing of the time that has passed."""
        if self.is_held:
            os.kill(self.pid, signal.SIGCONT)
            self.is_held = False


@asynccontextmanager
async def cleared_away(program: Program) -> AsyncIterator[Program]:
    """Leave no process behind, however the test ends."""
    try:
        yield program
    finally:
        if program.is_running:
            program.kill()

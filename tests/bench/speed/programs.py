"""The programs that are measured, how each is started, and what the system says of it."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil  # type: ignore[import-untyped]  # it comes without types

from bot.settings import HOME
from tests.bench.speed.server import GROUP, TOKEN, Server

OURS_CORE, LOAD_CORE = 0, 1
PLACE = HOME / ".bench"
"""Where programs keep what they keep: on the disk that the project lies on."""
PEERS_PYTHON = HOME / ".venv-bench" / "bin" / "python"
START_SECONDS = 30


@dataclass(frozen=True)
class Program:
    """One program to be measured."""

    key: str
    name: str
    module: str = ""
    how: tuple[str, ...] = ()
    python: str = sys.executable
    first: Path | None = None
    """A folder whose modules stand before those of the same names that are installed."""

    def command(self, api: str, folder: Path) -> list[str]:
        """Say how it is started."""
        if not self.module:
            return [self.python, "-m", "bot", "run"]
        return [self.python, "-m", f"tests.bench.peers.{self.module}", api, str(folder), *self.how]


OURS = Program("ours", "Engawa", first=Path(__file__).with_name("without_encoders"))
WITH_ENCODERS = Program("ours-encoders", "Engawa, with its sentence encoders")
ECHO = Program("echo", "echo of python-telegram-bot", "echo")
MEMORY = Program("memory", "ConversationHandler in memory", "conversation")
AIOGRAM = Program(
    "aiogram", "aiogram 3, states in memory", "aiogram_fsm", python=str(PEERS_PYTHON)
)
TRANSPORT = Program("transport", "our transport, nothing stored", "transport")
DURABLE_BARE = Program("bare-durable", "bare aiohttp, durable", "bare", ("durable",))
PROGRAMS = (
    ECHO,
    Program("echo-256", "echo, 256 updates at once", "echo", ("concurrent",)),
    MEMORY,
    Program("pickle", "ConversationHandler, PicklePersistence", "conversation", ("pickle",)),
    Program("flush", "… written after each update", "conversation", ("flush",)),
    AIOGRAM,
    TRANSPORT,
    Program("transport-durable", "our transport, durable", "transport", ("durable",)),
    Program("bare", "bare aiohttp, nothing stored", "bare"),
    DURABLE_BARE,
    OURS,
    WITH_ENCODERS,
)


@dataclass
class Running:
    """A program that has made its first poll."""

    process: psutil.Process
    start: float
    """Seconds from the start of the process to the first poll."""

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far, of all threads."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def memory(self) -> float:
        """MiB resident now."""
        return float(self.process.memory_info().rss) / 2**20


@asynccontextmanager
async def running(
    program: Program, server: Server, folder: Path | None = None
) -> AsyncIterator[Running]:
    """Run a program on its core, from its first poll until the block ends."""
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PLACE) as own, tempfile.TemporaryFile() as said:
        state = folder or Path(own)
        begin = perf_counter()
        process = await asyncio.create_subprocess_exec(
            *program.command(server.url, state),
            cwd=HOME,
            env={**os.environ, **_environment(program), **_settings(server.url, state)},
            stdout=said,
            stderr=said,
            preexec_fn=lambda: os.sched_setaffinity(0, {OURS_CORE}),
        )
        try:
            if not await _polls(server, process):
                said.seek(0)
                raise RuntimeError(f"{program.key}: {said.read().decode()[-2000:]}")
            yield Running(psutil.Process(process.pid), perf_counter() - begin)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL if program.module else signal.SIGTERM)
            await process.wait()


async def _polls(server: Server, process: asyncio.subprocess.Process) -> bool:
    """Wait for the first poll; say whether it came."""
    server.polled.clear()
    polled = asyncio.ensure_future(server.polled.wait())
    ended = asyncio.ensure_future(process.wait())
    first = asyncio.FIRST_COMPLETED
    await asyncio.wait((polled, ended), timeout=START_SECONDS, return_when=first)
    for each in (polled, ended):
        each.cancel()
    return server.polled.is_set()


def _environment(program: Program) -> dict[str, str]:
    first = {"PYTHONPATH": str(program.first)} if program.first else {}
    return {"PYTHONDONTWRITEBYTECODE": "", **first}


def _settings(api: str, folder: Path) -> dict[str, str]:
    """Give ours its settings, as it is shipped but for the limits and the port for its health."""
    return {
        "ENGAWA_TELEGRAM_TOKEN": TOKEN,
        "ENGAWA_TELEGRAM_API": api,
        "ENGAWA_STAFF_CHAT": str(GROUP),
        "ENGAWA_STATE_DIR": str(folder),
        "ENGAWA_PACED": "no",
        "ENGAWA_HEALTH_LISTEN": "off",
    }

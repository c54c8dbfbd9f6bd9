"""Where the program's time goes in the closed loop: samples of who holds the interpreter's lock.

A sample counts for the innermost of the places below that it is in. What runs without the lock
(SQLite's own work, the kernel, ciphers), and what the sampling misses, is told as one line.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.bench.speed.load import Visitors
from tests.bench.speed.measure import FIRST_CHAT, WARM_SECONDS, pass_by
from tests.bench.speed.programs import OURS, PEERS_PYTHON, PLACE, running
from tests.bench.speed.server import Server

PLACES = (
    ("do_execute", "SQLite, called"),
    ("/sqlalchemy/", "SQLAlchemy around it"),
    ("store/sealing.py", "sealing and opening"),
    ("store/keys.py", "sealing and opening"),
    ("store/codec.py", "dataclasses to JSON and back"),
    ("store/writer.py", "hand-over between loop and writer"),
    ("store/connect.py", "hand-over between loop and writer"),
    ("bot/store/", "store functions"),
    ("bot/conversation/", "the conversation's engine"),
    ("/telegram/_", "python-telegram-bot: updates to objects"),
    ("/telegram/request", "python-telegram-bot: requests"),
    ("/aiohttp/", "aiohttp"),
    ("channels/telegram/", "the Telegram channel"),
    ("pipeline/inbox.py", "inbox"),
    ("pipeline/outbox.py", "outbox"),
    ("pipeline/address.py", "outbox"),
    ("pipeline/outcome.py", "outbox"),
    ("bot/pipeline/", "turn, and effects to rows"),
)
ELSE = "event loop, and all else"
RATE, SECONDS = 500, 10
OUTSIDE = "without the lock (SQLite, kernel, ciphers), or missed"


async def profile() -> dict[str, float]:
    """Give each place's part of the core, the largest first; nothing where py-spy may not look."""
    samples = PLACE / "samples"
    async with Server() as server, running(OURS, server) as one:
        visitors = Visitors(server, range(FIRST_CHAT, FIRST_CHAT + 80))
        visitors.write_all_the_time(80)
        await pass_by(WARM_SECONDS)
        watching = await asyncio.create_subprocess_exec(
            *(str(PEERS_PYTHON.with_name("py-spy")), "record", "--gil", "--full-filenames"),
            *("--rate", str(RATE), "--duration", str(SECONDS), "--format", "raw"),
            *("--output", str(samples), "--pid", str(one.process.pid)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        failed = await watching.wait()
        visitors.stop()
    return {} if failed else shares(_lines(samples))


def shares(lines: Iterable[str]) -> dict[str, float]:
    """Reckon from stacks (`outermost;…;innermost count`) what part of all time each place had."""
    found = Counter[str]()
    for line in lines:
        stack, _, count = line.rpartition(" ")
        found[_place(stack.split(";"))] += int(count)
    whole = RATE * SECONDS
    found[OUTSIDE] = max(whole - found.total(), 0)
    return {name: count / whole for name, count in found.most_common()}


def _place(stack: list[str]) -> str:
    for frame in reversed(stack):
        known = next((name for part, name in PLACES if part in frame), None)
        if known is not None:
            return known
    return ELSE


def _lines(samples: Path) -> list[str]:
    return samples.read_text(encoding="utf-8").splitlines()

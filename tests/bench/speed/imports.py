"""What each import costs: memory that stays, and time at the start.

Run in a process of its own, which has imported nothing else: `python imports.py MODULE …`.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from time import perf_counter

PAGE = os.sysconf("SC_PAGE_SIZE")
MODULES = (
    "asyncio",
    "aiohttp",
    "telegram",
    "structlog",
    "sqlalchemy",
    "cattrs.preconf.json",
    "pydantic_settings",
    "rapidfuzz",
    "watchfiles",
    "typer",
    "numpy",
    "uvloop",
    "bot.cli",
    "bot.app.ward",
)
"""In this order, so that each tells what it adds to those before it."""


def main() -> None:
    """Import one after another, and tell each one's MiB and milliseconds."""
    sys.path[0] = str(Path.cwd())
    told = {"python": (_resident(), 0.0)}
    for name in sys.argv[1:]:
        before, begin = _resident(), perf_counter()
        importlib.import_module(name)
        told[name] = _resident() - before, (perf_counter() - begin) * 1000
    print(json.dumps(told))


def _resident() -> float:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * PAGE / 2**20


if __name__ == "__main__":
    main()

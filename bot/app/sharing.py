"""What each ward has of the process, and the port on which all are looked after."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial

from bot.app.apart import apart
from bot.app.memory import settle
from bot.app.ports import Ports
from bot.app.serving import Shared
from bot.loader.run import Run


@asynccontextmanager
async def looked_after(
    place: str, windows: Mapping[str, float], run: Run = apart
) -> AsyncIterator[Mapping[str, Shared]]:
    """Give each ward its share of the process; open the port of health, if it is to have a place.

    `windows`: within how many seconds each ward hears Telegram once; `run`: what reads files.
    """
    ports = Ports()
    shared = partial(Shared, ports, run=run, settle=settle)
    if not place:
        yield dict.fromkeys(windows, shared())
        return
    from bot.app.health import Health  # prometheus-client is loaded only where it is asked

    health = Health(windows, time.monotonic)
    async with ports.answering("ENGAWA_HEALTH_LISTEN", place, health.answers):
        yield {
            ward: shared(attend=health.attends(ward, window)) for ward, window in windows.items()
        }

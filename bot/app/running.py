"""Run the program: one ward or several, and the port on which they are looked after."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bot.app.ports import Ports
from bot.app.serving import Shared, serve
from bot.app.wards import read_wards
from bot.settings import read_deployment, read_settings

ALONE = "engawa"
"""The name of a ward that is alone."""


async def run(stop: asyncio.Event) -> None:
    """Serve until told to stop; raises what `serve` or `Wards.serve` raises."""
    deployment = read_deployment()
    if deployment.wards is None:
        settings = read_settings()
        async with looked_after(deployment.health_listen, {ALONE: settings.poll_seconds}) as given:
            await serve(settings, stop, shared=given[ALONE])
        return
    wards = read_wards(deployment.wards)
    async with looked_after(deployment.health_listen, wards.windows) as given:
        await wards.serve(given, stop)


@asynccontextmanager
async def looked_after(
    place: str, windows: Mapping[str, float]
) -> AsyncIterator[Mapping[str, Shared]]:
    """Give each ward its share of the process; open the port of health, if it is to have a place.

    `windows`: within how many seconds each ward hears Telegram once.
    """
    ports = Ports()
    if not place:
        yield dict.fromkeys(windows, Shared(ports))
        return
    from bot.app.health import Health  # prometheus-client is loaded only where it is asked

    health = Health(windows, time.monotonic)
    async with ports.answering("ENGAWA_HEALTH_LISTEN", place, health.answers):
        yield {
            ward: Shared(ports, health.attends(ward, window)) for ward, window in windows.items()
        }

"""Run the program: a ward, and the port on which it is looked after."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.ports import Ports
from bot.app.serving import Shared, serve
from bot.settings import Deployment, Settings, read_deployment, read_settings

ALONE = "engawa"
"""The name of a ward that is alone."""


async def run(stop: asyncio.Event) -> None:
    """Serve until told to stop; raises what `serve` raises."""
    settings, deployment = read_settings(), read_deployment()
    async with looked_after(deployment, {ALONE: settings}) as shared:
        await serve(settings, stop, shared=shared[ALONE])


@asynccontextmanager
async def looked_after(
    deployment: Deployment, wards: dict[str, Settings]
) -> AsyncIterator[dict[str, Shared]]:
    """Open the port of health, if there is to be one, and give each ward what it has of it."""
    ports = Ports()
    if not deployment.health_listen:
        yield dict.fromkeys(wards, Shared(ports))
        return
    from bot.app.health import Health  # prometheus-client is loaded only where it is asked

    health = Health(wards, time.monotonic)
    place = deployment.health_listen
    async with ports.answering("ENGAWA_HEALTH_LISTEN", place, health.answers):
        yield {
            ward: Shared(ports, health.attends(ward, settings.poll_seconds))
            for ward, settings in wards.items()
        }

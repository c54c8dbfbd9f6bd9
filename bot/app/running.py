"""Run the program: one ward or several.

The files are begun to be read before anything else is loaded: it is the longest part of a start.
"""

import asyncio

from bot.app.apart import Ahead
from bot.app.clock import wall_clock
from bot.i18n import TOKYO
from bot.settings import Settings, read_deployment, read_settings

ALONE = "engawa"
"""The name of a ward that is alone."""


async def run(stop: asyncio.Event) -> None:
    """Serve until told to stop; raises what `serve` or `Wards.serve` raises."""
    deployment = read_deployment()
    if deployment.wards is None:
        await _run_alone(read_settings(), deployment.health_listen, stop)
        return
    from bot.app.sharing import looked_after
    from bot.app.wards import read_wards

    wards = read_wards(deployment.wards)
    async with looked_after(deployment.health_listen, wards.windows) as given:
        await wards.serve(given, stop)


async def _run_alone(settings: Settings, place: str, stop: asyncio.Event) -> None:
    ahead = Ahead(settings.flows, settings.locales, wall_clock().astimezone(TOKYO).date())
    from bot.app.serving import serve
    from bot.app.sharing import looked_after

    async with looked_after(place, {ALONE: settings.poll_seconds}, ahead) as given:
        await serve(settings, stop, shared=given[ALONE])

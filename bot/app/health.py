"""What a supervisor and Prometheus ask, on a port of its own that the world does not reach.

`/healthz`: the event loop lives. `/readyz`: a ward at least hears Telegram and reaches its store
and its keys, and what is wrong with the others. `/metrics`: figures.
"""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.app.hearing import Source
from bot.app.house import House
from bot.app.metrics import CONTENT_TYPE, Metrics, Standing
from bot.app.ports import Answer
from bot.app.serving import Attend
from bot.channels.telegram.webhook import Webhook
from bot.store import figures
from bot.store.figures import Figures

WINDOWS = 3  # without an answer from Telegram, and a ward is not ready
STORE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Attended:
    """A ward that is looked after while it serves."""

    house: House
    source: Source
    window: float
    """Seconds within which Telegram is heard once, when all is well."""


class Health:
    """Looks after the wards of the process."""

    def __init__(self, wards: Collection[str], ticks: Callable[[], float]) -> None:
        """Name the wards that are to serve; `ticks` only goes forward."""
        self._wards = dict[str, Attended | None].fromkeys(wards)
        self._ticks = ticks
        self._metrics = Metrics()

    def attends(self, ward: str, window: float) -> Attend:
        """Give what looks after a ward that hears Telegram once in so many seconds."""

        @contextmanager
        def attending(house: House, source: Source) -> Iterator[None]:
            self._metrics.count(ward, house)
            self._wards[ward] = Attended(house, source, window)
            try:
                yield
            finally:
                self._wards[ward] = None

        return attending

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What is answered, by its path."""
        return {"/healthz": self._healthz, "/readyz": self._readyz, "/metrics": self._page}

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        standings = await self._standings()
        lines = (f"{each.ward}: {', '.join(each.troubles) or 'ready'}\n" for each in standings)
        status = 503 if all(each.troubles for each in standings) else 200
        return web.Response(status=status, text="".join(lines))

    async def _page(self, _: web.Request) -> web.Response:
        page = self._metrics.page(await self._standings())
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE})

    async def _standings(self) -> list[Standing]:
        async with asyncio.TaskGroup() as tasks:
            asked = [
                tasks.create_task(self._standing(ward, attended))
                for ward, attended in self._wards.items()
            ]
        return [each.result() for each in asked]

    async def _standing(self, ward: str, attended: Attended | None) -> Standing:
        """Look at one ward; its content is in force as soon as it has a house."""
        if attended is None:
            return Standing(ward, ("not serving",))
        troubles = []
        heard = attended.source.heard
        unheard = None if heard is None else self._ticks() - heard
        if not _is_heard_by_another(attended) and (
            unheard is None or unheard > WINDOWS * attended.window
        ):
            troubles.append("telegram not heard")
        stored = await _figures(attended.house)
        if stored is None:
            troubles.append("the store does not answer")
        elif not await _keys_answer(attended.house):
            troubles.append("the keys do not answer")
        return Standing(ward, tuple(troubles), unheard, stored)


def _is_heard_by_another(ward: Attended) -> bool:
    """Say whether another program polls, on a database that several share."""
    return ward.house.replica.leaves_polling and not isinstance(ward.source, Webhook)


async def _figures(house: House) -> Figures | None:
    now = house.now()
    try:
        async with asyncio.timeout(STORE_SECONDS):
            return await house.database.read(lambda tx: figures.read(tx, now))
    except Exception:  # whatever it is, the store does not answer
        return None


async def _keys_answer(house: House) -> bool:
    try:
        async with asyncio.timeout(STORE_SECONDS):
            await house.database.read(lambda tx: tx.vault.look())
    except Exception:  # whatever it is, the keys do not answer
        return False
    return True

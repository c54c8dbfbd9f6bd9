"""Several programs that take deliveries side by side, and one dies in the middle of one."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.channels.telegram.webhook import SECRET_HEADER
from tests.faults.fleet import DEATHS, LIFE_SECONDS, SIZE, Fleet, fleet

HEADERS = ("Content-Type", SECRET_HEADER)
BETWEEN_DEATHS = (8, 20)  # deliveries
IN_THE_MIDDLE = (0, 20)  # milliseconds after it was handed over


@dataclass
class Balancer:
    """Hands each delivery to one of the programs, whether it lives or not, as a proxy may."""

    address: str
    behind: list[str]
    choose: Callable[[], int]
    handed: Callable[[int], None] = lambda _number: None
    """Called when a delivery is on its way to a program."""
    session: aiohttp.ClientSession = field(default_factory=aiohttp.ClientSession)

    async def carry(self, request: web.Request) -> web.Response:
        """Hand over one delivery."""
        body, number = await request.read(), self.choose()
        headers = {name: request.headers[name] for name in HEADERS}
        url = f"http://{self.behind[number]}{request.path}"
        self.handed(number)
        try:
            async with self.session.post(url, data=body, headers=headers) as answer:
                return web.Response(status=answer.status)
        except aiohttp.ClientError:
            return web.Response(status=502)


async def hooked(folder: Path, seed: int, without: str = "") -> list[str]:
    """Let three take deliveries, and kill the one that has just got one, again and again."""
    front, *behind = free_addresses(1 + SIZE)
    hook = {"ENGAWA_WEBHOOK_URL": f"http://{front}/telegram"}
    listening = [hook | {"ENGAWA_WEBHOOK_LISTEN": each} for each in behind]
    async with fleet(folder, seed, without, listening) as they:
        they.crowd.waits = True
        balancer = Balancer(front, behind, lambda: they.chance.between(0, SIZE - 1))

        async def strike(_: Fleet, lives: asyncio.Task[None]) -> None:
            _kill_in_the_middle(they, balancer)
            await they.simulator.until(lambda: lives.done() or they.deaths == DEATHS, LIFE_SECONDS)

        async with balancing(balancer):
            await they.live(strike)
        return [*they.ended, *they.faults()]


def _kill_in_the_middle(they: Fleet, balancer: Balancer) -> None:
    left = [they.chance.between(*BETWEEN_DEATHS)]

    def handed(number: int) -> None:
        left[0] -= 1
        program = they.programs[number]
        if left[0] == 0 and they.deaths < DEATHS:
            left[0] = they.chance.between(*BETWEEN_DEATHS)
            after = they.chance.between(*IN_THE_MIDDLE) / 1000
            they.simulator.clock.after(after, lambda: they.kill(program))

    balancer.handed = handed


@asynccontextmanager
async def balancing(balancer: Balancer) -> AsyncIterator[None]:
    """Let it stand at its address."""
    app = web.Application()
    app.router.add_post("/{path:.*}", balancer.carry)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    host, _, port = balancer.address.partition(":")
    await web.TCPSite(runner, host, int(port)).start()
    try:
        yield
    finally:
        await runner.cleanup()
        await balancer.session.close()


def free_addresses(count: int) -> list[str]:
    """Find places on this machine where nobody listens."""
    found = [socket.socket() for _ in range(count)]
    try:
        for each in found:
            each.bind(("127.0.0.1", 0))
        return [f"127.0.0.1:{each.getsockname()[1]}" for each in found]
    finally:
        for each in found:
            each.close()

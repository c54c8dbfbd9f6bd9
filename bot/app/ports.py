"""What this process listens on; several may be asked at one address, each at paths of its own.

No access log is kept: times and paths tell something about visitors (SAFETY.md L3).
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

from bot.channels.telegram.webhook import LARGEST_BODY
from bot.model.errors import SettingsError

CLOSING_SECONDS = 2.0  # for what is being answered; SIGTERM is answered within ten
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Ports:
    """The open addresses."""

    def __init__(self) -> None:
        """Listen nowhere yet."""
        self._paths: dict[str, dict[str, Answer]] = {}
        self._runners: dict[str, web.AppRunner] = {}
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def answering(
        self, setting: str, address: str, answers: Mapping[str, Answer]
    ) -> AsyncIterator[None]:
        """Answer at an address (`host:port`) by path, as long as the block lasts.

        Raises SettingsError, naming the setting, when nobody can listen there.
        """
        async with self._opening:
            if address not in self._runners:
                self._paths[address] = {}
                self._runners[address] = await self._listen(setting, address)
        paths = self._paths[address]
        paths |= answers
        try:
            yield
        finally:
            async with self._opening:
                for path in answers:
                    del paths[path]
                if not paths:
                    await self._runners.pop(address).cleanup()

    async def _listen(self, setting: str, address: str) -> web.AppRunner:
        paths = self._paths[address]

        async def answer(request: web.Request) -> web.StreamResponse:
            found = paths.get(request.path)
            return await found(request) if found else web.Response(status=404)

        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING_SECONDS)
        await runner.setup()
        host, _, port = address.rpartition(":")
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            await runner.cleanup()
            why = os.strerror(error.errno or 0)
            told = f"{setting} is wrong, {address} cannot be listened on: {why}"
            raise SettingsError(told) from error
        return runner

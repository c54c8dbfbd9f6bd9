"""A wire between the program and Telegram that can be cut."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MOST = 65_536


@dataclass
class Link:
    """Hands on every byte, unless it is cut; what comes while it is cut is refused or broken."""

    target: int = 0
    """The port that it leads to."""
    port: int = 0
    broken: int = 0
    """How many connections were broken."""
    _server: asyncio.Server | None = None
    _breaks: bool = False
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where the program finds it."""
        return f"http://127.0.0.1:{self.port}"

    async def mend(self) -> None:
        """Let everything through."""
        self._breaks = False
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def break_off(self) -> None:
        """Break every connection, and each new one at once."""
        self._breaks = True
        self._cut()

    async def refuse(self) -> None:
        """Break every connection, and refuse new ones."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        self._cut()

    def _cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()
            self.broken += 1
        self._open.clear()

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self._breaks:
            self.broken += 1
            back.transport.abort()
            return
        far, on = await asyncio.open_connection("127.0.0.1", self.target)
        self._open |= {back, on}
        async with asyncio.TaskGroup() as both:
            both.create_task(_pour(near, on))
            both.create_task(_pour(far, back))
        self._open -= {back, on}


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while some := await source.read(MOST):
            into.write(some)
            await into.drain()
    into.close()


@asynccontextmanager
async def linked() -> AsyncIterator[Link]:
    """Give a link that lets everything through, and take it away afterwards."""
    link = Link()
    await link.mend()
    try:
        yield link
    finally:
        await link.refuse()

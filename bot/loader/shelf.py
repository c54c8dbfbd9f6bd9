"""The editors' files, read as they are now and again at each change; what of them is in force.

Alone, the shelf takes up every good change at once. Whoever publishes for others sets `publish`
and `refuse`, and says by `take` what is in force.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import structlog
from watchfiles import awatch

from bot.calendar import know
from bot.desk.state import Desk
from bot.loader.archive import stamps
from bot.loader.loaded import Loaded
from bot.loader.messages import explain
from bot.loader.reading import read_files
from bot.loader.run import Run, here
from bot.model.errors import ContentError, Mistake

log = structlog.get_logger()

DEBOUNCE_MS = 200  # an editor that saves writes several times
LOOK_MS = 1000  # a network folder tells of no change, nor does a link above that leads elsewhere
SHORT = 12


class Shelf:
    """Holds the version in force and looks for a better one."""

    def __init__(
        self,
        flows: Path,
        locales: Path,
        today: Callable[[], date],
        last_good: Loaded | None = None,
        run: Run = here,
    ) -> None:
        """Read the files; where they are broken, hold `last_good` or raise ContentError.

        `run`: what reads them, and whatever else takes them in.
        """
        self.flows = flows
        """The folder of flow files."""
        self.run = run
        self._locales = locales
        self._today = today
        self.mistakes: tuple[Mistake, ...] = ()
        """What kept the files from use when they were looked at last."""
        self.files = b""
        """Those of the first version in one piece; nothing where they were broken."""
        self.loaded = self._first(last_good)
        self.desks = self.loaded.desks
        """The desks at work: what the files say of those that were there at the start."""
        self._at_start = frozenset(desk.id for desk in self.desks)
        self.changed = asyncio.Event()
        """Set each time the files were looked at again, whatever came of it."""
        self.publish: Callable[[Loaded, bytes], Awaitable[None]] = self._take_at_once
        """Called with what was read, and its files in one piece."""
        self.refuse: Callable[[], Awaitable[None]] = _quietly
        """Called when there are `mistakes`."""

    async def watch(
        self, stop: asyncio.Event, look: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Look at the files at each change, until told to stop."""
        look = look or self.refresh
        while not stop.is_set():
            if self.flows.is_dir() and self._locales.is_dir():
                await self._watch(stop, look)
            else:  # there is nothing to watch; it may be on its way
                await _wait(stop, LOOK_MS / 1000)
            if not stop.is_set() and self._stamps() != self._read_at:
                await look()

    async def refresh(self) -> None:
        """Look at the files now."""
        try:
            loaded, files = await asyncio.to_thread(self._read)
        except ContentError as error:
            self.mistakes = error.mistakes
            for mistake in error.mistakes:
                log.warning("content kept as it was", mistake=explain(mistake, "ja"))
            await self.refuse()
        else:
            self.mistakes = ()
            await self.publish(loaded, files)
        self.changed.set()

    def take(self, loaded: Loaded) -> None:
        """Put a version in force."""
        if loaded.content.version != self.loaded.content.version:
            log.info("content taken up", version=loaded.content.version[:SHORT])
        self._take_desks(loaded.desks)
        self.loaded = loaded

    async def _take_at_once(self, loaded: Loaded, _: bytes) -> None:
        self.take(loaded)

    def _first(self, last_good: Loaded | None) -> Loaded:
        try:
            loaded, self.files = self._read()
        except ContentError as error:
            if last_good is None:
                raise
            self.mistakes, loaded = error.mistakes, last_good
        return loaded

    def _read(self) -> tuple[Loaded, bytes]:
        self._read_at = self._stamps()
        read = self.run(read_files, self.flows, self._locales, self._today())
        know(read[0].holidays)
        return read

    async def _watch(self, stop: asyncio.Event, look: Callable[[], Awaitable[None]]) -> None:
        """Watch both folders until a path leads to another one."""
        there = _folder(self.flows), _folder(self._locales)
        async for changes in awatch(
            self.flows,
            self._locales,
            stop_event=stop,
            debounce=DEBOUNCE_MS,
            step=50,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
        ):
            if (_folder(self.flows), _folder(self._locales)) != there:
                return
            if changes or await asyncio.to_thread(self._stamps) != self._read_at:
                await look()

    def _stamps(self) -> tuple[object, ...]:
        return stamps(self.flows, self._locales)

    def _take_desks(self, written: tuple[Desk, ...]) -> None:
        """Take up changed desks; a new one has no group yet, and one at least stays at work."""
        known = self._at_start | {desk.id for desk in self.loaded.desks}
        for desk in written:
            if desk.id not in known:
                log.warning("desk has no group: give it one, then restart", desk=desk.id)
        at_work = tuple(desk for desk in written if desk.id in self._at_start)
        self.desks = at_work or self.desks


def _folder(path: Path) -> tuple[int, int] | None:
    """Say which folder a path leads to at this moment."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


async def _quietly() -> None:
    """Tell nobody: the log has it."""

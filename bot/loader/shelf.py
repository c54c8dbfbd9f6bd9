"""The content that is in force: the last good version of the files, taken up while running."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import structlog
from watchfiles import awatch

from bot.desk.state import Desk
from bot.loader.load import Loaded, load
from bot.loader.messages import explain
from bot.model.errors import ContentError

log = structlog.get_logger()

DEBOUNCE_MS = 200  # an editor that saves writes several times
SHORT = 12


class Shelf:
    """Holds the version in force and looks for a better one."""

    def __init__(self, flows: Path, locales: Path, today: Callable[[], date]) -> None:
        """Read the files; raises ContentError when they are broken."""
        self._flows = flows
        self._locales = locales
        self._today = today
        self.loaded = load(flows, locales, today=today())
        self.desks = self.loaded.desks
        """The desks at work: what the files say of those that were there at the start."""
        self._at_start = frozenset(desk.id for desk in self.desks)
        self.changed = asyncio.Event()
        """Set each time the files were looked at again, whatever came of it."""

    async def watch(self, stop: asyncio.Event) -> None:
        """Take up every good change and keep the version in force at every bad one."""
        async for _ in awatch(
            self._flows, self._locales, stop_event=stop, debounce=DEBOUNCE_MS, step=50
        ):
            await self.refresh()

    async def refresh(self) -> None:
        """Look at the files now."""
        try:
            loaded = await asyncio.to_thread(self._load)
        except ContentError as error:
            for mistake in error.mistakes:
                log.warning("content kept as it was", mistake=explain(mistake, "ja"))
        else:
            if loaded.content.version != self.loaded.content.version:
                log.info("content taken up", version=loaded.content.version[:SHORT])
            self._take_desks(loaded.desks)
            self.loaded = loaded
        self.changed.set()

    def _take_desks(self, written: tuple[Desk, ...]) -> None:
        """Take up changed desks; a new one has no group yet, and one at least stays at work."""
        known = self._at_start | {desk.id for desk in self.loaded.desks}
        for desk in written:
            if desk.id not in known:
                log.warning("desk has no group: give it one, then restart", desk=desk.id)
        at_work = tuple(desk for desk in written if desk.id in self._at_start)
        self.desks = at_work or self.desks

    def _load(self) -> Loaded:
        return load(self._flows, self._locales, today=self._today())

"""The content that is in force: the last good version of the files, taken up while running."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import structlog
from watchfiles import awatch

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
            self.loaded = loaded
        self.changed.set()

    def _load(self) -> Loaded:
        return load(self._flows, self._locales, today=self._today())

"""Several wards in one process, each with settings, keys, store, limits and clients of its own.

What ends one ends no other: a mistake of the operator's or an editor's is said and waits for a
restart; anything else is tried again after a while, as a supervisor would.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.app.serving import Shared, serve
from bot.model.errors import ContentError, EngawaError, SettingsError, WardsFailed, root_of
from bot.settings import WARD_FILES, Settings, read_ward

log = structlog.get_logger()

AGAIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Wards:
    """The wards that can be served, and why the others cannot, in lines."""

    settings: Mapping[str, Settings]
    troubles: dict[str, str] = field(default_factory=dict)

    @property
    def windows(self) -> Mapping[str, float]:
        """Within how many seconds each ward hears Telegram; the others never do."""
        served = {ward: float(each.poll_seconds) for ward, each in self.settings.items()}
        return dict(sorted((dict.fromkeys(self.troubles, 0.0) | served).items()))

    async def serve(self, shared: Mapping[str, Shared], stop: asyncio.Event) -> None:
        """Serve all that can be served until told to stop.

        Raises SettingsError when none is left, and WardsFailed at the end when some are not.
        """
        for ward, trouble in self.troubles.items():
            _tell(trouble, ward=ward)
        async with asyncio.TaskGroup() as tasks:
            for ward in self.settings:
                tasks.create_task(self._keep(ward, shared[ward], stop))
        if self.troubles:
            lines = (
                f"{ward}: {line}"
                for ward, trouble in sorted(self.troubles.items())
                for line in trouble.splitlines()
            )
            told = "\n".join(lines)
            raise (WardsFailed if stop.is_set() else SettingsError)(told)

    async def _keep(self, ward: str, shared: Shared, stop: asyncio.Event) -> None:
        """Serve one ward for as long as it can be served."""
        structlog.contextvars.bind_contextvars(ward=ward)
        while not stop.is_set():
            try:
                await serve(self.settings[ward], stop, shared=shared)
            except Exception as error:
                cause = root_of(error)
                told = str(cause) if isinstance(cause, EngawaError) else type(cause).__name__
                _tell(told)
                if isinstance(cause, SettingsError | ContentError):
                    self.troubles[ward] = told
                    return
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(AGAIN_SECONDS):
                        await stop.wait()


def read_wards(folder: Path) -> Wards:
    """Read every ward's file; one that is wrong, or shares what must be apart, is a trouble."""
    settings, troubles, taken = dict[str, Settings](), dict[str, str](), set[tuple[str, str]]()
    for file in sorted(folder.glob(WARD_FILES)):
        try:
            settings[file.stem] = _apart(read_ward(file), taken)
        except SettingsError as error:
            troubles[file.stem] = str(error)
    return Wards(settings, troubles)


def _apart(settings: Settings, taken: set[tuple[str, str]]) -> Settings:
    """Refuse what another ward has already; what is refused takes nothing from those to come."""
    own = {
        ("ENGAWA_TELEGRAM_TOKEN", settings.telegram_token.get_secret_value()),
        ("ENGAWA_STATE_DIR", str(settings.state_dir.resolve())),
        ("ENGAWA_DATABASE", settings.database_url),
    }
    twice = sorted(name for name, _ in own & taken)
    if twice:
        raise SettingsError("\n".join(f"{name} is that of another ward" for name in twice))
    taken |= own
    return settings


def _tell(trouble: str, **context: str) -> None:
    for line in trouble.splitlines():
        log.error("ward does not serve", remedy=line, **context)

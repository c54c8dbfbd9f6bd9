"""A copy of the version in force, beside the database: what is left of it when that is damaged.

It holds what every visitor may read, and nothing of anybody.
"""

import os
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import structlog

from bot.loader.loaded import Loaded
from bot.loader.reading import load_packed
from bot.model.errors import ContentError

log = structlog.get_logger()

FILE = "in_force.zip"
OWNER_ALONE = 0o600  # as all that lies there


def keep(folder: Path, files: bytes) -> None:
    """Put a copy in place whole, or not at all; one that cannot be written costs nothing else."""
    beside = folder / f".{FILE}.{os.getpid()}"
    try:
        beside.touch(OWNER_ALONE)
        beside.write_bytes(files)
        beside.replace(folder / FILE)
    except OSError as error:
        log.warning("no copy of what is in force", error=type(error).__name__)
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def kept(folder: Path) -> Loaded | None:
    """Read the copy; None where there is none, or none that this program can use."""
    try:
        return load_packed((folder / FILE).read_bytes())
    except (OSError, BadZipFile, ContentError) as error:
        log.warning("there is no copy of what was in force", error=type(error).__name__)
        return None

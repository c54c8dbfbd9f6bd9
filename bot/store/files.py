"""Files and folders that only their owner may read."""

import os
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
ANYBODY_ELSE = 0o077


def make_folder(folder: Path) -> None:
    """Make the folder and its missing parents for the owner alone; one that exists is left."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file for the owner alone, in a private folder, unless it exists."""
    make_folder(path.parent)
    path.touch(mode=PRIVATE_FILE, exist_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, and return when it would survive a power cut."""
    make_folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_open_to_others(path: Path) -> bool:
    """Say whether anybody but the owner may do anything with the file."""
    return bool(path.stat().st_mode & ANYBODY_ELSE)

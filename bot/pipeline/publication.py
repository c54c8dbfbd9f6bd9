"""A version goes into force, or its files are not used: each in one transaction with staff's line.

So the line is said once, whichever of several programs on the database was first.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.desk import words
from bot.desk.hours import TOKYO
from bot.i18n import clip
from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.pipeline import group, lanes
from bot.store import booths, offsets, versions
from bot.store.connect import Tx
from bot.store.versions import FIRST, Publication

REFUSED = "content:refused"
"""The offset that says when staff were told that the files are not used, in Unix time."""
LONGEST = 600  # units; a line in a topic, and no report


@dataclass(frozen=True, slots=True)
class Version:
    """What is to go into force."""

    hash: str
    files: bytes
    changed: str
    instead_of: str | None = None
    """It is brought back in the stead of this one, which the files hold."""


def publish(
    tx: Tx, version: Version, before: Publication | None, now: datetime
) -> Publication | None:
    """Put a version in force and tell staff what changed; None when another came between."""
    versions.keep(tx, version.hash, version.files)
    row = versions.publish(
        tx,
        before.id if before else FIRST,
        hash=version.hash,
        at=now,
        changed=version.changed,
        instead_of=version.instead_of,
    )
    if row is None:
        return None
    accept(tx)
    if before is not None and before.hash != version.hash:
        _tell(tx, words.CONTENT_CHANGED.format(what=version.changed, when=when(now)), now)
    return Publication(row, version.hash, now, version.changed, version.instead_of)


def refuse(tx: Tx, why: str, now: datetime) -> None:
    """Tell staff that the files are not used, once until they are in order again."""
    if offsets.begin(tx, REFUSED, int(now.timestamp())):
        _tell(tx, words.CONTENT_REFUSED.format(why=why), now)


def accept(tx: Tx) -> None:
    """Note that the files are in order."""
    offsets.forget(tx, REFUSED)


def when(at: datetime) -> str:
    """Write a time as staff read it: 9月29日 14:02."""
    local = at.astimezone(TOKYO)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def _tell(tx: Tx, line: str, now: datetime) -> None:
    act = SendText(clip(line, LONGEST), silent=True)
    for booth in booths.every_bound(tx):
        outgoing = Outgoing(Side.QUEUE, act, Priority.STATUS)
        group.put(tx, booth, lanes.of_queue(booth), outgoing, now)

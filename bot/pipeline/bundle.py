"""Several short messages of one visitor in one, when the group's limit lets them wait (pure).

One message a relay carries four visitors a group; bundling what waits carries five times as many.
Each keeps its header, its number and the time when it was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk.hours import TOKYO
from bot.model.delivery import Outgoing, SendText
from bot.model.inputs import About, Entity
from bot.pipeline.split import TEXT_LIMIT, index_at, units

BETWEEN = "\n\n"
PATIENCE = timedelta(seconds=2)  # what has waited so long waits for the group's limit


@dataclass(frozen=True, slots=True)
class Written:
    """One relayed message on its way to staff, and when it was written."""

    outgoing: Outgoing
    at: datetime


def is_bundled(outgoing: Outgoing) -> bool:
    """Say whether it may stand with others in one message: a text under a header of its own.

    A later part of a long text has no header; what hangs on an earlier message hangs alone, and so
    does whatever is more than words.
    """
    act = outgoing.act
    is_relayed = outgoing.about is About.RELAY and outgoing.expires is None
    if not is_relayed or not isinstance(act, SendText):
        return False
    headed = bool(act.entities) and act.entities[0].kind == "bold" and act.entities[0].offset == 0
    return headed and act == SendText(act.text, act.entities)


def bundled(waiting: Iterable[Written]) -> tuple[SendText, int]:
    """Join as many as one message holds, from the first on; give it, and how many they are.

    All must be bundled ones. One alone stays as it is, without the time.
    """
    text, entities, count = "", tuple[Entity, ...](), 0
    first: SendText | None = None
    for each in waiting:
        act = each.outgoing.act
        if not isinstance(act, SendText):
            break
        first = first or act
        timed = _timed(act, each.at)
        gap = BETWEEN if text else ""
        if units(text + gap + timed.text) > TEXT_LIMIT:
            break
        shift = units(text + gap)
        moved = (replace(mark, offset=mark.offset + shift) for mark in timed.entities)
        text, entities, count = text + gap + timed.text, (*entities, *moved), count + 1
    if first is None:
        raise ValueError("a bundle begins with a text")
    if count < 2:  # noqa: PLR2004 - one alone
        return first, 1
    return SendText(text, entities), count


def _timed(act: SendText, at: datetime) -> SendText:
    """Put the time behind the header."""
    local = at.astimezone(TOKYO)
    header = act.entities[0].length
    mark = f"（{local.hour}:{local.minute:02d}）"
    end = index_at(act.text, header)
    shifted = (
        replace(each, offset=each.offset + units(mark)) if each.offset >= header else each
        for each in act.entities
    )
    return replace(act, text=f"{act.text[:end]}{mark}{act.text[end:]}", entities=tuple(shifted))

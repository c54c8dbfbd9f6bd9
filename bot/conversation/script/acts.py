"""What a line of a script lets happen, as an input of the engine."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.conversation.holding import INVITED
from bot.conversation.script.script import CLOSES, RESUMES, Line
from bot.conversation.script.visitor import OURS, Visitor
from bot.i18n import TOKYO
from bot.model.ids import NO_DESK, MessageId, StaffRef
from bot.model.inputs import (
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    Invited,
    MediaKind,
    Notified,
    Pressed,
    Reacted,
    Said,
    Showed,
    Staff,
    Started,
    VisitorInput,
)


def happens(line: Line, visitor: Visitor, press: str = "") -> VisitorInput:
    """Give what a line lets happen to a visitor; `press` is what a button sends."""
    text = line.piece(visitor.language).text
    if line.key in {"writes", "shows"}:
        visitor.message = MessageId(visitor.message + 1)
    if line.key == "presses":
        return Pressed(OURS, press, language_hint=visitor.hint)
    return _ACTS[line.key](text, line, visitor)


def _desk(notice: str, line: Line) -> VisitorInput:
    if notice == CLOSES:
        return CaseEnded()
    if notice == RESUMES:
        return CaseResumed()
    if notice == INVITED:
        return Invited(Staff(StaffRef(""), line.values.get("name", "")), NO_DESK)
    return Notified(notice, {name: _value(value) for name, value in line.values.items()})


def _value(written: str) -> str | datetime:
    """Read a value of a notice: a time, in Tokyo unless it says otherwise, or a text."""
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        return written
    return time if time.tzinfo else time.replace(tzinfo=TOKYO)


_ACTS: Mapping[str, Callable[[str, Line, Visitor], VisitorInput]] = {
    "opens": lambda text, _, visitor: Started(text, visitor.hint),
    "old button": lambda text, _, visitor: Pressed(OURS, text, language_hint=visitor.hint),
    "writes": lambda text, _, visitor: Said(visitor.message, text),
    "edits": lambda text, _, visitor: Edited(visitor.message, text),
    "shows": lambda text, line, visitor: Showed(visitor.message, MediaKind(text), line.caption),
    "reacts": lambda text, _, visitor: Reacted(OURS, text),
    "command": lambda text, *_: Commanded(text),
    "desk": lambda text, line, _: _desk(text, line),
}

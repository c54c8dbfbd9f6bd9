"""Cut a text that is too long for one message, at line ends, its formatting kept.

Lengths are in UTF-16 units, as Telegram counts them (TELEGRAM.md 1.4).
"""

from dataclasses import dataclass, replace

from bot.model.inputs import Entity

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
LAST_OF_ONE_UNIT = "\uffff"
REASONABLE_BREAK = 0.5  # a line end in the first half of a part would waste half a message


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with the formatting that lies in it."""

    text: str
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def index_at(text: str, limit: int) -> int:
    """Find the most characters that fit into `limit` units without halving one."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > LAST_OF_ONE_UNIT else 1
        if used > limit:
            return index
    return len(text)


def headed(header: str, text: str, entities: tuple[Entity, ...]) -> Piece:
    """Put a bold header line above a text."""
    if not text:
        return Piece(header, (Entity("bold", 0, units(header)),))
    shift = units(header) + 1
    moved = tuple(replace(entity, offset=entity.offset + shift) for entity in entities)
    return Piece(f"{header}\n{text}", (Entity("bold", 0, units(header)), *moved))


def split(piece: Piece, limit: int = TEXT_LIMIT) -> tuple[Piece, ...]:
    """Cut a piece into parts of at most `limit` units; nothing that can be seen is lost.

    A part of nothing but white space is left out: it cannot be sent.
    """
    parts = []
    rest = piece
    while units(rest.text) > limit:
        end = _break(rest.text, limit)
        parts.append(_window(rest, 0, end))
        rest = _window(rest, end, len(rest.text))
        if rest.text.startswith("\n"):
            rest = _window(rest, 1, len(rest.text))
    seen = tuple(part for part in (*parts, rest) if part.text.strip())
    return seen or (_window(piece, 0, min(len(piece.text), limit // 2)),)


def _break(text: str, limit: int) -> int:
    end = index_at(text, limit)
    line_end = text.rfind("\n", int(end * REASONABLE_BREAK), end + 1)
    return line_end if line_end > 0 else end


def _window(piece: Piece, start: int, end: int) -> Piece:
    """Take the characters from start to end with what formatting overlaps them."""
    first, last = units(piece.text[:start]), units(piece.text[:end])
    cut = []
    for entity in piece.entities:
        left = max(entity.offset, first)
        right = min(entity.offset + entity.length, last)
        if right > left:
            cut.append(replace(entity, offset=left - first, length=right - left))
    return Piece(piece.text[start:end], tuple(cut))

"""Texts broken into lines of a width, reckoned without a font: a box must hold any of them."""

import re
import unicodedata

WIDE, EITHER = frozenset("WF"), "A"
NARROW = 0.58  # of the letter size; a wide sans-serif's Latin letters are so on average
ATOMS = re.compile(r"\s+|[!-~À-ɏḀ-ỿ가-힣]+|.", re.DOTALL)
"""A word of Latin or Korean letters stays whole; anything else may be broken between two signs."""
CLOSING = frozenset(
    "、。，．・：；？！」』）］｝〉》】ー…～ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]}:;!?,."
)
"""What no line begins with."""


def width_of(text: str, size: float) -> float:
    """Reckon how wide a text is in letters of a size."""
    return sum(size if _is_wide(sign) else size * NARROW for sign in text)


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break a text; its own line ends stay, and a line that is too long by itself is cut."""
    return tuple(line for each in text.splitlines() for line in _broken(each, width, size))


def clip(text: str, width: float, size: float) -> str:
    """Cut a text to a width, with an ellipsis where something is missing."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def _broken(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for atom in _atoms(text):
        if lines[-1] and width_of((lines[-1] + atom).rstrip(), size) > width:
            lines.append("")
        pieces = [atom.lstrip() if not lines[-1] else atom]
        if width_of(atom, size) > width:  # one word that is wider than the box
            pieces = list(atom)
        for piece in pieces:
            if width_of(lines[-1] + piece, size) > width and lines[-1] and len(pieces) > 1:
                lines.append("")
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _atoms(text: str) -> list[str]:
    atoms: list[str] = []
    for atom in ATOMS.findall(text):
        if atoms and atom in CLOSING:
            atoms[-1] += atom
        else:
            atoms.append(atom)
    return atoms


def _is_wide(sign: str) -> bool:
    """Say whether a sign is as wide as it is high; a letter that may be either is a Latin one."""
    width = unicodedata.east_asian_width(sign)
    return width in WIDE or (width == EITHER and not sign.isalpha())

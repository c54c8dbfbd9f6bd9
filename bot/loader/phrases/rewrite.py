"""Change single texts of a YAML file and leave every other letter as it is.

Each change is proved: the file is read again, and nothing but that one text may differ.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import ScalarEvent

from bot.loader.report import Spot

BLOCKS = ("|", ">")


@dataclass(frozen=True, slots=True)
class _Scalar:
    """One text of a file, with its place in it."""

    start: int
    end: int
    spot: tuple[int, int]
    style: str
    value: str


def put(text: str, spot: Spot, value: str) -> str | None:
    """Put a value in the place of the text at a spot; None where it cannot stand there."""
    scalars = _scalars(text)
    for index, old in enumerate(scalars):
        if old.spot == (spot.line, spot.column):
            wanted = [each.value for each in scalars]
            wanted[index] = value
            end = old.start + len(text[old.start : old.end].rstrip())
            ways = (_with_its_line_ends(text, way) for way in _ways(text, old, value))
            changed = (text[: old.start] + way + text[end:] for way in ways)
            return next((each for each in changed if _says(each, wanted)), None)
    return None


def add_below(text: str, spot: Spot, value: str) -> str | None:
    """Add an item below the one at a spot; None where the list is no list of lines."""
    scalars = _scalars(text)
    for index, old in enumerate(scalars):
        if old.spot == (spot.line, spot.column):
            wanted = [each.value for each in scalars]
            wanted.insert(index + 1, value)
            begin = text.rfind("\n", 0, old.start) + 1
            end = (text + "\n").index("\n", old.end) + 1
            above = text[:end] if text.endswith("\n") else text + "\n"
            lines = (text[begin : old.start] + way + "\n" for way in (value, _quoted(value)))
            changed = (above + _with_its_line_ends(text, line) + text[end:] for line in lines)
            return next((each for each in changed if _says(each, wanted)), None)
    return None


def _ways(text: str, old: _Scalar, value: str) -> Iterator[str]:
    """Give the ways to write a value in the place of another, the plainest first."""
    if old.style in BLOCKS:
        header, _, body = text[old.start : old.end].partition("\n")
        first = next(line for line in body.splitlines() if line.strip())
        yield _block(header.replace(">", "|"), len(first) - len(first.lstrip(" ")), value)
    elif "\n" not in value:
        yield from (value, _quoted(value))
    else:
        line = text[text.rfind("\n", 0, old.start) + 1 : old.start]
        key = len(line) - len(line.lstrip(" -"))
        yield _block("|", key + 2, value)


def _block(header: str, indent: int, value: str) -> str:
    lines = (" " * indent + line if line.strip() else "" for line in value.split("\n"))
    return "\n".join((header.rstrip(), *lines))


def _with_its_line_ends(text: str, added: str) -> str:
    return added.replace("\n", "\r\n") if "\r\n" in text else added


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _says(text: str, wanted: list[str]) -> bool:
    try:
        return [each.value for each in _scalars(text)] == wanted
    except YAMLError:
        return False


def _scalars(text: str) -> list[_Scalar]:
    return [
        _Scalar(
            event.start_mark.index,
            event.end_mark.index,
            (event.start_mark.line + 1, event.start_mark.column + 1),
            event.style or "",
            str(event.value).rstrip(),
        )
        for event in YAML(typ="safe", pure=True).parse(text)
        if isinstance(event, ScalarEvent)
    ]

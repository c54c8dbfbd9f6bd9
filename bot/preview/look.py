"""A look at the editors' files: what is wrong with them, told where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.conversation.content import Content
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.loader.messages import explain
from bot.model.errors import ContentError, Mistake, Severity


@dataclass(frozen=True, slots=True)
class Told:
    """One mistake, as the page shows it."""

    file: str
    line: int
    severity: Severity
    words: str
    source: str
    """The line itself; empty where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking; without content where something serious is wrong."""

    content: Content | None
    mistakes: tuple[Told, ...]


def look_at(flows: Path, locales: Path, today: date) -> Look:
    """Read the files as they are now."""
    try:
        return sound(load(flows, locales, today=today), flows, locales)
    except ContentError as error:
        return broken(error.mistakes, flows, locales)


def sound(loaded: Loaded, flows: Path, locales: Path) -> Look:
    """Tell what is remarked on in files that are read and may be used."""
    return Look(loaded.content, _told(loaded.remarks, flows, locales))


def broken(mistakes: Sequence[Mistake], flows: Path, locales: Path) -> Look:
    """Tell what is wrong with files that may not be used."""
    return Look(None, _told(mistakes, flows, locales))


def _told(mistakes: Sequence[Mistake], flows: Path, locales: Path) -> tuple[Told, ...]:
    """Put the serious ones first."""
    homes = {flows.name: flows.parent, locales.name: locales.parent}
    ordered = sorted(mistakes, key=lambda mistake: mistake.severity is not Severity.SERIOUS)
    return tuple(_tell(mistake, homes.get(Path(mistake.file).parts[0])) for mistake in ordered)


def _tell(mistake: Mistake, home: Path | None) -> Told:
    place = f"{mistake.file}:{mistake.line}:{mistake.column} "
    words = explain(mistake, "ja").removeprefix(place)
    source = _line(home / mistake.file, mistake.line) if home else ""
    return Told(mistake.file, mistake.line, mistake.severity, words, source)


def _line(path: Path, number: int) -> str:
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[number - 1] if number <= len(lines) else ""

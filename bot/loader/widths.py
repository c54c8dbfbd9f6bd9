"""Full-width signs where YAML wants narrow ones: read as they were meant, with a warning.

What stands below a `|` is the visitor's text, where they are right, and is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.model.errors import Mistake, Severity

WIDE_SPACE = "\u3000"
COLUMNS = 2  # a full-width space is as wide as two narrow ones, and was lined up by eye

WIDE = re.compile(r"[\u3000：－＂“｜]")
START = re.compile(r"^[ \u3000]*")
HYPHEN = re.compile(r"^(?P<before> *)(?P<sign>[-－])(?P<gap>[ \u3000]+)")
KEY = r"^(?P<before>(?: *- +)* *)(?P<key>[^\s#\"'\[\]{}：:-][^\"'#\[\]{}]*?)"
COLON = re.compile(rf"{KEY}(?P<sign>：)[ \u3000]*(?P<rest>[^：]*)$")
FAR_COLON = re.compile(rf"{KEY}(?P<sign>：)[ \u3000]*(?P<rest>.*)$")
GAP = re.compile(rf"{KEY}(?P<sign>:\u3000+)")
QUOTED = re.compile(
    r"(?P<before>(?:^| )(?:-|[^\s:]+:) +)(?P<sign>[＂“])(?P<text>[^＂“”]*)[＂”] *$"
)
BAR = re.compile(r"(?P<before>(?:^| )(?:-|[^\s:]+:) +)(?P<sign>｜) *$")
BLOCK = re.compile(r"(?:^| )(?:-|[^\s:][^:]*:) +[|>][-+0-9]* *(?:#.*)?$")
TARGET = re.compile(r"(?:[A-Za-z0-9_.-]+|[|[].*)?")
"""What is no end of a sentence: nothing, the name of a step, a text or list that follows."""


def narrowed(text: str, file: str, keys: frozenset[str]) -> tuple[str, list[Mistake]]:
    """Give the text as it was meant, and a warning for each sign that was taken for another."""
    reading = _Reading(file, keys)
    lines = [reading.line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return "\n".join(lines), reading.warnings


@dataclass(slots=True)
class _Reading:
    """Goes down a file, knowing whether it is within a text."""

    file: str
    keys: frozenset[str]
    warnings: list[Mistake] = field(default_factory=list)
    block: int | None = None
    """How far the key is indented whose text this is."""

    def line(self, number: int, line: str) -> str:
        """Read one line."""
        if self.block is not None and (_depth(line) > self.block or line.startswith("\t")):
            return self._indented(number, line) if _is_short(line, self.block) else line
        if line.strip():
            self.block = None
        if self.block is not None or line.lstrip(" \u3000").startswith("#"):
            return line
        if WIDE.search(line):
            line = self._mended(number, line)
        if BLOCK.search(line):
            self.block = _indentation_of_key(line)
        return line

    def _mended(self, number: int, line: str) -> str:
        for mend in (
            self._indented,
            self._hyphen,
            self._colon,
            self._gap,
            self._quotes,
            self._bar,
        ):
            line = mend(number, line)
        return line

    def _indented(self, number: int, line: str) -> str:
        start = START.match(line)
        if not start or WIDE_SPACE not in start[0] or not line.strip():
            return line
        self._warn(number, start[0].index(WIDE_SPACE), "wide_space")
        return start[0].replace(WIDE_SPACE, " " * COLUMNS) + line[start.end() :]

    def _hyphen(self, number: int, line: str) -> str:
        found = HYPHEN.match(line)
        if not found or (found["sign"] == "-" and WIDE_SPACE not in found["gap"]):
            return line
        if found["sign"] != "-":
            self._sign(number, found, "-")
        else:
            self._warn(number, found.start("gap"), "wide_space")
        gap = found["gap"].replace(WIDE_SPACE, " ")
        return f"{found['before']}-{gap}{line[found.end() :]}"

    def _colon(self, number: int, line: str) -> str:
        if re.search(r":(?:\s|$)", line):
            return line
        found = FAR_COLON.match(line)
        if not found or found["key"].strip() not in self.keys:
            found = COLON.match(line)
            if not found or not self._is_key(found):
                return line
        self._sign(number, found, ":")
        return f"{found['before']}{found['key']}: {found['rest']}".rstrip()

    def _is_key(self, found: re.Match[str]) -> bool:
        """Say whether a line with a full-width colon is a key, and not a sentence with one."""
        listed = "-" in found["before"] and found["rest"][:1] not in ("", "|")
        return not listed and bool(TARGET.fullmatch(found["rest"].rstrip()))

    def _gap(self, number: int, line: str) -> str:
        found = GAP.match(line)
        if not found:
            return line
        self._warn(number, found.start("sign") + 1, "wide_space")
        return f"{line[: found.start('sign')]}: {line[found.end() :]}"

    def _quotes(self, number: int, line: str) -> str:
        found = QUOTED.search(line)
        if not found:
            return line
        self._sign(number, found, '"')
        quoted = found["text"].replace("'", "''")
        return f"{line[: found.start('sign')]}'{quoted}'"

    def _bar(self, number: int, line: str) -> str:
        found = BAR.search(line)
        if not found:
            return line
        self._sign(number, found, "|")
        return f"{line[: found.start('sign')]}|"

    def _sign(self, number: int, found: re.Match[str], meant: str) -> None:
        values = (("sign", found["sign"]), ("meant", meant))
        self._warn(number, found.start("sign"), "wide_sign", values)

    def _warn(
        self, number: int, at: int, problem: str, values: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self.warnings.append(Mistake(self.file, number, at + 1, problem, values, Severity.WARNING))


def _indentation_of_key(line: str) -> int:
    """Count how far in the key or hyphen stands whose text begins below this line."""
    rest = line.lstrip(" -")
    return line.rindex("-") if rest[0] in "|>" else len(line) - len(rest)


def _depth(line: str) -> int:
    """Count how far a line is indented to the eye."""
    return sum(COLUMNS if letter == WIDE_SPACE else 1 for letter in _start(line))


def _is_short(line: str, block: int) -> bool:
    """Say whether YAML would end the text here, since it counts narrow spaces alone."""
    return len(line) - len(line.lstrip(" ")) <= block


def _start(line: str) -> Iterator[str]:
    found = START.match(line)
    yield from found[0] if found else ""

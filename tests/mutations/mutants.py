"""Mutants of the shipped files: one slip each, by a seed, and the line where it was made."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.conversation.steps import KINDS
from bot.simulator.clock import Chance

Files = Mapping[str, bytes]
"""Path below the home folder → what stands in the file."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """The files after one slip."""

    how: str
    file: str
    line: int
    """From 1; 0 where no line is left: the slip is the whole file, or a line gone."""
    files: dict[str, bytes]


Slip = Callable[[Chance, list[str]], int]
"""Changes the lines of one file, and says which; 0: this file cannot be changed so."""


def mutant(seed: int, files: Files) -> Mutant:
    """Make the mutant of a seed."""
    chance = Chance(seed)
    how = _one(chance, list(SLIPS))
    while True:
        file = _one(chance, [path for path in sorted(files) if _fits(how, path)])
        if how in WHOLE:
            return Mutant(how, file, 0, WHOLE[how](chance, dict(files), file))
        lines = files[file].decode().split("\n")
        line = SLIPS[how](chance, lines)
        if line:
            changed = "\n".join(lines).encode("utf-8", "surrogatepass")
            if changed != files[file]:
                at = 0 if how == "line deleted" else line
                return Mutant(how, file, at, {**files, file: changed})


T = TypeVar("T")


def _one(chance: Chance, of: Sequence[T]) -> T:
    return of[chance.between(0, len(of) - 1)]


def _fits(how: str, path: str) -> bool:
    if how.startswith("translation"):
        return path.endswith(".po")
    if how.startswith("wording"):
        return path.endswith(".txt")
    return path.endswith((".yaml", ".txt") if how in WHOLE else ".yaml")


def _at(chance: Chance, lines: list[str], pattern: str) -> int:
    """Choose a line that looks like this; 0 when there is none."""
    found = [number for number, line in enumerate(lines, 1) if re.search(pattern, line)]
    found = [number for number in found if not lines[number - 1].lstrip().startswith("#")]
    return _one(chance, found) if found else 0


def _changing(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Slip:
    def slip(chance: Chance, lines: list[str]) -> int:
        at = _at(chance, lines, pattern)
        if at:
            lines[at - 1] = re.sub(pattern, new, lines[at - 1], count=1)
        return at

    return slip


def _swapped(found: re.Match[str]) -> str:
    """Let two neighbours of a word change places."""
    word = found[0]
    return word[1] + word[0] + word[2:]


def _deleted(chance: Chance, lines: list[str]) -> int:
    at = _at(chance, lines, r"^ *(?:- )?[a-z][a-z_ -]*:")
    if at:
        del lines[at - 1]
    return at


def _doubled(chance: Chance, lines: list[str]) -> int:
    at = _at(chance, lines, r"^ *[a-z][a-z_ ]*: [^|\s]")
    if at:
        lines.insert(at, lines[at - 1])
    return at + 1 if at else 0


def _letter(chance: Chance, lines: list[str]) -> int:
    at = _at(chance, lines, r"\S")
    if at:
        where = chance.between(0, len(lines[at - 1]))
        odd = _one(chance, "\t\x00\x07\u3000：#@`%&*!|>'\"{}[],?-\ufeff\u2028")
        lines[at - 1] = lines[at - 1][:where] + odd + lines[at - 1][where:]
    return at


def _added(text: str) -> Slip:
    def slip(chance: Chance, lines: list[str]) -> int:
        at = _at(chance, lines, r"^ {6,}[ぁ-ん一-鿿]")
        if at:
            start = re.match(" *", lines[at - 1])
            lines.insert(at, f"{start[0] if start else ''}{text}")
        return at + 1 if at else 0

    return slip


def _long(chance: Chance, lines: list[str]) -> int:
    at = _at(chance, lines, r"^ {6,}[ぁ-ん一-鿿]")
    if at:
        lines[at - 1] += "あ" * 4100
    return at


def _wording_doubled(chance: Chance, lines: list[str]) -> int:
    at = _at(chance, lines, r"\S")
    lines.insert(at, f"{lines[at - 1]}！")
    return at + 1


def _wording_taken(chance: Chance, lines: list[str]) -> int:
    lines.insert(chance.between(0, len(lines) - 1), TAKEN)
    return lines.index(TAKEN) + 1


def _wording_long(chance: Chance, lines: list[str]) -> int:
    at = _at(chance, lines, r"\S")
    lines[at - 1] += "あ" * 200
    return at


TAKEN = "相談は無料ですか"
"""A phrase of `asked as`, by which `cost` is asked for."""
KEY = r"(?<![^ ])[a-z][a-z_]{2,}(?=:)"
TARGET = r"(?<=: )[a-z][a-z_]{2,}$"
SLIPS: dict[str, Slip] = {
    "key misspelt": _changing(KEY, _swapped),
    "target misspelt": _changing(TARGET, _swapped),
    "indentation more": _changing(r"^(?= *[-a-z])", " "),
    "indentation less": _changing(r"^ (?= *[-a-z])", ""),
    "tab for indentation": _changing(r"^ +", "\t"),
    "wide space": _changing(r"^ {2}", "\u3000"),
    "wide colon": _changing(r": ?", "："),
    "colon gone": _changing(r"(?<=[a-z]):(?= |$)", ""),
    "space gone": _changing(r"(?<=[a-z]:) (?=\S)", ""),
    "hyphen gone": _changing(r"^( *)- ", r"\1"),
    "bar gone": _changing(r": \|$", ":"),
    "value gone": _changing(r"(?<=: )\S.*$", ""),
    "quote opened": _changing(r"(?<=: )(?=[^|\s])", '"'),
    "bracket opened": _changing(r"(?<=: )(?=[^|\s])", "["),
    "anchor": _changing(r"(?<=: )(?=[^|\s])", "&a "),
    "tag": _changing(r"(?<=: )(?=[^|\s])", "!!python/object:os.system "),
    "kind unknown": _changing(rf"\b({'|'.join(KINDS)}):", "speak:"),
    "line deleted": _deleted,
    "line doubled": _doubled,
    "letter added": _letter,
    "brace misspelt": _changing(r"\{[a-z]+\.", "{fcats."),
    "brace open": _changing(r"(\{[a-z._]+)\}", r"\1"),
    "promise": _added("絶対に、だれにも言いません。"),
    "number": _added("電話は03-1234-5678です。"),
    "who are you": _added("お名前と住所を教えてください。"),
    "loop": _changing(r"^  - say: \|$", "  - go: say\n  - say: |"),
    "too long": _long,
    "digit": _changing(r"(?<=number: 0120-)\d", lambda found: str((int(found[0]) + 1) % 10)),
    "hurdle": _changing(r"^hurdle: \d", "hurdle: 1"),
    "wording doubled": _wording_doubled,
    "wording taken": _wording_taken,
    "wording long": _wording_long,
    "translation quote gone": _changing(r'"$', ""),
    "translation brace": _changing(r"(?<=\")([^\"]*)\{([a-z.]+)\}", r"\1{x}"),
    "translation word": _changing(r"^msgstr", "msgstring"),
}

Whole = Callable[[Chance, dict[str, bytes], str], dict[str, bytes]]


def _without(_: Chance, files: dict[str, bytes], file: str) -> dict[str, bytes]:
    del files[file]
    return files


def _being(*contents: bytes) -> Whole:
    def change(chance: Chance, files: dict[str, bytes], file: str) -> dict[str, bytes]:
        return {**files, file: _one(chance, contents)}

    return change


def _encoded(chance: Chance, files: dict[str, bytes], file: str) -> dict[str, bytes]:
    name = _one(chance, ["cp932", "euc_jp", "utf-16", "utf-8-sig", "utf-32"])
    return {**files, file: files[file].decode().encode(name, "replace")}


def _cut(chance: Chance, files: dict[str, bytes], file: str) -> dict[str, bytes]:
    return {**files, file: files[file][: chance.between(0, len(files[file]) - 1)]}


BOMB = b"a: &a [x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 118)
)
WHOLE: dict[str, Whole] = {
    "file missing": _without,
    "file empty": _being(b"", b"\n\n", b"# x\n"),
    "file huge": _being(b"flow: x\n" * 200_000, b"x" * 2_000_000),
    "file bomb": _being(BOMB, b"[" * 50_000, b"- " * 50_000, b"{a: " * 20_000),
    "file encoded": _encoded,
    "file cut": _cut,
}
SLIPS |= dict.fromkeys(WHOLE, lambda _chance, _lines: 0)

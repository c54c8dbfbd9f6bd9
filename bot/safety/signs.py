"""The editors' signs, ready to be looked for.

A sign is written as people write, with three marks: （死/消え）たい for words that may stand in
one place, … for up to twelve letters of anything, and ＝ before what must be the whole message. No
other mark means anything, so a sign can neither be wrong nor slow: what it costs grows with the
text's length and with nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, islice, pairwise
from typing import TypeVar

from bot.model.danger import Level, Type
from bot.safety.fold import Reading, folded, single

GAP = 12  # letters; two words with more between them say nothing about each other

WHOLE = "＝"
MOST_HITS = 20  # of one sign; a text that repeats it more often says nothing new

T = TypeVar("T")

_ALTERNATIVES = re.compile(r"[(（]([^()（）]*)[)）]")
_BETWEEN = re.compile("[/／]")


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the editors' list."""

    written: str
    pattern: str
    needs: tuple[tuple[str, ...], ...]
    """Of each group one must be in the text: the quick look before the pattern's.

    Without any, the sign is an empty line and is found nowhere.
    """
    type: Type | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A sign where it was found in a reading."""

    sign: Sign
    start: int
    end: int


@lru_cache(maxsize=4096)
def sign_of(written: str, type: Type | None = None, level: Level | None = None) -> Sign:
    """Read one line of the list; there is none that cannot be read."""
    pattern, needs = "", list[tuple[str, ...]]()
    whole = written.startswith(WHOLE)
    for piece in _pieces(written):
        if piece is None:
            pattern += f".{{0,{GAP}}}?"
            continue
        pattern += f"(?:{'|'.join(map(_drawn_out, piece))})"
        if "" not in piece:
            needs.append(tuple(map(single, piece)))
    if whole:
        pattern = rf"\A{pattern}\Z"
    return Sign(written, pattern, tuple(needs), type, level)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile what is looked for in a text at last: most signs of a list never are."""
    return re.compile(pattern)


def _drawn_out(word: str) -> str:
    """Match a word also where some of its letters are repeated.

    In kana a letter that is written twice must be there twice, or たたく would be found in したく.
    """
    return "".join(
        f"{re.escape(letter)}{{{len(list(same)) if 'ぁ' <= letter <= 'ゖ' else 1},}}"
        for letter, same in groupby(word)
    )


def _pieces(written: str) -> Iterator[tuple[str, ...] | None]:
    at = 0
    for group in _ALTERNATIVES.finditer(written):
        yield from _plain(written[at : group.start()])
        words = {folded(word) for word in _BETWEEN.split(group[1])}
        yield tuple(sorted(words, key=lambda word: (-len(word), word)))
        at = group.end()
    yield from _plain(written[at:])


def _plain(written: str) -> Iterator[tuple[str, ...] | None]:
    for at, part in enumerate(written.split("…")):
        if at:
            yield None
        if letters := folded(part):
            yield (letters,)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Signs, and their words by the two letters they begin with: few are looked for in a text."""

    signs: tuple[Sign, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False)
    """The signs in whose first group a word is, by their numbers."""

    @classmethod
    def of(cls, signs: Iterable[Sign]) -> "Lookup":
        """Make signs ready."""
        signs = tuple(signs)
        words = sorted({word for sign in signs for group in sign.needs for word in group})
        by_letters = defaultdict[str, list[str]](list)
        for word in words:
            by_letters[word[:2]].append(word)
        first = defaultdict[str, list[int]](list)
        for number, sign in enumerate(signs):
            for word in sign.needs[0] if sign.needs else ():
                first[word].append(number)
        return cls(signs, _fixed(by_letters), _fixed(first))

    def hits(self, reading: Reading) -> Iterator[Hit]:
        """Find every sign, and each wherever it stands, up to twenty times."""
        text = single(reading.text)
        grams = {*text, *map("".join, pairwise(text))}
        there = {
            word for gram in grams & self.words.keys() for word in self.words[gram] if word in text
        }
        near = {number for word in there for number in self.first.get(word, ())}
        for sign in (self.signs[number] for number in sorted(near)):
            if all(not there.isdisjoint(group) for group in sign.needs):
                for found in islice(_compiled(sign.pattern).finditer(reading.text), MOST_HITS):
                    start, end = _trimmed(reading, *found.span())
                    if reading.whole(start, end):
                        yield Hit(sign, start, end)


def _fixed(found: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(values) for key, values in found.items()}


def _trimmed(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Give a repeated letter back to the word beside: the t of "want" to that before "to"."""
    text, glued = reading.text, reading.glued
    while start + 1 < end and glued[start] and text[start] == text[start + 1]:
        start += 1
    while start < end - 1 and end < len(text) and glued[end] and text[end - 1] == text[end - 2]:
        end -= 1
    return start, end


@dataclass(frozen=True, slots=True)
class Signs:
    """Everything the editors wrote about danger."""

    signs: Lookup = Lookup()
    harmless: Lookup = Lookup()
    """Words that hold a sign and are none."""
    figures: Lookup = Lookup()
    """Talk in which a sign is a figure of speech."""

    @classmethod
    def of(
        cls, signs: Iterable[Sign], harmless: Iterable[Sign], figures: Iterable[Sign]
    ) -> "Signs":
        """Make ready what the files say."""
        return cls(Lookup.of(signs), Lookup.of(harmless), Lookup.of(figures))

"""A text as whoever learns from it should read it: undressed, but with its words apart.

However a text was dressed up, its sentence is the same, or nearly: what is learnt holds for both.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from bot.safety.fold import DEATH_BY_SOUND, DEATH_IN_TWO, SPELLED, Reading, packed, single
from bot.safety.lookalike import DIGITS_AS_LETTERS, HOMOGLYPHS, KATAKANA, VARIANTS

LONGEST = 16  # letters of a word; a longer one is not looked for in what was spelled out
UNKNOWN = 3  # words that may be taken for one letter that is in none

_APOSTROPHE = re.compile("['’]")
_LATIN_LETTER = "[a-zà-ɏḁ-ỹ]"
_LATIN_WORD = re.compile(_LATIN_LETTER, re.IGNORECASE)
_DIGIT_IN_WORD = re.compile(f"{_LATIN_LETTER}[013]|[013]{_LATIN_LETTER}", re.IGNORECASE)
_HIRAGANA = re.compile("[ぁ-ゖ]")
_KATAKANA = re.compile("[ァ-ヶ]")
_LATIN = re.compile(r"[\x21-\x7e]+")
_DRAWN_OUT = re.compile(r"(.)\1\1+")


def sentence(text: str, words: Collection[str]) -> str:
    """Undress a text; what is spelled out in Latin letters is divided into `words`."""
    if _DIGIT_IN_WORD.search(text):
        text = "".join(DIGITS_AS_LETTERS.get(letter, letter) for letter in text)
    reading = packed(_APOSTROPHE.sub("", text), _table(text))
    spaced = " ".join("".join(_spaced(reading, words)).split())
    return DEATH_BY_SOUND.sub("死", DEATH_IN_TWO.sub("死", _calm(spaced))).rstrip(" ー")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """List the Latin words of texts."""
    latin = (text for text in texts if _LATIN_WORD.search(text))
    found = (word for text in latin for word in sentence(text, ()).split())
    return frozenset(word for word in found if word.isascii() and len(word) <= LONGEST)


def _spaced(reading: Reading, words: Collection[str]) -> Iterator[str]:
    """Give the letters, with spaces around each Latin word."""
    at = 0
    for run in _LATIN.finditer(reading.text):
        start, end = run.span()
        yield reading.text[at:start] + " "
        if end - start >= SPELLED and not reading.joined(start, end):
            yield " ".join(_divided(run.group(), words))
        else:
            for place in range(start, end):
                yield reading.text[place] if reading.glued[place] else f" {reading.text[place]}"
        yield " "
        at = end
    yield reading.text[at:]


def _divided(letters: str, words: Collection[str]) -> tuple[str, ...]:
    """Divide letters into few words, with few letters between that are in none."""
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for end in range(1, len(letters) + 1):
        found = (best[-1][0] + UNKNOWN, (*best[-1][1], letters[end - 1]))
        for start in range(max(0, end - LONGEST), end):
            if letters[start:end] in words and best[start][0] + 1 < found[0]:
                found = (best[start][0] + 1, (*best[start][1], letters[start:end]))
        best.append(found)
    return best[-1][1]


def _calm(text: str) -> str:
    """Take back what was drawn out: a few letters, or all of them."""
    runs = [len(list(same)) for letter, same in groupby(text) if letter != " "]
    is_doubled = len(runs) > 1 and min(runs) > 1
    return single(text) if is_doubled else _DRAWN_OUT.sub(r"\1", text)


def _table(text: str) -> dict[int, str]:
    """Choose which letters are taken for which: words in katakana stay, and Japanese kanji."""
    letters = unicodedata.normalize("NFKC", text)
    if _HIRAGANA.search(letters):
        return str.maketrans(HOMOGLYPHS)
    is_japanese = _KATAKANA.search(letters)
    return str.maketrans(HOMOGLYPHS | (KATAKANA if is_japanese else VARIANTS))

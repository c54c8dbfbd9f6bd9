"""What a text says when its dress is taken off: a few readings, of which any may hold a sign.

A reading has no spaces and no marks, so a word that was taken apart is whole again. Whether two
letters stood side by side is kept, since "diet" must not be read as "die".
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from bot.safety.lookalike import (
    BEHIND_MASKS,
    DIGITS_AS_KANA,
    DIGITS_AS_LETTERS,
    HOMOGLYPHS,
    KATAKANA,
    MASKS,
    SMALL,
    SQUARED,
    VARIANTS,
)
from bot.safety.romaji import with_kana

SHORT = 200  # letters; only what is short is read backwards, in columns or with letters guessed
BACKWARDS = 12  # letters; who writes them backwards writes few
SPELLED = 5  # letters; a shorter word that is spelled out may be the ends of two others
MOST_MASKS = 3  # more of them are an ornament
MOST_REPEATED = 3  # of one letter; a thousand say no more than that, and cost more

DEATH_IN_TWO = re.compile("[タﾀ夕歹][ヒﾋ匕](?![チﾁ])")  # letters that look like 死; not Tahiti
DEATH_BY_SOUND = re.compile(
    "[氏市詩四志師士史視試](?=にた[いく]|にて|にま|にそう|ぬ|のう|んじ|ね$)"
)
_MASK = re.compile(f"[{re.escape(MASKS)}]")
_KANA = {katakana: SMALL.get(kana, kana) for katakana, kana in KATAKANA.items()}
_TABLE = str.maketrans(HOMOGLYPHS | VARIANTS | SMALL | _KANA)
_SQUARED = str.maketrans(SQUARED)
_VOWELS = {
    vowel: frozenset(row)
    for vowel, row in {
        "あ": "あかさたなはまやらわがざだばぱ",
        "い": "いきしちにひみりぎじぢびぴ",
        "う": "うくすつぬふむゆるぐずづぶぷ",
        "え": "えけせてねへめれげぜでべぺ",
        "お": "おこそとのほもよろをごぞどぼぽ",
    }.items()
}
_OPEN_SYLLABLE = re.compile("([가-힣])([\u1100-\u1112])")  # as NFKC leaves a syllable taken apart
_FINALS = dict(
    zip(
        "ᄀᄂᄃᄅᄆᄇᄉᄋᄌᄎᄏᄐᄑᄒ",
        (1, 4, 7, 8, 16, 17, 19, 21, 22, 23, 24, 25, 26, 27),
        strict=True,
    )
)
"""Which final a consonant becomes that stands behind its syllable."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Letters alone, and for each whether it went on a Latin word that stood before it."""

    text: str
    glued: bytes

    def whole(self, start: int, end: int) -> bool:
        """Say whether a stretch begins and ends where words do.

        A short Latin word must be written as one, or "to d..." would hold "od".
        """
        if (
            self.text[start:end].isascii()
            and end - start < SPELLED
            and not self.joined(start, end)
        ):
            return False
        return not self.glued[start] and (end >= len(self.text) or not self.glued[end])

    def joined(self, start: int, end: int) -> bool:
        """Say whether any letters of a stretch were written as one word."""
        return any(self.glued[start + 1 : end])


def folded(text: str) -> str:
    """Fold as the plainest reading does."""
    return packed(text).text


def packed(text: str, table: Mapping[int, str] = _TABLE) -> Reading:
    """Read a text in the plainest way; `table`: which letters are taken for which."""
    letters = list[str]()
    glued = bytearray()
    last, beside, times = "", False, 0
    for letter in _letters(text, table):
        if not letter.isalnum():
            beside = beside and unicodedata.category(letter) in {"Mn", "Cf"}
            continue
        times = times + 1 if letter == last else 1
        if times <= MOST_REPEATED:
            letters.append(letter)
            glued.append(beside and letter.isascii() and last.isascii())
        last, beside = letter, True
    return Reading("".join(letters), bytes(glued))


def single(text: str) -> str:
    """Write letters that are repeated once."""
    return "".join(letter for letter, _ in groupby(text))


def readings(text: str) -> list[Reading]:
    """Read a text in every way that was thought of; the plainest comes first."""
    found = dict[str, Reading]()
    for reading in _readings(text):
        found.setdefault(reading.text, reading)
    return list(found.values())


def _readings(text: str) -> Iterator[Reading]:
    plain = packed(text)
    yield plain
    yield _same_length_or_loose(DEATH_BY_SOUND.sub("死", plain.text), plain)
    yield _loose(single(plain.text))
    yield _loose(_without_long_vowels(single(plain.text)))
    yield _loose(with_kana(single(plain.text)))
    if any(letter.isdigit() for letter in plain.text):
        yield packed("".join(DIGITS_AS_KANA.get(letter, letter) for letter in plain.text))
        yield _loose("".join(letter for letter in plain.text if not letter.isdigit()))
    if any(letter in text for letter in DIGITS_AS_LETTERS):
        yield packed("".join(DIGITS_AS_LETTERS.get(letter, letter) for letter in text))
    if len(text) <= SHORT:
        yield from _guesses(text, plain)


def _guesses(text: str, plain: Reading) -> Iterator[Reading]:
    for column in columns(text, SHORT // 10):
        yield packed(column)
    asked = text.rstrip(" ?？")  # a question at the end hides nothing
    if plain.text and 0 < len(_MASK.findall(asked)) <= MOST_MASKS:
        for letter in BEHIND_MASKS:
            yield packed(_MASK.sub(letter, asked))
    if len(plain.text) <= BACKWARDS and not plain.text.isascii():
        yield _loose(plain.text[::-1])


def columns(text: str, widest: int) -> Iterator[str]:
    """Read lines of at most `widest` letters downwards, from the left and from the right."""
    lines = [line for line in text.splitlines() if line.strip()]
    longest = max(map(len, lines), default=0)
    if len(lines) > 1 and longest <= widest:
        for turn in (1, -1):
            turned = [line[::turn].ljust(longest) for line in lines]
            yield "".join(line[at] for at in range(longest) for line in turned)


def _letters(text: str, table: Mapping[int, str]) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text.translate(_SQUARED).replace("゛", "\u3099"))
    plain = _OPEN_SYLLABLE.sub(_closed, plain)
    for letter in DEATH_IN_TWO.sub("死", plain).casefold():
        if "\u0080" <= letter < "\u0300" or "\u1e00" <= letter < "\u1f00":  # Latin with accents
            letter = unicodedata.normalize("NFD", letter)[0]
        yield letter.translate(table)


def _closed(syllable: re.Match[str]) -> str:
    """Put a consonant that stands alone back into the syllable before it."""
    final = _FINALS.get(syllable[2])
    if final is None or (ord(syllable[1]) - 0xAC00) % 28:
        return syllable[0]
    return chr(ord(syllable[1]) + final)


def _without_long_vowels(text: str) -> str:
    return "".join(
        letter
        for before, letter in zip("\0" + text, text, strict=False)
        if letter != "ー" and before not in _VOWELS.get(letter, ())
    )


def _same_length_or_loose(text: str, of: Reading) -> Reading:
    return Reading(text, of.glued) if len(text) == len(of.text) else _loose(text)


def _loose(text: str) -> Reading:
    """Take every letter for the beginning of a word where it is not known any more."""
    return Reading(
        text, bytes(b.isascii() and a.isascii() for a, b in zip("あ" + text, text, strict=False))
    )

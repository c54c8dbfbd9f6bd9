"""Every way to dress a phrase up that a machine could do: none may change what is seen.

Each gives nothing where it has nothing to do with a phrase.
"""

import unicodedata
from collections.abc import Callable

Disguise = Callable[[str], str]
HALF_WIDTH = {
    unicodedata.normalize("NFKC", half): half for half in map(chr, range(0xFF66, 0xFFA0))
}
KANA = {chr(code): chr(code + 0x60) for code in range(0x3041, 0x3094)}
CYRILLIC = dict(zip("aeiopcyx", "аеіорсух", strict=True))
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
LEET = {"i": "1", "e": "3", "o": "0"}
BOLD = {chr(0x61 + at): chr(0x1D41A + at) for at in range(26)}
CIRCLED = {chr(0x61 + at): chr(0x24D0 + at) for at in range(26)}


def _between(mark: str) -> Disguise:
    return lambda text: mark.join(text)


def _each(table: dict[str, str]) -> Disguise:
    return lambda text: "".join(table.get(letter, letter) for letter in text)


def _vertical_columns(text: str) -> str:
    half = (len(text) + 1) // 2
    right, left = text[:half], text[half:].ljust(half)
    return "\n".join(f"{second}{first}" for first, second in zip(right, left, strict=True))


DISGUISES: dict[str, Disguise] = {
    "spaces": _between(" "),
    "wide spaces": _between("　"),
    "full stops": _between("."),
    "japanese commas": _between("、"),
    "middle dots": _between("・"),
    "hyphens": _between("-"),
    "stars": _between("★"),
    "hearts": _between("♡"),
    "emoji": _between("😢"),
    "emoji of several parts": _between("👩‍👧"),
    "line breaks": _between("\n"),
    "empty lines": _between("\n\n"),
    "tabs": _between("\t"),
    "slashes": _between("/"),
    "dots that trail": _between("…"),
    "zero-width spaces": _between("\u200b"),
    "zero-width joiners": _between("\u200d"),
    "word joiners": _between("\u2060"),
    "soft hyphens": _between("\u00ad"),
    "strokes through": _between("\u0336"),
    "variation selectors": _between("\ufe0f"),
    "direction marks": _between("\u200f"),
    "upper case": str.upper,
    "full width": _each(WIDE),
    "katakana": _each(KANA),
    "half-width katakana": lambda text: _each(HALF_WIDTH)(
        unicodedata.normalize("NFD", _each(KANA)(text))
    ),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "bold letters": _each(BOLD),
    "circled letters": _each(CIRCLED),
    "cyrillic letters": _each(CYRILLIC),
    "without accents": lambda text: "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.replace("đ", "d"))
        if not "\u0300" <= letter < "\u0370"
    ),
    "digits in the place of letters": _each(LEET),
    "the last letter drawn out": lambda text: text + text[-1] * 5,
    "every letter twice": lambda text: "".join(letter * 2 for letter in text),
    "a long vowel at the end": lambda text: text + "ーーー",
    "a wave at the end": lambda text: text + "〜〜",
    "marks around": lambda text: f"【{text}】！！！",
    "brackets around each": lambda text: "".join(f"[{letter}]" for letter in text),
    "columns from the right": _vertical_columns,
    "death written as two letters": lambda text: text.replace("死", "タヒ"),
    "death by sound": lambda text: text.replace("死に", "氏に"),
}

"""Turn a Japanese phrase into the visitor's language, and values into words.

A translation that is missing, blank or fuzzy is never shown: the same sentence elsewhere in the
flow is tried, then the Japanese sentence itself.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_skeleton,
    format_time,
    get_datetime_format,
    get_day_names,
    get_month_names,
)
from babel.numbers import format_decimal

from bot.model.ids import BASE_LANGUAGE, Language

TOKYO = ZoneInfo("Asia/Tokyo")
BEFORE_REIWA = 2018  # 2019 is 令和1年
UNGROUPED = 1000  # below it a number has no separators; a language's data weighs a megabyte
WIDTHS: Final = ("abbreviated", "wide")
PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language."""

    language: Language
    exact: dict[tuple[str, str], str] = field(default_factory=dict)
    """(context, Japanese) → translation."""
    by_flow: dict[tuple[str, str], str] = field(default_factory=dict)
    """(the context up to its first dot, Japanese) → translation."""


def catalogue(language: Language, entries: Iterable[tuple[str, str, str]]) -> Catalogue:
    """Build a catalogue from (context, Japanese, translation); blank translations are left out."""
    exact: dict[tuple[str, str], str] = {}
    by_flow: dict[tuple[str, str], str] = {}
    for context, text, translation in entries:
        if translation.strip():
            exact[context, text] = translation.rstrip()
            by_flow.setdefault((_flow_of(context), text), translation.rstrip())
    return Catalogue(language, exact, by_flow)


def translate(known: Catalogue | None, context: str, text: str) -> str:
    """Find the text in a language; None, and whatever is not translated, stays Japanese."""
    if known is None:
        return text
    exact = known.exact.get((context, text))
    return exact or known.by_flow.get((_flow_of(context), text), text)


def _flow_of(context: str) -> str:
    return context.partition(".")[0]


def placeholders(text: str) -> frozenset[str]:
    """List the names in braces."""
    return frozenset(PLACEHOLDER.findall(text))


def fill(text: str, value_of: Callable[[str], str]) -> str:
    """Put values in the place of the names in braces, once: braces in a value stay as they are."""
    if "{" not in text:
        return text
    return PLACEHOLDER.sub(lambda found: value_of(found[1]), text)


def spell(value: str | int | datetime, language: Language, now: datetime | None = None) -> str:
    """Write a value; a time becomes date, weekday and time of day in Asia/Tokyo.

    The year is told where it is another than that of `now`.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int) and 0 <= value < UNGROUPED:
        return str(value)
    locale = locale_of(language)
    if isinstance(value, int):
        return format_decimal(value, locale=locale)
    local = value.astimezone(TOKYO)
    day = _day(local, locale, "y" if now and local.year != now.astimezone(TOKYO).year else "")
    pattern = locale.time_formats["short"].pattern.replace("a", "aaaa")  # 오전, not AM
    clock = format_time(local, pattern, tzinfo=TOKYO, locale=locale)
    if locale.language != BASE_LANGUAGE:
        return str(get_datetime_format("medium", locale)).format(clock, day)
    if language == BASE_LANGUAGE:  # easy Japanese keeps to the years that newcomers know
        day = day.replace(f"{local.year}年", f"令和{local.year - BEFORE_REIWA}年")
    return _wide_brackets(day) + clock


def _day(local: datetime, locale: Locale, year: str) -> str:
    """Write day and weekday, short; where a weekday shortens to a number, all is written out."""
    day = format_skeleton(f"{year}MMMEd", local, tzinfo=TOKYO, locale=locale)
    weekday, month = get_day_names, get_month_names
    if any(letter.isdigit() for letter in weekday("abbreviated", locale=locale)[local.weekday()]):
        for names, number in ((weekday, local.weekday()), (month, local.month)):
            short, full = (names(width, locale=locale)[number] for width in WIDTHS)
            day = day.replace(short, full)
    return day


def name_for_staff(language: Language, own_name: str) -> str:
    """Name a language in Japanese; a kind of Japanese, or one that is unknown, names itself."""
    locale = locale_of(language)
    if locale.language == BASE_LANGUAGE:
        return own_name
    return _wide_brackets(locale.get_display_name(BASE_LANGUAGE) or own_name)


def _wide_brackets(text: str) -> str:
    """Set brackets as Japanese is set: full-width, with no space around them."""
    return text.replace(" (", "（").replace("(", "（").replace(") ", "）").replace(")", "）")


@lru_cache(maxsize=64)
def locale_of(language: Language) -> Locale:
    """Find what Babel knows of a language; one it does not know is dated as Japanese."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(BASE_LANGUAGE)


def is_variant(language: str) -> bool:
    """Say whether it is another way to say the base language, like `ja@easy`."""
    return language.startswith(f"{BASE_LANGUAGE}@")


def preselect(hint: str, languages: Collection[Language]) -> Language:
    """Guess a language from an IETF tag: `en-GB` → `en`; what we do not speak → Japanese.

    A script that we lack gives way to another of the same language: who reads `zh-TW` reads
    `zh_Hans` far sooner than Japanese or English, and the menu lets them change the guess.
    """
    known = {_folded(language): language for language in languages}
    parts = _folded(hint).split("-")
    names = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    script = f"{parts[0]}-{locale_of(Language(hint)).script}".casefold()
    others = sorted(name for name in known if name.startswith(f"{parts[0]}-"))
    return next(
        (known[name] for name in (*names, script, *others) if name in known), BASE_LANGUAGE
    )


SCRIPTS = (
    (re.compile(r"[ぁ-ゖァ-ヺ]"), "ja"),
    (re.compile(r"[가-힣ㄱ-ㆎ]"), "ko"),
    (re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE), "vi"),
    (re.compile(r"[我你您们这吗说没]"), "zh"),
    (re.compile(r"[一-鿿]"), "ja"),
    (re.compile(r"[a-z]{2}", re.IGNORECASE), "en"),
)
"""By which letters a language is guessed, the surest first."""


def by_script(text: str, languages: Collection[Language]) -> Language | None:
    """Guess a language by the letters of a text; None where they say nothing."""
    for letters, tag in SCRIPTS:
        if letters.search(text):
            return preselect(tag, languages)
    return None


def _folded(tag: str) -> str:
    return tag.replace("_", "-").casefold()


def units(text: str) -> int:
    """Count UTF-16 units, as Telegram counts the length of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """Cut a text to so many UTF-16 units, with an ellipsis where something is missing."""
    if units(text) <= limit:
        return text
    kept = text[: limit - 1]
    while units(kept) >= limit:
        kept = kept[:-1]
    return kept + "…"

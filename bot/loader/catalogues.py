"""A catalogue of `locales/` → a `Catalogue`; blank and fuzzy translations are left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import StringIO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from bot.conversation.check.finding import InCatalogue
from bot.i18n import Catalogue, catalogue
from bot.loader.report import Report, Spot
from bot.model.errors import Severity
from bot.model.ids import Language

LINE = re.compile(
    r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?'
)
"""A comment, a piece of text with its quotation marks, or nothing."""


def read_catalogue(text: str, file: str, language: Language, report: Report) -> Catalogue | None:
    """Read one catalogue; None when it was reported as broken."""
    found, noted = _read(text, file, language)
    report.take(noted)
    return found


@lru_cache(maxsize=16)  # a save changes one file, and all together take a third of the reading
def _read(text: str, file: str, language: Language) -> tuple[Catalogue | None, Report]:
    report = Report("", "")
    return _catalogue(text, file, language, report), report


def _catalogue(text: str, file: str, language: Language, report: Report) -> Catalogue | None:
    _check_language(language, file, report)
    lines = text.splitlines()
    broken = [number for number, line in enumerate(lines, 1) if not LINE.fullmatch(line)]
    for number in broken:
        report.add(Spot(file, number), "catalogue_broken")
    if broken:
        return None
    try:
        messages = list(read_po(StringIO(text), abort_invalid=True))
    except PoFileError as error:
        report.add(Spot(file, error.lineno + 1), "catalogue_broken")
        return None
    except (ValueError, LookupError, OverflowError):  # a header that Babel cannot use
        report.add(Spot(file), "catalogue_header")
        return None
    report.spots[InCatalogue(language)] = Spot(file)
    return catalogue(language, _entries(messages, lines, Spot(file), language, report))


def _entries(
    messages: list[Message], lines: list[str], whole: Spot, language: Language, report: Report
) -> Iterator[tuple[str, str, str]]:
    for message in messages:
        text, translation = message.id, message.string
        spot = replace(whole, line=message.lineno or 1)
        if not isinstance(text, str) or not isinstance(translation, str):
            report.add(spot, "catalogue_plural", Severity.WARNING)
            continue
        text = text.rstrip()
        if not text:
            continue
        context = message.context or ""
        source, translated = _spots(message, lines, whole)
        report.spots[InCatalogue(language, context, text)] = translated
        report.spots[InCatalogue(language, context, text, in_source=True)] = source
        if message.fuzzy:
            severity = Severity.WARNING
            report.add(spot, "translation_stale", severity)
            continue
        yield context, text, translation


def _spots(message: Message, lines: list[str], whole: Spot) -> tuple[Spot, Spot]:
    """Find where the Japanese of a message stands, and where its translation."""
    begun = message.lineno or 1
    first = next((n for n in range(begun, len(lines)) if lines[n].startswith("msgstr")), begun)
    last = next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))
    source = replace(whole, line=begun, below=tuple(lines[begun - 1 : first]))
    return source, replace(whole, line=first + 1, below=tuple(lines[first:last]))


def _check_language(language: Language, file: str, report: Report) -> None:
    try:
        Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        report.add(Spot(file), "locale_unknown", Severity.WARNING, language=language)

"""A catalogue of `locales/` → a `Catalogue`; blank and fuzzy translations are left out."""

from collections.abc import Iterator
from io import StringIO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from bot.conversation.check import InCatalogue
from bot.i18n import Catalogue, catalogue
from bot.loader.report import Report, Spot
from bot.model.errors import Severity
from bot.model.ids import Language


def read_catalogue(text: str, file: str, language: Language, report: Report) -> Catalogue | None:
    """Read one catalogue; None when it was reported as broken."""
    _check_language(language, file, report)
    try:
        messages = list(read_po(StringIO(text), abort_invalid=True))
    except PoFileError as error:
        report.add(Spot(file, error.lineno + 1), "catalogue_broken")
        return None
    except (ValueError, LookupError, OverflowError):  # a header that Babel cannot use
        report.add(Spot(file), "catalogue_header")
        return None
    report.spots[InCatalogue(language)] = Spot(file)
    return catalogue(language, _entries(messages, file, language, report))


def _entries(
    messages: list[Message], file: str, language: Language, report: Report
) -> Iterator[tuple[str, str, str]]:
    for message in messages:
        text, translation = message.id, message.string
        if not isinstance(text, str) or not isinstance(translation, str):
            report.add(Spot(file, message.lineno or 1), "catalogue_plural", Severity.WARNING)
            continue
        text = text.rstrip()
        if not text:
            continue
        context = message.context or ""
        report.spots[InCatalogue(language, context, text)] = Spot(file, message.lineno or 1)
        if message.fuzzy:
            severity = Severity.WARNING
            report.add(Spot(file, message.lineno or 1), "translation_stale", severity)
            continue
        yield context, text, translation


def _check_language(language: Language, file: str, report: Report) -> None:
    try:
        Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        report.add(Spot(file), "locale_unknown", Severity.WARNING, language=language)

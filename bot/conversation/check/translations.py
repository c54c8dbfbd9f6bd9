"""The translations: everything is said, with the same placeholders and no false promise."""

from collections.abc import Iterator

from bot.conversation.check.finding import Finding, InCatalogue, finding
from bot.conversation.check.hotlines import digits
from bot.conversation.check.phrases import Phrase, phrases
from bot.conversation.check.sources import unsourced
from bot.conversation.check.texts import stray_braces
from bot.conversation.check.wording import asks_who, unsayable
from bot.conversation.content import Content
from bot.i18n import Catalogue, placeholders, translate
from bot.model.errors import Severity


def check_translations(content: Content) -> Iterator[Finding]:
    """Check every catalogue against every phrase of the content."""
    for catalogue in content.catalogues.values():
        for phrase in phrases(content):
            yield from _untranslated(catalogue, phrase)
        for (context, text), translation in catalogue.exact.items():
            where = InCatalogue(catalogue.language, context, text)
            yield from _other_placeholders(text, translation, where)
            yield from _as_translated(context, text, translation, where)


def _as_translated(
    context: str, text: str, translation: str, where: InCatalogue
) -> Iterator[Finding]:
    if context.endswith(".asked"):  # what visitors may say
        return
    yield from unsayable(translation, where)
    yield from asks_who(translation, where)
    yield from stray_braces(translation, where)
    if context.partition(".")[0] not in ("facts", "hotlines"):
        yield from unsourced(translation, where)
    elif text.isascii() and digits(text) != digits(translation):
        yield finding(where, "number_translated", number=text)


def _untranslated(catalogue: Catalogue, phrase: Phrase) -> Iterator[Finding]:
    context, text = phrase.context, phrase.text
    known = (context, text) in catalogue.exact
    if text.isascii():  # numbers and addresses read alike everywhere
        return
    if not known and translate(catalogue, context, text) == text:
        place = phrase.where or InCatalogue(catalogue.language)
        yield finding(
            place,
            "translation_missing",
            Severity.WARNING,
            language=catalogue.language,
            context=context,
            text=text.partition("\n")[0],
        )


def _other_placeholders(text: str, translation: str, where: InCatalogue) -> Iterator[Finding]:
    wanted, found = placeholders(text), placeholders(translation)
    if wanted != found:
        yield finding(
            where,
            "placeholders_differ",
            missing=" ".join(f"{{{name}}}" for name in sorted(wanted - found)),
            added=" ".join(f"{{{name}}}" for name in sorted(found - wanted)),
        )

"""The translations: everything is said, with the same placeholders and no false promise."""

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation import interface
from bot.conversation.check.finding import Finding, InCatalogue, Where, finding
from bot.conversation.check.hotlines import digits
from bot.conversation.check.phrases import Phrase, is_missing, phrases
from bot.conversation.check.sources import unsourced
from bot.conversation.check.texts import stray_braces
from bot.conversation.check.wording import asks_who, unsayable
from bot.conversation.content import Content
from bot.i18n import Catalogue, placeholders
from bot.model.errors import Severity
from bot.model.ids import Language


def check_translations(content: Content) -> Iterator[Finding]:
    """Check every catalogue against every phrase of the content."""
    said = list(phrases(content))
    yield from _untranslated(content, said)
    sources = {(phrase.context, phrase.text) for phrase in said}
    for catalogue in content.catalogues.values():
        for (context, text), translation in catalogue.exact.items():
            where = InCatalogue(catalogue.language, context, text)
            if (context, text) not in sources and placeholders(text) != placeholders(translation):
                yield _source_altered(text, translation, where)
                continue
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


def _untranslated(content: Content, said: list[Phrase]) -> Iterator[Finding]:
    """Tell each phrase once, whichever languages lack it; a language that nobody sees, once."""
    seen = list[Catalogue]()
    for catalogue in content.catalogues.values():
        if interface.OWN_NAME in catalogue.exact:
            seen.append(catalogue)
            continue
        count = str(sum(is_missing(catalogue, phrase) for phrase in said))
        where, language = InCatalogue(catalogue.language), catalogue.language
        yield finding(where, "language_unnamed", Severity.HINT, language=language, count=count)
    for phrase in said:
        yield from _missing(phrase, [each.language for each in seen if is_missing(each, phrase)])


def _missing(phrase: Phrase, languages: list[Language]) -> Iterator[Finding]:
    first = phrase.text.partition("\n")[0]
    if phrase.where and languages:
        yield _untold(phrase.where, "、".join(languages), phrase.context, first)
    elif not phrase.where:
        for language in languages:
            yield _untold(InCatalogue(language), language, phrase.context, first)


def _untold(where: Where, languages: str, context: str, text: str) -> Finding:
    values = {"language": languages, "context": context, "text": text}
    return finding(where, "translation_missing", Severity.WARNING, **values)


def _source_altered(text: str, translation: str, where: InCatalogue) -> Finding:
    """Tell of Japanese that nobody says, with braces that its translation lacks: a slip there."""
    names = sorted(placeholders(text) - placeholders(translation))
    return finding(
        replace(where, in_source=True), "source_altered", name=names[0] if names else ""
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

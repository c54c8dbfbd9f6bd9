"""The translations: everything is said, with the same placeholders and no false promise."""

from collections.abc import Iterator

from bot.conversation import interface
from bot.conversation.check.finding import Finding, InCatalogue, InFlow, InTable, Where, finding
from bot.conversation.check.hotlines import digits
from bot.conversation.check.sources import unsourced
from bot.conversation.check.texts import stray_braces
from bot.conversation.check.wording import asks_who, unsayable
from bot.conversation.content import SYSTEM_FLOWS, Content
from bot.i18n import Catalogue, placeholders, translate
from bot.model.errors import Severity


def check_translations(content: Content) -> Iterator[Finding]:
    """Check every catalogue against every phrase of the content."""
    for catalogue in content.catalogues.values():
        for context, text, where in _phrases(content):
            yield from _untranslated(catalogue, context, text, where)
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


def _untranslated(
    catalogue: Catalogue, context: str, text: str, where: Where | None
) -> Iterator[Finding]:
    known = (context, text) in catalogue.exact
    if text.isascii():  # numbers and addresses read alike everywhere
        return
    if not known and translate(catalogue, context, text) == text:
        place = where or InCatalogue(catalogue.language)
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


def _phrases(content: Content) -> Iterator[tuple[str, str, Where | None]]:
    """List (context, Japanese, place in the files) of everything a visitor may read."""
    for phrase in interface.ALL:
        yield interface.CONTEXT, phrase, None
    yield *interface.OWN_NAME, None
    yield from _authored(content)
    for reply in content.canned:
        yield f"canned.{reply.id}", reply.text, InTable("canned", reply.id)
    for name, fact in content.facts.items():
        yield f"facts.{name}", fact.value, None
    for name, line in content.hotlines.items():
        for text in (line.name, line.hours):
            yield f"hotlines.{name}", text, None


def _authored(content: Content) -> Iterator[tuple[str, str, Where]]:
    for flow in content.flows.values():
        if flow.id not in SYSTEM_FLOWS:
            yield f"{flow.id}.title", flow.title, InFlow(flow.id, key="title")
    for flow, step in content.every_step():
        for words in step.texts():
            yield f"{flow.id}.{step.id}", words.text, InFlow(flow.id, step.id, words.key)

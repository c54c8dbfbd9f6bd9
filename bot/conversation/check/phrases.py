"""Every phrase that a visitor may read, with the context under which catalogues have it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.conversation import interface
from bot.conversation.check.finding import InFlow, InTable, Where
from bot.conversation.content import CannedReply, Content, Fact, Hotline
from bot.conversation.flow import Flow
from bot.i18n import Catalogue, translate


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in Japanese; the context says where it stands: `flow.step`, `hotlines.police`."""

    context: str
    text: str
    where: Where | None = None
    """Its place in the files; None: it is the engine's own."""


def phrases(content: Content) -> Iterator[Phrase]:
    """List everything, in an order that a translator can follow."""
    yield from of_engine()
    for flow in content.flows.values():
        yield from of_flow(flow)
    yield from of_canned(content.canned)
    yield from of_facts(content.facts)
    yield from of_hotlines(content.hotlines)


def is_missing(catalogue: Catalogue, phrase: Phrase) -> bool:
    """Say whether a language lacks a phrase; numbers and addresses read alike everywhere."""
    context, text = phrase.context, phrase.text
    known = text.isascii() or (context, text) in catalogue.exact
    return not known and translate(catalogue, context, text) == text


def of_engine() -> Iterator[Phrase]:
    """List what no file says."""
    for text in interface.ALL:
        yield Phrase(interface.CONTEXT, text)
    yield Phrase(*interface.OWN_NAME)


def of_flow(flow: Flow) -> Iterator[Phrase]:
    """List the title, which a screen without words falls back to, and the texts of all steps."""
    yield Phrase(f"{flow.id}.title", flow.title, InFlow(flow.id, key="title"))
    for step in flow.steps:
        for words in step.texts():
            yield Phrase(f"{flow.id}.{step.id}", words.text, InFlow(flow.id, step.id, words.key))


def of_canned(replies: Iterable[CannedReply]) -> Iterator[Phrase]:
    """List the replies that staff send often."""
    for reply in replies:
        yield Phrase(f"canned.{reply.id}", reply.text, InTable("canned", reply.id))


def of_facts(facts: Mapping[str, Fact]) -> Iterator[Phrase]:
    """List the values that are words and not only numbers."""
    for name, fact in facts.items():
        if not fact.value.isascii():
            yield Phrase(f"facts.{name}", fact.value, InTable("facts", name))


def of_hotlines(hotlines: Mapping[str, Hotline]) -> Iterator[Phrase]:
    """List names and hours; a number reads alike everywhere."""
    for name, line in hotlines.items():
        for text in (line.name, line.hours):
            if not text.isascii():
                yield Phrase(f"hotlines.{name}", text, InTable("hotlines", name))

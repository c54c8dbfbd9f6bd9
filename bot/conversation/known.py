"""The phrases a typed text is compared with: plain words, the menu, titles, and `asked as`."""

from collections.abc import Iterator
from functools import lru_cache

from bot.conversation import interface
from bot.conversation.content import CRISIS, LANGUAGE, MENU, PERSON, STOP, SYSTEM_FLOWS, Content
from bot.conversation.match import Known, match, written
from bot.conversation.state import Place
from bot.conversation.step import Label
from bot.i18n import translate
from bot.model.ids import BASE_LANGUAGE, FlowId, Language

PLAIN_WORDS = (
    (interface.MENU, MENU),
    (interface.PERSON, PERSON),
    (interface.STOP_WORD, STOP),
)
"""What works wherever it is typed, even as the answer to a question."""


@lru_cache(maxsize=32)
def plain_words(content: Content, language: Language) -> tuple[Known, ...]:
    """List the words that work everywhere, in Japanese and in the visitor's language."""
    return tuple(_known(content, language, interface.CONTEXT, PLAIN_WORDS))


@lru_cache(maxsize=32)
def known_phrases(content: Content, language: Language) -> tuple[Known, ...]:
    """List all phrases, in Japanese and in the visitor's language; the first of equals counts."""
    added = (*PLAIN_WORDS, (interface.CRISIS, CRISIS), (interface.LANGUAGE, LANGUAGE))
    return (
        *_known(content, language, interface.CONTEXT, added),
        *_menu(content, language),
        *_topics(content, language),
    )


def is_known(text: str, content: Content) -> bool:
    """Say whether a text is a phrase as it stands, which leads wherever a visitor is."""
    return match(text, known_phrases(content, BASE_LANGUAGE), near=False) is not None


def _menu(content: Content, language: Language) -> Iterator[Known]:
    menu = content.flows.get(MENU)
    for step in menu.steps if menu else ():
        labels = [words.text for words in step.texts() if words.use is Label.BUTTON]
        targets = [content.find(target, MENU) for _, target in step.targets()]
        for label, place in zip(labels, targets, strict=False):
            if place:
                yield from _both(content, language, f"{MENU}.{step.id}", label, place)


def _topics(content: Content, language: Language) -> Iterator[Known]:
    for flow in content.flows.values():
        place = content.first(flow.id)
        if place and flow.id not in SYSTEM_FLOWS:
            yield from _both(content, language, f"{flow.id}.title", flow.title, place)
            for phrase in flow.asked_as:
                yield from _both(content, language, f"{flow.id}.asked", phrase, place)


def _known(
    content: Content, language: Language, context: str, words: tuple[tuple[str, FlowId], ...]
) -> Iterator[Known]:
    for word, flow in words:
        place = content.first(flow)
        if place:
            yield from _both(content, language, context, word, place)


def _both(
    content: Content, language: Language, context: str, text: str, place: Place
) -> Iterator[Known]:
    yield Known(written(text), place)
    if language != BASE_LANGUAGE:
        yield Known(written(translate(content.catalogues.get(language), context, text)), place)

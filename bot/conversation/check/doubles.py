"""Words that already mean something: one label or phrase must not stand for two things."""

from collections.abc import Iterator

from bot.conversation import interface
from bot.conversation.check.finding import Finding, InFlow, finding
from bot.conversation.check.texts import CASE_VALUES, VISITOR_VALUES
from bot.conversation.content import CRISIS, LANGUAGE, MENU, SYSTEM_FLOWS, Content
from bot.conversation.flow import Flow
from bot.conversation.known import PLAIN_WORDS
from bot.conversation.match import written
from bot.conversation.step import Label, Step
from bot.i18n import translate
from bot.model.errors import Severity
from bot.model.ids import BASE_LANGUAGE, FlowId

RESERVED = {
    written(word): flow
    for word, flow in (*PLAIN_WORDS, (interface.CRISIS, CRISIS), (interface.LANGUAGE, LANGUAGE))
}
"""Words that lead somewhere wherever they are typed."""


def check_doubles(content: Content) -> Iterator[Finding]:
    """Check labels, phrases and the ids of questions."""
    shown = _shown(content)
    for flow in content.flows.values():
        yield from _phrases(flow, shown)
    for flow, step in content.every_step():
        if step.label_of("") is not None and step.id in VISITOR_VALUES | CASE_VALUES:
            yield finding(InFlow(flow.id, step.id), "id_reserved", step=step.id)
        yield from _reserved_labels(content, flow, step)
        yield from _alike(content, flow, step)


def _shown(content: Content) -> dict[str, FlowId]:
    """List what is compared with a typed text before any `asked as`: reserved words and titles."""
    titles = {
        written(flow.title): flow.id
        for flow in content.flows.values()
        if flow.id not in SYSTEM_FLOWS
    }
    return {**titles, **_menu_labels(content), **RESERVED}


def _menu_labels(content: Content) -> dict[str, FlowId]:
    menu = content.flows.get(MENU)
    found = {}
    for step in menu.steps if menu else ():
        for key, target in step.targets():
            place = content.find(target, MENU)
            if place and place.flow != MENU:
                found[written(key.partition("/")[2])] = place.flow
    return found


def _phrases(flow: Flow, shown: dict[str, FlowId]) -> Iterator[Finding]:
    for phrase in flow.asked_as:
        other = shown.get(written(phrase), flow.id)
        if other != flow.id:
            where = InFlow(flow.id, key=f"asked as/{phrase}")
            yield finding(where, "phrase_taken", Severity.WARNING, text=phrase, other=other)


def _reserved_labels(content: Content, flow: Flow, step: Step) -> Iterator[Finding]:
    targets = dict(step.targets())
    for words in step.texts():
        reserved = RESERVED.get(written(words.text)) if words.use is Label.BUTTON else None
        if reserved is None:
            continue
        target = targets.get(words.key)
        place = content.find(target, flow.id) if target else None
        if place is None and target:  # told elsewhere
            continue
        if place is None or place.flow != reserved:
            where = InFlow(flow.id, step.id, words.key)
            yield finding(where, "word_reserved", text=words.text, other=reserved)


def _alike(content: Content, flow: Flow, step: Step) -> Iterator[Finding]:
    labels = [words for words in step.texts() if words.use is Label.BUTTON]
    context = f"{flow.id}.{step.id}"
    told = set[tuple[str, ...]]()
    for language in content.languages() if len(labels) > 1 else ():
        catalogue = content.catalogues.get(language)
        shown = tuple(translate(catalogue, context, words.text) for words in labels)
        if shown in told:  # Japanese, for want of a translation
            continue
        told.add(shown)
        seen = set[str]()
        for words, label in zip(labels, shown, strict=True):
            if written(label) in seen:
                where = InFlow(flow.id, step.id, words.key)
                severity = Severity.SERIOUS if language == BASE_LANGUAGE else Severity.WARNING
                yield finding(where, "labels_alike", severity, label=label, language=language)
            seen.add(written(label))

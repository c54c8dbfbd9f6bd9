"""Where the ways must come out: at a person, at a number to call, at the choice of a language."""

from collections.abc import Collection, Iterator

from bot.conversation.check.finding import Finding, InFlow, finding
from bot.conversation.check.reach import ahead, starts
from bot.conversation.content import (
    CASE,
    CRISIS,
    LANGUAGE,
    PERSON,
    Audience,
    Content,
    Means,
)
from bot.conversation.lines import NAMES
from bot.conversation.screen import MAX_STEPS
from bot.conversation.state import Place
from bot.conversation.steps.handoff import HandoffStep
from bot.conversation.steps.language import LanguageStep
from bot.conversation.steps.say import SayStep
from bot.i18n import placeholders
from bot.model.ids import FlowId


def check_ends(content: Content, broken: Collection[str] = ()) -> Iterator[Finding]:
    """Check what the three ways out lead to, and that no screen is endless."""
    if broken:
        return
    if not _leads_to(content, PERSON, HandoffStep):
        yield finding(InFlow(PERSON), "person_no_handoff")
    if not _leads_to(content, LANGUAGE, LanguageStep):
        yield finding(InFlow(LANGUAGE), "language_no_choice")
    if CRISIS in content.flows and not _names_a_number(content):
        yield finding(InFlow(CRISIS), "crisis_no_number")
    yield from _few_lines(content)
    yield from _endless(content)


def _leads_to(content: Content, flow: FlowId, kind: type) -> bool:
    """Say whether a step of a kind can be reached without leaving a flow; a missing one may be."""
    first = content.first(flow)
    if first is None:
        return True
    reached, waiting = {first}, [first]
    while waiting:
        here = waiting.pop()
        if isinstance(content.step(here), kind):
            return True
        fresh = [p for p in ahead(content, here) if p.flow == flow and p not in reached]
        reached.update(fresh)
        waiting.extend(fresh)
    return False


def _names_a_number(content: Content) -> bool:
    """Say whether the first screen names a line that is open now, whenever now is."""
    said = ""
    for step in content.flows[CRISIS].steps:
        if not isinstance(step, SayStep):
            break
        said += step.text
    named = placeholders(said)
    return ("lines" in named and _is_sure(content, Audience.EVERYONE)) or any(
        f"hotlines.{name}.number" in named and line.number and "24時間" in line.hours
        for name, line in content.hotlines.items()
    )


def _few_lines(content: Content) -> Iterator[Finding]:
    """Refuse a list that may lack a phone or a way to write at some hour (SAFETY.md S10)."""
    flow = content.flows.get(CRISIS)
    for step in flow.steps if flow else ():
        named = frozenset[str]().union(*(placeholders(words.text) for words in step.texts()))
        for name in sorted(named & NAMES.keys()):
            if not _is_sure(content, NAMES[name]):
                yield finding(InFlow(CRISIS, step.id), "panel_lines_few", name=name)


def _is_sure(content: Content, audience: Audience) -> bool:
    """Say whether a phone and a way to write are there for somebody day and night."""
    means = [
        line.means
        for line in content.hotlines.values()
        if line.number and line.is_always_open and audience in line.audiences
    ]
    return Means.PHONE in means and {*means} != {Means.PHONE}


def _endless(content: Content) -> Iterator[Finding]:
    for place in starts(content):
        if place.flow != CASE and len(_walked(content, place)) > MAX_STEPS:
            yield finding(InFlow(place.flow, place.step), "screen_endless", most=str(MAX_STEPS))


def _walked(content: Content, place: Place) -> set[Place]:
    """List the places passed up to a question, once each: a loop is told elsewhere."""
    passed = set[Place]()
    here: Place | None = place
    while here and here not in passed and len(passed) <= MAX_STEPS:
        passed.add(here)
        step = content.step(here)
        following = ahead(content, here) if step and not step.waits else []
        here = following[0] if following else None
    return passed

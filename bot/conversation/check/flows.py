"""The flows as a whole: all that must exist are there, and told apart from each other."""

from collections.abc import Callable, Collection, Iterable, Iterator

from bot.conversation.check.finding import Finding, InFlow, finding, nearest
from bot.conversation.content import (
    CASE,
    CONTENT_FLOWS,
    NOT_UNDERSTOOD,
    NOTICES,
    OUT_OF_HOURS,
    SYSTEM_FLOWS,
    Content,
)
from bot.conversation.flow import Flow
from bot.conversation.match import written
from bot.conversation.steps.say import SayStep
from bot.model.ids import FlowId

HURDLES = range(1, 6)
ASIDES = (NOT_UNDERSTOOD, OUT_OF_HOURS)
"""Shown without moving the visitor, so that a question in them could not be answered."""


def check_flows(content: Content, broken: Collection[str] = ()) -> Iterator[Finding]:
    """Check the flows as a whole; of those in `broken` parts could not be read."""
    yield from _missing(content, broken)
    yield from _hurdles(content, broken)
    yield from _notices(content, broken)
    yield from _asides(content)
    yield from _dead_targets(content, broken)
    yield from _doubles(content)


def _missing(content: Content, broken: Collection[str]) -> Iterator[Finding]:
    for flow in (*SYSTEM_FLOWS, *CONTENT_FLOWS):
        if flow not in content.flows and flow not in broken:
            yield finding(InFlow(flow), "flow_missing", flow=flow)


def _hurdles(content: Content, broken: Collection[str]) -> Iterator[Finding]:
    answered: dict[int, FlowId] = {}
    for flow in content.flows.values():
        if flow.hurdle is None:
            continue
        if flow.hurdle in answered:
            where = InFlow(flow.id, key="hurdle")
            other = answered[flow.hurdle]
            yield finding(where, "hurdle_twice", hurdle=str(flow.hurdle), other=other)
        answered.setdefault(flow.hurdle, flow.id)
    for hurdle in HURDLES:
        if hurdle not in answered and not broken:
            expected = CONTENT_FLOWS[hurdle - 1]
            where = InFlow(expected, key="hurdle")
            yield finding(where, "hurdle_missing", hurdle=str(hurdle), flow=expected)


def _notices(content: Content, broken: Collection[str]) -> Iterator[Finding]:
    flow = content.flows.get(CASE)
    if flow is None:
        return
    for notice in NOTICES:
        if flow.step(notice) is None and CASE not in broken:
            yield finding(InFlow(CASE), "notice_missing", notice=notice)
    for step in flow.steps:
        if not isinstance(step, SayStep):
            yield finding(InFlow(CASE, step.id), "notice_not_said", step=step.id)


def _asides(content: Content) -> Iterator[Finding]:
    for flow in (content.flows[name] for name in ASIDES if name in content.flows):
        for step in flow.steps:
            if step.prefix:
                where = InFlow(flow.id, step.id)
                yield finding(where, "question_in_aside", flow=flow.id, step=step.id)


def _dead_targets(content: Content, broken: Collection[str]) -> Iterator[Finding]:
    for flow, step in content.every_step():
        for key, target in step.targets():
            head = target.partition(".")[0]
            if flow.id in broken or head in broken or content.find(target, flow.id):
                continue
            yield finding(
                InFlow(flow.id, step.id, key),
                "target_unknown",
                target=target,
                maybe=nearest(target, _targets_from(content, flow)),
            )


def _targets_from(content: Content, flow: Flow) -> set[str]:
    far = {f"{other.id}.{step.id}" for other, step in content.every_step()}
    return {*content.flows, *(step.id for step in flow.steps), *far}


def _doubles(content: Content) -> Iterator[Finding]:
    flows = content.flows.values()
    titles = ((InFlow(flow.id, key="title"), flow.title) for flow in flows)
    yield from _twice(titles, "title_twice", written)
    asked = (
        (InFlow(flow.id, key=f"asked as/{phrase}"), phrase)
        for flow in flows
        for phrase in flow.asked_as
    )
    yield from _twice(asked, "asked_as_twice", written)
    questions = (
        (InFlow(flow.id, step.id), str(step.id))
        for flow, step in content.every_step()
        if step.label_of("") is not None
    )
    yield from _twice(questions, "question_twice", str)


def _twice(
    items: Iterable[tuple[InFlow, str]], problem: str, like: Callable[[str], str]
) -> Iterator[Finding]:
    seen: dict[str, InFlow] = {}
    for where, text in items:
        first = seen.setdefault(like(text), where)
        if first is not where:
            yield finding(where, problem, text=text, other=first.flow)

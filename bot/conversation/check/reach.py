"""The ways: every step can be reached, every walk comes to a question, the hurdles are near."""

from collections.abc import Collection, Iterator

from bot.conversation.check.finding import Finding, InFlow, finding
from bot.conversation.content import CASE, CRISIS, PANELS, START, Content
from bot.conversation.scene import Setting
from bot.conversation.screen import gather
from bot.conversation.state import Conversation, Place
from bot.conversation.step import Step
from bot.model.errors import Severity

MAX_TAPS = 2  # who comes with one of the five questions leaves at the third button


def check_reach(content: Content, broken: Collection[str] = ()) -> Iterator[Finding]:
    """Check the ways through the flows; of those in `broken` parts could not be read."""
    whole = [place for place in _every_place(content) if place.flow not in broken]
    reached = _reachable(content)
    loops = _loops(content, whole)
    for place in whole:
        where = InFlow(place.flow, place.step)
        if place not in reached and place.flow != CASE:
            yield finding(where, "step_unreachable", Severity.WARNING, step=place.step)
        if place in loops:
            yield finding(where, "loop", step=place.step)
    if not broken and not _has_dead_targets(content):
        yield from _far_hurdles(content)


def starts(content: Content) -> Iterator[Place]:
    """List every place at which a screen can begin, each once."""
    seen = set[Place]()
    for flow, step in content.every_step():
        here = Place(flow.id, step.id)
        is_start = here == content.first(flow.id) or flow.id == CASE or here in _panels()
        follows = [here] if is_start else []
        if step.waits and step.falls_through:
            follows.append(content.after(here) or here)
        for place in (*follows, *_targets(content, here, step)):
            if place not in seen:
                seen.add(place)
                yield place


def taps(content: Content) -> dict[Place, int]:
    """Count, for every place that buttons lead to from the start, how many it takes at least."""
    beginning = content.first(START)
    counted: dict[Place, int] = {}
    screens = [beginning] if beginning else []
    count = 0
    while screens:
        following: list[Place] = []
        for place in screens:
            if place not in counted:
                counted[place] = count
                following.extend(_led_to(content, place))
        screens, count = following, count + 1
    return counted


def _far_hurdles(content: Content) -> Iterator[Finding]:
    counted = taps(content)
    for flow in content.flows.values():
        place = content.first(flow.id)
        if flow.hurdle and place and counted.get(place, MAX_TAPS + 1) > MAX_TAPS:
            where = InFlow(flow.id, key="hurdle")
            yield finding(where, "hurdle_far", hurdle=str(flow.hurdle), taps=str(MAX_TAPS))


def _has_dead_targets(content: Content) -> bool:
    return any(
        content.find(target, flow.id) is None
        for flow, step in content.every_step()
        for _, target in step.targets()
    )


def _led_to(content: Content, place: Place) -> list[Place]:
    """List where the buttons of one screen lead."""
    screen = gather(Conversation(), place, Setting(content, 0))
    pressed = [b.press.partition(":") for b in screen.buttons] if screen else []
    found = [content.find(target) for verb, _, target in pressed if verb == "go"]
    return [there for there in found if there]


def _reachable(content: Content) -> set[Place]:
    firsts = (content.first(flow) for flow in content.flows)
    waiting = [place for place in (*firsts, *_panels()) if place and content.step(place)]
    reached = set[Place]()
    while waiting:
        here = waiting.pop()
        if here in reached:
            continue
        reached.add(here)
        waiting.extend(ahead(content, here))
    return reached


def _panels() -> tuple[Place, ...]:
    """List where the engine goes by itself when danger is seen."""
    return tuple(Place(CRISIS, step) for step in PANELS)


def ahead(content: Content, here: Place) -> list[Place]:
    """List the places that may follow: where it leads, then what stands below."""
    step = content.step(here)
    if step is None:
        return []
    below = content.after(here) if step.falls_through else None
    return [*_targets(content, here, step), *([below] if below else [])]


def _loops(content: Content, places: Collection[Place]) -> set[Place]:
    """Find the places from which no walk ever comes to a question or an end."""
    return {place for place in places if _goes_round(content, place)}


def _goes_round(content: Content, start: Place) -> bool:
    here: Place | None = start
    passed = set[Place]()
    while here:
        step = content.step(here)
        if step is None or step.waits:
            return False
        if here in passed:
            return here == start
        passed.add(here)
        targets = _targets(content, here, step)
        here = targets[0] if targets else content.after(here)
    return False


def _targets(content: Content, here: Place, step: Step) -> list[Place]:
    found = (content.find(target, here.flow) for _, target in step.targets())
    return [place for place in found if place]


def _every_place(content: Content) -> list[Place]:
    return [Place(flow.id, step.id) for flow, step in content.every_step()]

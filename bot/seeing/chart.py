"""A chart of one flow, screen by screen, or of all flows: a tree, so that no two lines cross.

Where a way leads to what stands elsewhere in the tree, or in another flow, it ends at a sign that
names it.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.conversation.content import START, Content
from bot.conversation.flow import Flow
from bot.conversation.state import Place
from bot.model.ids import BASE_LANGUAGE, Language
from bot.seeing.screens import Screen, Way, screens_of, title_of

OVERVIEW = "すべての話題"
MANY = 8  # a flow that leads to more others than this is a menu


class Kind(StrEnum):
    """What a box stands for."""

    SCREEN = "screen"
    FLOW = "flow"
    SIGN = "sign"
    """What is drawn elsewhere."""


@dataclass(slots=True)
class Port:
    """A way out of a box: a button, or without a label the way below."""

    label: str
    box: "Box | None" = None
    """What the line ends at."""


@dataclass(slots=True)
class Box:
    """One box."""

    kind: Kind
    place: Place
    """Where it begins."""
    title: str
    text: str = ""
    places: tuple[Place, ...] = ()
    """All steps that it shows."""
    ports: list[Port] = field(default_factory=list)

    @property
    def leads_on(self) -> bool:
        """Say whether anything hangs on it."""
        return any(port.box for port in self.ports)


@dataclass(frozen=True, slots=True)
class Chart:
    """The boxes to which nothing leads within the chart; all others hang on their ports."""

    title: str
    roots: tuple[Box, ...]


def flow_chart(content: Content, flow: Flow, language: Language = BASE_LANGUAGE) -> Chart:
    """Chart the screens of a flow and where they lead."""
    title = title_of(content, flow.id, language)
    screens = screens_of(content, flow, language)
    boxes = {screen.first: _screen_box(screen, title, flow) for screen in screens}
    leads = {screen.first: screen.ways for screen in screens}
    return Chart(title, _tree(content, boxes, leads, language))


def whole_chart(content: Content, language: Language = BASE_LANGUAGE) -> Chart:
    """Chart the flows and how they lead to one another; one that leads to many, by its screens."""
    boxes, leads = dict[Place, Box](), dict[Place, tuple[Way, ...]]()
    for flow in sorted(content.flows, key=lambda flow: flow != START):
        for box, ways in _pieces(content, content.flows[flow], language):
            boxes[box.place], leads[box.place] = box, ways
    to_boxes = {
        place: tuple(replace(way, target=_box_of(content, boxes, way.target)) for way in ways)
        for place, ways in leads.items()
    }
    roots = _tree(content, boxes, to_boxes, language)
    for box in boxes.values():
        _sum_up(box)
    return Chart(OVERVIEW, roots)


def _pieces(
    content: Content, flow: Flow, language: Language
) -> Iterator[tuple[Box, tuple[Way, ...]]]:
    title = title_of(content, flow.id, language)
    screens = screens_of(content, flow, language)
    ways = {way.target.flow: way for screen in screens for way in screen.ways if way.target}
    if len(ways) > MANY:
        for screen in screens:
            box = _screen_box(screen, title, flow)
            yield Box(Kind.FLOW, box.place, box.title, places=screen.places), screen.ways
        return
    first = screens[0].first
    elsewhere = tuple(way for leads_to, way in ways.items() if leads_to != flow.id)
    yield Box(Kind.FLOW, first, title, places=(first,)), elsewhere


def _box_of(content: Content, boxes: dict[Place, Box], target: Place | None) -> Place | None:
    return target if target is None or target in boxes else content.first(target.flow)


def _sum_up(box: Box) -> None:
    """Name the flows that are drawn elsewhere in a line of text, so that all fits on one sheet."""
    elsewhere = [port.box.title for port in box.ports if port.box and port.box.kind is Kind.SIGN]
    box.text = "\n".join(
        (f"{box.place.flow}.yaml", *(["→ " + "／".join(elsewhere)] if elsewhere else []))
    )
    drawn = [port for port in box.ports if port.box and port.box.kind is Kind.FLOW]
    box.ports = sorted(drawn, key=lambda port: not (port.box and port.box.leads_on))


def _screen_box(screen: Screen, title: str, flow: Flow) -> Box:
    first = screen.first
    named = title if first.step == flow.steps[0].id else first.step
    return Box(Kind.SCREEN, first, named, screen.text, screen.places)


def _tree(
    content: Content,
    boxes: dict[Place, Box],
    leads: dict[Place, tuple[Way, ...]],
    language: Language,
) -> tuple[Box, ...]:
    """Hang every box on the first way that comes to it, the shortest from the top."""
    roots: list[Box] = []
    hung = set[Place]()
    for place, root in boxes.items():
        if place in hung:
            continue
        roots.append(root)
        hung.add(place)
        waiting = deque([root])
        while waiting:
            box = waiting.popleft()
            for way in leads[box.place]:
                if way.target in boxes and way.target not in hung:
                    hung.add(way.target)
                    box.ports.append(Port(way.label, boxes[way.target]))
                    waiting.append(boxes[way.target])
                else:
                    box.ports.append(Port(way.label, _sign(content, boxes, way, language)))
    return tuple(roots)


def _sign(content: Content, boxes: dict[Place, Box], way: Way, language: Language) -> Box | None:
    if way.target is None:
        return None
    known = boxes.get(way.target)
    title = known.title if known else title_of(content, way.target.flow, language)
    if not known and way.target != content.first(way.target.flow):
        title = f"{title}（{way.target.step}）"
    return Box(Kind.SIGN, way.target, title)

"""A flow file → a `Flow`, remembering where each of its texts stands."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from bot.conversation.check.finding import InFlow, nearest
from bot.conversation.flow import Flow
from bot.conversation.step import Body, Kind, Shape, Step
from bot.conversation.steps import KINDS
from bot.loader.report import Report, Spot
from bot.loader.shape import Fields, entries, fields_of
from bot.loader.tree import Items, Node, Table, Text
from bot.model.ids import FlowId, StepId

KEYS = ("flow", "title", "hurdle", "asked as", "steps")
REQUIRED = ("flow", "title", "steps")
FLOW_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
STEP_ID = re.compile(r"[^\s.:]+")
HURDLES = {str(number): number for number in range(1, 6)}


def read_flow(node: Node, file: str, report: Report) -> Flow | None:
    """Read one flow; what can be read of a broken one is read, and it is marked as broken."""
    before = report.serious
    stem = PurePath(file).stem
    flow = _flow(node, FlowId(stem), report)
    if report.serious > before:
        report.broken.add(stem)
    return flow


def _flow(node: Node, expected: FlowId, report: Report) -> Flow | None:
    fields = fields_of(node, "flow", report, known=KEYS, required=REQUIRED)
    if fields is None:
        return None
    report.spots[InFlow(expected)] = fields.at("flow")
    _check_id(fields, expected, report)
    steps = _steps(fields.values.get("steps"), expected, report)
    asked = fields.items("asked as")
    for phrase in asked:
        report.spots[InFlow(expected, key=f"asked as/{phrase.text}")] = phrase.spot
    report.spots[InFlow(expected, key="title")] = fields.at("title")
    if not steps:
        return None
    return Flow(
        expected,
        fields.text("title"),
        steps,
        _hurdle(fields, expected),
        tuple(phrase.text for phrase in asked),
    )


def _check_id(fields: Fields, expected: FlowId, report: Report) -> None:
    written = fields.text("flow")
    if written and written != expected:
        report.add(fields.at("flow"), "flow_not_file_name", flow=written, file=expected)
    if not FLOW_ID.fullmatch(expected):
        report.add(fields.at("flow"), "flow_id_wrong", flow=expected)


def _hurdle(fields: Fields, flow: FlowId) -> int | None:
    written = fields.narrow("hurdle")
    if "hurdle" in fields.values:
        fields.report.spots[InFlow(flow, key="hurdle")] = fields.at("hurdle")
    if written and written not in HURDLES:
        fields.report.add(fields.at("hurdle"), "wrong_hurdle", text=written)
    return HURDLES.get(written)


def _steps(node: Node | None, flow: FlowId, report: Report) -> tuple[Step, ...]:
    if node is None:
        return ()
    if not isinstance(node, Items) or not node.items:
        report.add(node.spot, "steps_not_a_list")
        return ()
    reader = _StepReader(flow, report)
    return tuple(step for item in node.items for step in reader.read(item))


class _StepReader:
    """Reads the steps of one flow in order, counting those without an id."""

    def __init__(self, flow: FlowId, report: Report) -> None:
        self._flow = flow
        self._report = report
        self._unnamed = Counter[str]()
        self._lines = dict[str, int]()

    def read(self, item: Node) -> Iterator[Step]:
        """Read one item of the list: a body, or an id with a body behind it."""
        if not isinstance(item, Table):
            self._report.add(item.spot, "step_not_a_mapping")
            return
        kind = _kind_of(item)
        if kind:
            yield from self._unnamed_step(item, kind)
            return
        named = list(entries(item, "steps", self._report))
        if len(named) == 1:
            yield from self._named_step(*named[0])
        elif named:
            self._report.add(item.spot, "kind_unknown", kind=named[0][0].text, maybe=_like(named))

    def _unnamed_step(self, item: Table, kind: Kind) -> Iterator[Step]:
        self._unnamed[kind.name] += 1
        number = self._unnamed[kind.name]
        if kind.needs_id:
            self._report.add(item.spot, "id_missing", kind=kind.name)
        step = StepId(kind.name if number == 1 else f"{kind.name}-{number}")
        yield from self._built(step, item, kind, item.spot)

    def _named_step(self, key: Text, body: Node) -> Iterator[Step]:
        kind = _kind_of(body) if isinstance(body, Table) else None
        if isinstance(body, Text) and re.split(r"[\s:]", body.text)[0] in KINDS:
            self._report.add(body.spot, "yaml_no_colon")
            return
        if kind is None or not isinstance(body, Table):
            inner = list(entries(body, key.text, self._report)) if isinstance(body, Table) else []
            # one thing below an id is a kind misspelt, several are the labels of one
            is_id = not nearest(key.text, KINDS) and bool(_like(inner) or len(inner) == 1)
            wrong = inner[0][0] if is_id else key
            maybe = _like(inner) if is_id else nearest(key.text, KINDS)
            self._report.add(wrong.spot, "kind_unknown", kind=wrong.text, maybe=maybe)
            return
        if not STEP_ID.fullmatch(key.text):
            self._report.add(key.spot, "step_id_wrong", step=key.text)
        yield from self._built(StepId(key.text), body, kind, key.spot)

    def _built(self, step: StepId, item: Table, kind: Kind, spot: Spot) -> Iterator[Step]:
        if step in self._lines:
            line = str(self._lines[step])
            self._report.add(spot, "step_twice", step=step, line=line)
            return
        self._lines[step] = spot.line
        self._report.spots[InFlow(self._flow, step)] = spot
        body = self._body(step, item, kind)
        if body:
            yield kind.build(step, body)

    def _body(self, step: StepId, item: Table, kind: Kind) -> Body | None:
        """Read the keys of a kind; None when one of them is missing or of another shape."""
        before = self._report.serious
        table = self._alone(item, kind)
        names = [key.name for key in kind.keys]
        required = [key.name for key in kind.keys if key.required]
        fields = fields_of(table, kind.name, self._report, known=names, required=required)
        if fields is None:
            return None
        texts, pairs = dict[str, str](), dict[str, tuple[tuple[str, str], ...]]()
        for key in kind.keys:
            if key.shape is Shape.PAIRS:
                pairs[key.name] = self._pairs(step, fields, key.name)
            elif key.name in fields.values:
                texts[key.name] = fields.text(key.name)
                self._report.spots[InFlow(self._flow, step, key.name)] = fields.at(key.name)
        return Body(texts, pairs) if self._report.serious == before else None

    def _alone(self, item: Table, kind: Kind) -> Table:
        """Take other kinds out of a body: their hyphen was forgotten."""
        kept: list[tuple[Node, Node]] = []
        for key, value in item.pairs:
            if isinstance(key, Text) and key.text in KINDS and key.text != kind.name:
                self._report.add(key.spot, "two_kinds", kind=key.text, other=kind.name)
            else:
                kept.append((key, value))
        return Table(kept, item.spot)

    def _pairs(self, step: StepId, fields: Fields, name: str) -> tuple[tuple[str, str], ...]:
        lines = dict[str, int]()
        found = fields.pairs(name)
        for label, value in found:
            self._report.spots[InFlow(self._flow, step, f"{name}/{label.text}")] = label.spot
            if name == "options" and value.text in lines:
                line = str(lines[value.text])
                self._report.add(value.spot, "value_twice", text=value.text, line=line)
            lines.setdefault(value.text, value.spot.line)
        return tuple((label.text, value.text) for label, value in found)


def _kind_of(item: Table) -> Kind | None:
    """Find the first key that names a kind."""
    keys = (key.text for key, _ in item.pairs if isinstance(key, Text))
    return next((KINDS[key] for key in keys if key in KINDS), None)


def _like(named: list[tuple[Text, Node]]) -> str:
    return next((near for key, _ in named if (near := nearest(key.text, KINDS))), "")

"""YAML as a plain tree with positions, in which every scalar is text.

`yes`, `1.10` and `10:30` stay what the editor typed. Anchors, tags and deep nesting have no use
in these files and are how a small file is made to burst, so they are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from bot.loader.report import Report, Spot
from bot.loader.syntax import explain_syntax
from bot.loader.widths import narrowed
from bot.model.errors import Mistake

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
ENDS = (MappingEndEvent, SequenceEndEvent)
MAX_DEPTH = 12  # the deepest thing in a flow file, an option's value, lies five deep


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, without white space at its end."""

    text: str
    spot: Spot
    folded: bool = False
    """It runs over several lines that YAML makes one of, since no `|` stands before it."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "list[Node]"
    spot: Spot


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order of the file, with its keys as often as they were written."""

    pairs: "list[tuple[Node, Node]]"
    spot: Spot


Node = Text | Items | Table


class _Unusable(Exception):
    """The file holds something that these files never need."""

    def __init__(self, spot: Spot, problem: str) -> None:
        super().__init__(problem)
        self.spot = spot
        self.problem = problem


def read_tree(
    text: str, file: str, report: Report, keys: frozenset[str] = frozenset()
) -> Node | None:
    """Read one YAML document, full-width signs as they were meant where one of `keys` stands.

    None when it is empty or was reported as broken.
    """
    found, mistakes = _read(text, file, keys)
    report.mistakes.extend(mistakes)
    return found


@lru_cache(maxsize=256)  # a save changes one file of all; nobody changes a tree
def _read(text: str, file: str, keys: frozenset[str]) -> tuple[Node | None, tuple[Mistake, ...]]:
    meant, warnings = narrowed(text, file, keys)
    found = _read_fast(meant, file)
    if found is None and warnings:
        found = _read_fast(text, file)
        warnings = [] if found is not None else warnings
    if found is not None:
        return found, tuple(warnings)
    found, mistakes = _read_slowly(meant, file)
    return found, (*warnings, *mistakes)


def _read_fast(text: str, file: str) -> Node | None:
    """Read what is in order, six times as fast; None for whatever is to be explained."""
    try:
        return _build(YAML(typ="safe", plug_ins=[]).parse(text), file, text.split("\n"))
    except (_Unusable, YAMLError, ArithmeticError, ValueError, LookupError, RecursionError):
        return None


def _read_slowly(text: str, file: str) -> tuple[Node | None, tuple[Mistake, ...]]:
    events = YAML(typ="safe", pure=True, plug_ins=[]).parse(text)
    try:
        return _build(events, file, text.split("\n")), ()
    except _Unusable as found:
        spot, problem = found.spot, found.problem
        return None, (Mistake(spot.file, spot.line, spot.column, problem),)
    except (MarkedYAMLError, ReaderError) as error:
        return None, (explain_syntax(error, text, file),)
    except (YAMLError, ArithmeticError, ValueError, LookupError, RecursionError):
        # ruamel.yaml trips over some malformed directives and escapes without a mark
        return None, (Mistake(file, 1, 1, "yaml_other"),)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    node: Items | Table
    keys: "list[Node]" = field(default_factory=list)

    def take(self, child: Node) -> None:
        if isinstance(self.node, Items):
            self.node.items.append(child)
        elif self.keys:
            key = self.keys.pop()
            # YAML finds nothing only where the next thing begins; it is missed at its key
            nothing = isinstance(child, Text) and not child.text
            self.node.pairs.append((key, Text("", key.spot) if nothing else child))
        else:
            self.keys.append(child)


def _build(events: Iterator[Event], file: str, lines: list[str]) -> Node | None:
    open_nodes: list[_Open] = []
    root: Node | None = None
    documents = 0
    for event in events:
        if isinstance(event, ENDS):
            open_nodes.pop()
            continue
        spot = Spot(file, event.start_mark.line + 1, event.start_mark.column + 1)
        if not isinstance(event, NodeEvent):
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                raise _Unusable(spot, "yaml_two_documents")
            continue
        _refuse(event, spot, len(open_nodes))
        node = _node(event, spot, lines)
        root = root or node
        if open_nodes:
            open_nodes[-1].take(node)
        if not isinstance(node, Text):
            open_nodes.append(_Open(node))
    return root


def _refuse(event: NodeEvent, spot: Spot, depth: int) -> None:
    if event.anchor:  # what refers to another has one as well
        raise _Unusable(spot, "yaml_anchor")
    if getattr(event, "tag", None):
        raise _Unusable(spot, "yaml_tag")
    if depth > MAX_DEPTH:
        raise _Unusable(spot, "yaml_deep")


def _node(event: NodeEvent, spot: Spot, lines: list[str]) -> Node:
    if not isinstance(event, ScalarEvent):
        return Items([], spot) if isinstance(event, SequenceStartEvent) else Table([], spot)
    text = str(event.value)
    if CONTROL.search(text):
        raise _Unusable(spot, "yaml_strange_letter")
    first, last = event.start_mark.line, event.end_mark.line
    if event.style in ("|", ">"):
        spot = replace(spot, below=tuple(lines[first : last + 1]))
    return Text(text.rstrip(), spot, folded=not event.style and last > first)

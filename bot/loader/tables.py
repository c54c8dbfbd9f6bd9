"""The tables of facts, hotlines and nicknames."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.check import InTable
from bot.conversation.content import Fact, Hotline, Nicknames, Verified
from bot.loader.report import Report
from bot.loader.shape import Fields, entries, fields_of
from bot.loader.tree import Node

PROOF = ("source", "verified_on", "expires_on")
FACT = ("what", "value", *PROOF)
HOTLINE = ("name", "number", "hours", *PROOF, "verified_by")
NICKNAMES = ("first", "second")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a table and its name."""

    id: str
    fields: Fields


def read_facts(node: Node, report: Report) -> dict[str, Fact]:
    """Read `facts.yaml`."""
    found = _table(node, "facts", report, FACT, ("what",))
    return {
        entry.id: Fact(entry.fields.text("what"), entry.fields.text("value"), _proof(entry.fields))
        for entry in found
    }


def read_hotlines(node: Node, report: Report) -> dict[str, Hotline]:
    """Read `hotlines.yaml`."""
    return {
        entry.id: Hotline(
            entry.fields.text("name"),
            entry.fields.narrow("number"),
            entry.fields.text("hours"),
            _proof(entry.fields),
        )
        for entry in _table(node, "hotlines", report, HOTLINE, ("name",))
    }


def read_nicknames(node: Node, report: Report) -> Nicknames:
    """Read `nicknames.yaml`."""
    fields = fields_of(node, "nicknames", report, known=NICKNAMES, required=NICKNAMES)
    if fields is None:
        return Nicknames()
    words = {name: tuple(word.text for word in fields.items(name)) for name in NICKNAMES}
    for name in NICKNAMES:
        if name in fields.values and not words[name]:
            report.add(fields.at(name), "empty", key=name)
    return Nicknames(words["first"], words["second"])


def _table(
    node: Node, table: str, report: Report, known: tuple[str, ...], required: tuple[str, ...]
) -> Iterator[Entry]:
    top = fields_of(node, table, report, known=(table,), required=(table,))
    if top is None or table not in top.values:
        return
    for key, value in entries(top.values[table], table, report):
        report.spots[InTable(table, key.text)] = key.spot
        fields = fields_of(value, key.text, report, known=known, required=required)
        if fields:
            report.spots |= {InTable(table, key.text, name): fields.at(name) for name in known}
            yield Entry(key.text, fields)


def _proof(fields: Fields) -> Verified:
    return Verified(
        fields.text("source"),
        fields.day("verified_on"),
        fields.day("expires_on"),
        fields.text("verified_by"),
    )

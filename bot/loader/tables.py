"""The tables of facts, hotlines and nicknames."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.check.finding import InTable
from bot.conversation.content import Audience, Fact, Hotline, Means, Nicknames, Verified
from bot.loader.hours import read_opening
from bot.loader.report import Report
from bot.loader.shape import Fields, entries, fields_of
from bot.loader.tree import Node

PROOF = ("source", "verified_on", "expires_on")
FACT = ("what", "value", *PROOF)
HOTLINE = ("name", "number", "hours", *PROOF, "verified_by", "kind", "for", "open")
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
    found = _table(node, "hotlines", report, HOTLINE, ("name",))
    return {entry.id: _hotline(entry.fields, report) for entry in found}


def _hotline(fields: Fields, report: Report) -> Hotline:
    opening = fields.values.get("open")
    return Hotline(
        fields.text("name"),
        fields.narrow("number"),
        fields.text("hours"),
        _proof(fields),
        read_opening(opening, report) if opening is not None else None,
        tuple(_audiences(fields, report)),
        _means(fields, report),
    )


def _audiences(fields: Fields, report: Report) -> Iterator[Audience]:
    for text in fields.items("for"):
        try:
            yield Audience(text.text)
        except ValueError:
            report.add(text.spot, "choice_unknown", text=text.text, known=" ".join(Audience))


def _means(fields: Fields, report: Report) -> Means:
    written = fields.text("kind")
    try:
        return Means(written) if written else Means.PHONE
    except ValueError:
        report.add(fields.at("kind"), "choice_unknown", text=written, known=" ".join(Means))
        return Means.PHONE


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

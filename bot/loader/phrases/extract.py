"""Give Babel the phrases of a file of `flows/`: `msgctxt` says where one stands, as `flow.step`.

Registered as the extractor `engawa`. Which kind of file it is, its first key tells.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import IO

from bot.conversation.check.phrases import Phrase, of_canned, of_facts, of_flow, of_hotlines
from bot.conversation.interface import DESKS
from bot.loader.canned import read_canned
from bot.loader.desks import read_desks
from bot.loader.flows import read_flow
from bot.loader.report import Report
from bot.loader.tables import read_facts, read_hotlines
from bot.loader.tree import Node, Table, Text, read_tree
from bot.model.errors import ContentError, Severity

Extracted = tuple[int, str, tuple[str, str], list[str]]


def extract(
    file: IO[bytes], keywords: object, comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Extracted]:
    """Give (line, `pgettext`, (context, Japanese), no comments) for each phrase.

    Raises ContentError where the file cannot be read: what is missing would become obsolete.
    """
    report = Report("flows", "locales")
    node = read_tree(file.read().decode("utf-8-sig"), getattr(file, "name", "flows"), report)
    found = list(_phrases(node, report)) if isinstance(node, Table) else []
    if any(mistake.severity is Severity.SERIOUS for mistake in report.mistakes):
        raise ContentError(report.in_order())
    for phrase in found:
        line = report.spots[phrase.where].line if phrase.where in report.spots else 1
        if phrase.text.strip():
            yield line, "pgettext", (phrase.context, phrase.text), []


def _phrases(node: Table, report: Report) -> Iterator[Phrase]:
    first, value = node.pairs[0] if node.pairs else (None, None)
    match first.text if isinstance(first, Text) else "":
        case "flow" if isinstance(value, Text):
            flow = read_flow(node, f"{value.text}.yaml", report)
            yield from of_flow(flow) if flow else ()
        case "canned":
            yield from of_canned(read_canned(node, report))
        case "facts":
            yield from of_facts(read_facts(node, report))
        case "hotlines":
            yield from of_hotlines(read_hotlines(node, report))
        case "desks":
            yield from _of_desks(node)
        case _:  # nicknames: nobody translates them
            return


def _of_desks(node: Node) -> Iterator[Phrase]:
    """List the names; what is wrong with the rest is no matter here."""
    for desk in read_desks(node, Report("flows", "locales"), ()):
        yield Phrase(DESKS, desk.name)

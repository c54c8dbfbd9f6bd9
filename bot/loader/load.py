"""Read every file, check the whole, and give it back frozen, or raise all that is wrong."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from bot.conversation.check.canned import check_canned
from bot.conversation.check.doubles import check_doubles
from bot.conversation.check.ends import check_ends
from bot.conversation.check.facts import check_facts
from bot.conversation.check.finding import Finding
from bot.conversation.check.flows import check_flows
from bot.conversation.check.hotlines import check_hotlines
from bot.conversation.check.reach import check_reach
from bot.conversation.check.texts import check_texts
from bot.conversation.check.translations import check_translations
from bot.conversation.content import Content, Nicknames, fingerprint
from bot.conversation.flow import Flow
from bot.desk.state import Desk
from bot.i18n import Catalogue
from bot.loader.archive import MAX_BYTES
from bot.loader.canned import read_canned
from bot.loader.catalogues import read_catalogue
from bot.loader.danger import danger_files, read_danger
from bot.loader.desks import read_desks
from bot.loader.flows import read_flow
from bot.loader.guard import RECORD, check_record
from bot.loader.loaded import Loaded
from bot.loader.report import Report, Spot
from bot.loader.signs import read_signs
from bot.loader.tables import read_facts, read_hotlines, read_nicknames
from bot.loader.tree import Node, read_tree
from bot.loader.vocabulary import WRITTEN
from bot.loader.wordings import read_wordings, wordings_files
from bot.model.errors import ContentError, Severity
from bot.model.ids import BASE_LANGUAGE, FlowId, Language
from bot.safety import Signs

NEEDED = ("facts", "hotlines", "nicknames", "desks")
TABLES = (*NEEDED, "canned", "crisis_signs")

T = TypeVar("T")


def load(flows: Path, locales: Path, *, today: date | None = None) -> Loaded:
    """Read both folders; `today` (Asia/Tokyo) says which facts are past their date.

    Raises ContentError with every mistake of every file, serious or not, when one is serious.
    """
    report = Report(flows.name, locales.name)
    catalogues = _read_catalogues(locales, report)
    trees = _read_trees(flows, report)
    content = _compile(trees, catalogues, report)
    wordings = read_wordings(_texts(wordings_files(flows), report), content.flows, report)
    danger = read_danger(_texts(danger_files(flows), report), report)
    content = replace(content, wordings=wordings, danger=danger)
    record = _record(flows, content, report)
    desks = _desks(trees, content, report)
    content = replace(content, version=fingerprint(content, desks))
    for found in _findings(content, frozenset(report.broken), today):
        report.add_finding(found)
    mistakes = report.in_order()
    if any(mistake.severity is Severity.SERIOUS for mistake in mistakes):
        raise ContentError(mistakes)
    return Loaded(content, desks, mistakes, report.spots, record)


@dataclass(frozen=True, slots=True)
class _Tree:
    """A file of `flows/` that could be read as YAML."""

    stem: str
    file: str
    node: Node


def _read_trees(flows: Path, report: Report) -> dict[str, _Tree]:
    trees = dict[str, _Tree]()
    for path in _files(flows):
        file = f"{flows.name}/{path.name}"
        if path.suffix != ".yaml":
            if path.suffix == ".yml":
                report.add(Spot(file), "wrong_ending", Severity.WARNING)
            continue
        text = read_text(path, file, report)
        before = len(report.mistakes)
        node = read_tree(text, file, report, WRITTEN) if text is not None else None
        if node is not None:
            trees[path.stem] = _Tree(path.stem, file, node)
            continue
        report.broken.add(path.stem)
        if text is not None and len(report.mistakes) == before:
            report.add(Spot(file), "file_empty")
    for stem in NEEDED:
        if stem not in trees and stem not in report.broken:
            report.add(Spot(f"{flows.name}/{stem}.yaml"), "file_missing")
            report.broken.add(stem)
    return trees


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def read_text(path: Path, file: str, report: Report) -> str | None:
    """Read a file as UTF-8; None when it was reported as unusable."""
    try:
        if path.stat().st_size > MAX_BYTES:
            report.add(Spot(file), "file_big")
            return None
        raw = path.read_bytes()
    except OSError:
        report.add(Spot(file), "file_unreadable")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.add(Spot(file, raw.count(b"\n", 0, error.start) + 1), "wrong_encoding")
        return None


def _compile(
    trees: dict[str, _Tree], catalogues: dict[Language, Catalogue], report: Report
) -> Content:
    flows = dict[FlowId, Flow]()
    for tree in trees.values():
        flow = read_flow(tree.node, tree.file, report) if tree.stem not in TABLES else None
        if flow:
            flows[flow.id] = flow
    facts = _table(trees, "facts", read_facts, report) or {}
    hotlines = _table(trees, "hotlines", read_hotlines, report) or {}
    nicknames = _table(trees, "nicknames", read_nicknames, report) or Nicknames()
    canned = _table(trees, "canned", read_canned, report) or ()
    signs = _table(trees, "crisis_signs", read_signs, report) or Signs()
    return Content(flows, catalogues, facts, hotlines, nicknames, "", canned, signs=signs)


def _table(
    trees: dict[str, _Tree], stem: str, read: Callable[[Node, Report], T], report: Report
) -> T | None:
    if stem not in trees:
        return None
    before = report.serious
    found = read(trees[stem].node, report)
    if report.serious > before:
        report.broken.add(stem)
    return found


def _texts(paths: Iterable[Path], report: Report) -> dict[str, str]:
    texts = dict[str, str]()
    for path in paths:
        text = read_text(path, f"{report.flows_folder}/{path.parent.name}/{path.name}", report)
        if text is not None:
            texts[path.stem] = text
    return texts


def _record(flows: Path, content: Content, report: Report) -> str | None:
    path = flows / RECORD
    file = f"{flows.name}/{RECORD}"
    text = read_text(path, file, report) if path.is_file() else None
    if "crisis_signs" not in report.broken:
        check_record(text, content.signs, content.danger, report)
    return text


def _desks(trees: dict[str, _Tree], content: Content, report: Report) -> tuple[Desk, ...]:
    if "desks" not in trees:
        return ()
    return read_desks(trees["desks"].node, report, (*content.languages(), *report.unread))


def _read_catalogues(locales: Path, report: Report) -> dict[Language, Catalogue]:
    found = dict[Language, Catalogue]()
    folders = (
        sorted(path for path in locales.iterdir() if path.is_dir()) if locales.is_dir() else []
    )
    for folder in folders:
        path = folder / "LC_MESSAGES" / "engawa.po"
        file = f"{locales.name}/{folder.name}/LC_MESSAGES/engawa.po"
        if not path.is_file():
            report.add(Spot(file), "catalogue_missing", Severity.WARNING)
            continue
        if folder.name == BASE_LANGUAGE:
            report.add(Spot(file), "catalogue_of_base", Severity.WARNING)
            continue
        text = read_text(path, file, report)
        language = Language(folder.name)
        read = read_catalogue(text, file, language, report) if text is not None else None
        if read:
            found[language] = read
        else:
            report.unread.add(language)
    return found


def _findings(content: Content, broken: frozenset[str], today: date | None) -> Iterator[Finding]:
    yield from check_flows(content, broken - set(TABLES))
    yield from check_reach(content, broken - set(TABLES))
    yield from check_ends(content, broken)
    yield from check_doubles(content)
    yield from check_texts(content, broken)
    yield from check_canned(content, broken)
    yield from check_translations(content)
    yield from check_facts(content, today)
    yield from check_hotlines(content)

"""The scripts of editors: `flows/scripts/*.yaml`, or any file of that form."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bot.conversation.check.finding import nearest
from bot.conversation.script.script import (
    ACTS,
    ALL,
    ANY,
    BESIDE,
    KNOWN,
    LOOKS,
    Buttons,
    Line,
    Piece,
    Script,
    case_lines,
)
from bot.loader.load import read_text
from bot.loader.report import Report, Spot
from bot.loader.shape import Fields, entries, fields_of, text_of, texts_of
from bot.loader.tree import Items, Node, Table, Text, read_tree
from bot.model.errors import ContentError

LINES = (*ACTS, *LOOKS)
BY_LANGUAGE = ("bot", "writes", "edits", "passing", "staff read")
"""The lines behind which a text for each language may stand."""
FOLDER = "scripts"
"""Beside the flows, and no flows: the loader reads no folder within `flows/`."""
KEYS = ("script", "language", "languages", "talk")
CASE = ("nickname", "answers", "path", "earlier")


def scripts_of(flows: Path) -> tuple[Path, ...]:
    """List the scripts that belong to a folder of flows; none where it has none."""
    return tuple(sorted((flows / FOLDER).glob("*.yaml")))


def read_scripts(files: Iterable[Path]) -> tuple[Script, ...]:
    """Read scripts; raises ContentError with every mistake of every file."""
    report = Report("", "")
    read = [_read(file, report) for file in files]
    if report.mistakes:
        raise ContentError(report.in_order())
    return tuple(script for script in read if script)


def _read(path: Path, report: Report) -> Script | None:
    file = path.as_posix()
    text = read_text(path, file, report)
    return read_script(text, file, report) if text is not None else None


def read_script(text: str, file: str, report: Report) -> Script | None:
    """Read one script; None when it was reported as broken."""
    before = len(report.mistakes)
    node = read_tree(text, file, report)
    if node is None:
        if len(report.mistakes) == before:
            report.add(Spot(file), "file_empty")
        return None
    fields = fields_of(node, "script", report, known=KEYS, required=("script", "talk"))
    if fields is None:
        return None
    if "language" in fields.values and "languages" in fields.values:
        report.add(fields.keys["languages"], "script_languages_twice")
    lines = tuple(_lines(fields, report))
    languages = tuple(_languages(fields, report))
    script = Script(file, fields.text("script"), lines, fields.text("language"), languages)
    return script if len(report.mistakes) == before else None


def _languages(fields: Fields, report: Report) -> Iterator[Piece]:
    node = fields.values.get("languages")
    if isinstance(node, Text):
        if node.text != ALL:
            report.add(node.spot, "script_languages_wrong")
        yield _piece(node)
    elif node is not None:
        yield from (_piece(name) for name in texts_of(node, "languages", report))


def _lines(fields: Fields, report: Report) -> Iterator[Line]:
    talk = fields.values.get("talk")
    if isinstance(talk, Items):
        for item in talk.items:
            line = _line(item, report)
            if line:
                yield line
    elif talk is not None and not (isinstance(talk, Text) and not talk.text):
        report.add(talk.spot, "wrong_type_list", key="talk")


def _line(item: Node, report: Report) -> Line | None:
    """Read one line: its key, and what may stand beside that key."""
    if not isinstance(item, Table):
        report.add(item.spot, "script_line_wrong")
        return None
    found = {key.text: (key, value) for key, value in entries(item, "talk", report)}
    keys = [key for key in found if key in LINES]
    if len(keys) != 1:
        _report_keys([key for key, _ in found.values()], report)
        return None
    key, value = found.pop(keys[0])
    beside = BESIDE.get(key.text, "")
    along = found.pop(beside)[1] if beside in found else None
    for name, (other, _) in found.items():
        report.add(other.spot, "key_unknown", key=name, maybe=nearest(name, (*LINES, beside)))
    return _built(key, value, along, report)


def _report_keys(keys: list[Text], report: Report) -> None:
    """Tell why a line is not known for one thing: it has none, or two, or one beside nothing."""
    for key in [each for each in keys if each.text in LINES][1:2]:
        report.add(key.spot, "script_line_two", key=key.text)
        return
    for key in keys[:1]:
        owner = next((line for line, beside in BESIDE.items() if beside == key.text), "")
        if owner:
            report.add(key.spot, "script_line_alone", key=key.text, line=owner)
        else:
            maybe = nearest(key.text, LINES)
            report.add(key.spot, "script_line_unknown", key=key.text, maybe=maybe)


def _built(key: Text, value: Node, along: Node | None, report: Report) -> Line | None:
    pieces = _pieces(key, value, report)
    if not pieces:
        return None
    case = _case(value, report) if key.text == "case" and isinstance(value, Table) else ()
    line = Line(key.text, pieces, case=case)
    match key.text:
        case "bot" if along is not None:
            labels = tuple(label.text for label in texts_of(along, "buttons", report))
            return replace(line, buttons=Buttons(labels, along.spot.line, along.spot.column))
        case "shows" if along is not None:
            return replace(line, caption=text_of(along, "caption", report) or "")
        case "desk" if along is not None:
            return replace(line, values=_values(along, report))
        case _:
            return line


def _pieces(key: Text, value: Node, report: Report) -> dict[str, Piece]:
    """Read the text behind a key, or one for each language; empty where it was reported."""
    if isinstance(value, Table) and key.text == "case":
        return {ANY: Piece("", key.spot.line, key.spot.column)}
    if isinstance(value, Table) and key.text in BY_LANGUAGE:
        return {
            language.text: _piece(text)
            for language, text in entries(value, key.text, report)
            if text_of(text, language.text, report, required=True) and isinstance(text, Text)
        }
    text = text_of(value, key.text, report, required=key.text != "opens")
    if text is None or not _is_known(key.text, text, value, report):
        return {}
    return {ANY: Piece(text, value.spot.line, value.spot.column)}


def _is_known(key: str, text: str, value: Node, report: Report) -> bool:
    known = KNOWN.get(key)
    if known is None or text in known:
        return True
    maybe, words = nearest(text, known), "、".join(known)
    report.add(value.spot, "script_word_unknown", key=key, text=text, maybe=maybe, known=words)
    return False


def _values(node: Node, report: Report) -> dict[str, str]:
    found = (
        (name.text, text_of(value, name.text, report))
        for name, value in entries(node, "values", report)
    )
    return {name: text for name, text in found if text is not None}


def _case(node: Node, report: Report) -> tuple[str, ...]:
    fields = fields_of(node, "case", report, known=CASE, required=())
    if fields is None:
        return ()
    path, earlier = ([text.text for text in fields.items(key)] for key in ("path", "earlier"))
    return case_lines(
        fields.text("nickname"), tuple(_answers(fields, report)), tuple(path), earlier
    )


def _answers(fields: Fields, report: Report) -> Iterator[tuple[str, str]]:
    node = fields.values.get("answers")
    for pair in node.items if isinstance(node, Items) else ():
        match [text.text for text in texts_of(pair, "answers", report)]:
            case [question, answer]:
                yield question, answer
            case _:
                report.add(pair.spot, "script_answer_wrong")


def _piece(text: Text) -> Piece:
    return Piece(text.text, text.spot.line, text.spot.column)

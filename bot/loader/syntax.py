"""Put what the YAML reader trips over into plain words, by looking at the line itself."""

import re

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from bot.model.errors import Mistake

CLUES = (
    ("mapping values are not allowed", "yaml_colon"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("<block end>", "yaml_indent"),
    ("block entries are not allowed", "yaml_indent"),
    ("flow", "yaml_bracket"),
    ("<stream end>", "yaml_bracket"),
    ("quoted scalar", "yaml_quote"),
    ("unexpected end of stream", "yaml_quote"),
    ("cannot start any token", "yaml_letter"),
    ("single document", "yaml_two_documents"),
    ("alias", "yaml_anchor"),
    ("anchor", "yaml_anchor"),
    ("tag", "yaml_tag"),
)


def explain_syntax(error: MarkedYAMLError | ReaderError, text: str, file: str) -> Mistake:
    """Name the mistake that an editor most likely made, at the line where it stands."""
    lines = text.splitlines() or [""]
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, _offset(error, text)) + 1
        return Mistake(file, line, 1, "yaml_strange_letter")
    mark = error.problem_mark or error.context_mark
    line = min(mark.line + 1, len(lines)) if mark else 1
    column = mark.column + 1 if mark else 1
    visible = _visible_cause(lines, line)
    if visible:
        return Mistake(file, *visible)
    said = f"{error.context or ''} {error.problem or ''}"
    problem = next((name for clue, name in CLUES if clue in said), "yaml_other")
    if problem == "yaml_quote" and error.context_mark:  # where the quote was opened
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return Mistake(file, line, column, problem)


def _visible_cause(lines: list[str], line: int) -> tuple[int, int, str] | None:
    """Look for what the eye cannot tell from the right letter, on this line or the one above."""
    for number in (line, line - 1):
        if not 1 <= number <= len(lines):
            continue
        for pattern, problem in INVISIBLE:
            found = re.search(pattern, lines[number - 1])
            if found:
                return number, found.start(1) + 1, problem
    return None


INVISIBLE = (
    (r"^[ \u3000]*(\t)", "yaml_tab"),
    (r"^[ \t]*(\u3000)", "yaml_wide_space"),
    (r"^ *(?:- +)?[\w -]+(：)", "yaml_wide_colon"),
)


def _offset(error: ReaderError, text: str) -> int:
    position = error.position
    return position if isinstance(position, int) else len(text)

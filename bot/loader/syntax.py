"""Put what the YAML reader trips over into plain words, by looking at the line itself."""

import re

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from bot.model.errors import Mistake

CLUES = (
    ("mapping values are not allowed", "yaml_colon"),
    ("could not find expected ':'", "yaml_no_colon"),
    ("<block end>", "yaml_indent"),
    ("<document start>", "yaml_indent"),
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


KEYED = re.compile(r" *(?:- +)?[^\s#:-][^:#]*:(?: |$)")
HYPHEN = re.compile(r" *- ")
STEP = 2  # columns by which all that is shipped is indented
OPENED = ("yaml_quote", "yaml_bracket", "yaml_no_colon")
"""What is noticed late, and told where it began."""


def explain_syntax(error: MarkedYAMLError | ReaderError, text: str, file: str) -> Mistake:
    """Name the mistake that an editor most likely made, at the line where it stands."""
    lines = text.splitlines() or [""]
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, _offset(error, text)) + 1
        return Mistake(file, line, 1, "yaml_strange_letter")
    mark = error.problem_mark or error.context_mark
    line = min(mark.line + 1, len(lines)) if mark else 1
    column = mark.column + 1 if mark else 1
    cause = _visible_cause(lines, line) or _told_by_yaml(error, lines, line, column)
    return Mistake(file, *cause)


Cause = tuple[int, int, str]
"""Line, column, problem."""


def _told_by_yaml(error: MarkedYAMLError, lines: list[str], line: int, column: int) -> Cause:
    said = f"{error.context or ''} {error.problem or ''}"
    problem = next((name for clue, name in CLUES if clue in said), "yaml_other")
    begun = error.context_mark
    if problem in OPENED and begun and begun.line < line:
        line, column = begun.line + 1, begun.column + 1
    if "<document start>" in said:  # the file itself began too far in
        line = next((n for n, each in enumerate(lines, 1) if re.match(r" +[^ #]", each)), line)
    if problem == "yaml_indent":
        line, column = _crooked(lines, line) or (line, column)
    if problem == "yaml_colon" and _lost_its_colon(lines, line):
        line, column, problem = line - 1, 1, "yaml_no_colon"
    wide = re.search(WIDE_COLON, lines[line - 1]) if problem == "yaml_no_colon" else None
    return (line, wide.start(1) + 1, "yaml_wide_colon") if wide else (line, column, problem)


def _crooked(lines: list[str], line: int) -> tuple[int, int] | None:
    """Find the key above that YAML took for the beginning of something else.

    It stands in a column of its own, or lacks the hyphen that this line has.
    """
    here = lines[line - 1]
    wanted = _indented(here)
    for number in range(line - 1, 0, -1):
        above = lines[number - 1]
        depth = _indented(above)
        if not KEYED.match(above):
            continue
        is_odd = bool(depth % STEP) and not wanted % STEP
        if is_odd or (depth == wanted and HYPHEN.match(here) and not HYPHEN.match(above)):
            return number, depth + 1
        if depth < wanted:
            return None
    return None


def _indented(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _lost_its_colon(lines: list[str], line: int) -> bool:
    """Say whether the line above is a neighbour of this one that has no colon."""
    above, here = (lines[line - 2], lines[line - 1]) if line > 1 else ("", "")
    same = len(above) - len(above.lstrip()) == len(here) - len(here.lstrip())
    is_bare = bool(above.strip()) and not re.search(r":(?: |$)", above)
    return is_bare and (same or bool(re.fullmatch(r" *(?:- )?[a-z_ -]+", above)))


def _visible_cause(lines: list[str], line: int) -> Cause | None:
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
)
WIDE_COLON = r"^ *(?:- +)?[\w -]+(：)"


def _offset(error: ReaderError, text: str) -> int:
    position = error.position
    return position if isinstance(position, int) else len(text)

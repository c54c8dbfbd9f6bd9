"""All mistakes as one text: lines for people, JSON, or SARIF 2.1.0 as CI servers read it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from bot.loader.messages import SEVERITIES, explain, told
from bot.model.errors import Mistake, Severity

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.SERIOUS: "error", Severity.WARNING: "warning", Severity.HINT: "note"}

VERDICTS = {
    "ja": ("。このまま使えます。", "。「重大」を直すまで使えません。"),
    "en": (": the files may go live.", ": they may not go live before what is serious is mended."),
}


class Form(StrEnum):
    """In which form mistakes are listed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def listed(mistakes: Iterable[Mistake], lang: str, form: Form) -> str:
    """List mistakes in a language and a form."""
    match form:
        case Form.TEXT:
            return "\n".join(_lines(tuple(mistakes), lang))
        case Form.JSON:
            return _json([_plain(mistake, lang) for mistake in mistakes])
        case Form.SARIF:
            return _json(_sarif(tuple(mistakes), lang))


def _lines(mistakes: tuple[Mistake, ...], lang: str) -> Iterator[str]:
    """Tell each mistake, and at the end whether the files may be used: a list may be long."""
    yield from (explain(mistake, lang) for mistake in mistakes)
    number = Counter(mistake.severity for mistake in mistakes)
    english = lang == "en"
    counted = (f"{name[english]} {number[severity]}" for severity, name in SEVERITIES.items())
    sound, broken = VERDICTS["en" if english else "ja"]
    yield (", " if english else "、").join(counted) + (
        broken if number[Severity.SERIOUS] else sound
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _plain(mistake: Mistake, lang: str) -> dict[str, object]:
    wrong, right = told(mistake, lang)
    return {
        "file": mistake.file,
        "line": mistake.line,
        "column": mistake.column,
        "severity": mistake.severity.value,
        "problem": mistake.problem,
        "wrong": wrong,
        "right": right,
    }


def _sarif(mistakes: tuple[Mistake, ...], lang: str) -> dict[str, object]:
    rules = sorted({mistake.problem for mistake in mistakes})
    driver = {"name": "engawa check", "rules": [{"id": rule} for rule in rules]}
    results = [_result(mistake, lang) for mistake in mistakes]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF, "version": "2.1.0", "runs": [run]}


def _result(mistake: Mistake, lang: str) -> dict[str, object]:
    wrong, right = told(mistake, lang)
    place = {
        "artifactLocation": {"uri": mistake.file},
        "region": {"startLine": mistake.line, "startColumn": mistake.column},
    }
    return {
        "ruleId": mistake.problem,
        "level": LEVELS[mistake.severity],
        "message": {"text": f"{wrong} {right}"},
        "locations": [{"physicalLocation": place}],
    }

"""`crisis_signs.yaml`: signs of danger, what only looks like one, and figures of speech."""

from collections.abc import Iterator

from bot.loader.report import Report
from bot.loader.shape import fields_of
from bot.loader.tree import Node, Text
from bot.model.danger import Level, Type
from bot.safety import Sign, Signs, sign_of

LEVELS = {level.name.lower(): level for level in Level}
TYPES = {type.value: type for type in Type}
OTHERS = ("harmless", "figures")
FILE = "crisis_signs.yaml"


def read_signs(node: Node, report: Report) -> Signs:
    """Read every sign; a list that is left out is empty."""
    known = (*TYPES, *OTHERS)
    fields = fields_of(node, "crisis_signs", report, known=known, required=tuple(TYPES))
    if fields is None:
        return Signs()
    signs = [
        sign
        for name, type in TYPES.items()
        if name in fields.values
        for sign in _of_type(fields.values[name], type, report)
    ]
    harmless, figures = ([_read(text, report) for text in fields.items(name)] for name in OTHERS)
    return Signs.of(signs, harmless, figures)


def _of_type(node: Node, type: Type, report: Report) -> Iterator[Sign]:
    fields = fields_of(node, type.value, report, known=tuple(LEVELS), required=())
    if fields is None:
        return
    for name, level in LEVELS.items():
        yield from (_read(text, report, type, level) for text in fields.items(name))


def _read(
    line: Text, report: Report, type: Type | None = None, level: Level | None = None
) -> Sign:
    sign = sign_of(line.text, type, level)
    if not sign.needs:
        report.add(line.spot, "sign_empty", text=line.text)
    return sign

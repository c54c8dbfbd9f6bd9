"""`desks.yaml`: each desk with its name, languages, work names and hours."""

from collections.abc import Collection

from bot.conversation.check.finding import nearest
from bot.desk.state import Desk
from bot.loader.hours import read_hours
from bot.loader.report import Report
from bot.loader.shape import Fields, fields_of
from bot.loader.tree import Items, Node, Text
from bot.model.ids import BASE_LANGUAGE, DeskId, Language

KEYS = ("desk", "name", "languages", "work names", "hours")
REQUIRED = ("desk", "name", "work names", "hours")


def read_desks(node: Node, report: Report, languages: Collection[Language]) -> tuple[Desk, ...]:
    """Read all desks; a language must be one that there is a catalogue for."""
    top = fields_of(node, "desks", report, known=("desks",), required=("desks",))
    listed = top.values.get("desks") if top else None
    if listed is None:
        return ()
    if not isinstance(listed, Items) or not listed.items:
        report.add(listed.spot, "wrong_type_list", key="desks")
        return ()
    found = (_desk(item, report, languages) for item in listed.items)
    desks = tuple(desk for desk in found if desk)
    ids = [desk.id for desk in desks]
    for desk in sorted({desk for desk in ids if ids.count(desk) > 1}):
        report.add(listed.spot, "desk_twice", desk=desk)
    return desks


def _desk(node: Node, report: Report, languages: Collection[Language]) -> Desk | None:
    fields = fields_of(node, "desk", report, known=KEYS, required=REQUIRED)
    if fields is None or "hours" not in fields.values:
        return None
    return Desk(
        DeskId(fields.text("desk")),
        fields.text("name"),
        read_hours(fields.values["hours"], report),
        _work_names(fields, report),
        _languages(fields, report, languages),
    )


def _work_names(fields: Fields, report: Report) -> tuple[str, ...]:
    names = [name.text for name in _unique(fields.items("work names"), "work_name_twice", report)]
    if "work names" in fields.values and not names:
        report.add(fields.at("work names"), "work_names_empty")
    return tuple(names)


def _languages(
    fields: Fields, report: Report, languages: Collection[Language]
) -> tuple[Language, ...]:
    written = _unique(fields.items("languages"), "language_twice", report)
    for language in written:
        if language.text not in languages:
            maybe = nearest(language.text, languages)
            report.add(language.spot, "language_unknown", language=language.text, maybe=maybe)
    return tuple(Language(language.text) for language in written) or (BASE_LANGUAGE,)


def _unique(words: list[Text], problem: str, report: Report) -> list[Text]:
    """Report words that stand twice, and keep the first of each."""
    kept = dict[str, Text]()
    for word in words:
        if word.text in kept:
            report.add(word.spot, problem, text=word.text)
        kept.setdefault(word.text, word)
    return list(kept.values())

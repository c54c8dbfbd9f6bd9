"""`desks.yaml`: each desk with its name, languages, work names, hours and working rules."""

from collections.abc import Collection

from bot.conversation.check.finding import nearest
from bot.desk.state import Desk, Rules
from bot.loader.hours import read_hours
from bot.loader.report import Report
from bot.loader.shape import ID, Fields, fields_of
from bot.loader.tree import Items, Node, Text
from bot.model.ids import BASE_LANGUAGE, DeskId, Language

REQUIRED = ("desk", "name", "work names", "hours")
RULES = (
    "others may answer",
    "claim returns after",
    "tell lead after",
    "lead",
    "new topics a minute",
)
KEYS = (*REQUIRED, "languages", "ward", *RULES, "outcomes")
MINUTES = range(10_001)  # three weeks of opening hours; more is a slip of the finger
TOPICS = range(1, 19)  # a group takes 20 messages a minute (TELEGRAM.md 1.2)
OUTCOMES = (
    ("listened", "話を聞いた"),
    ("connected", "面談や窓口につながった"),
    ("referred", "ほかの窓口を案内した"),
    ("faded", "やりとりが途切れた"),
    ("mistaken", "まちがい・いたずら"),
)
"""What a case may come to where a desk says nothing of its own."""


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
    name, desk = fields.text("name"), fields.text("desk")
    if desk and not ID.fullmatch(desk):
        report.add(fields.at("desk"), "id_wrong", text=desk)
    work_names = _work_names(fields, report)
    return Desk(
        DeskId(desk),
        name,
        read_hours(fields.values["hours"], report),
        work_names,
        _languages(fields, report, languages),
        fields.text("ward") or name,  # a ward of its own: no case is handed on unasked
        _rules(fields, report, work_names),
        _outcomes(fields, report),
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


def _rules(fields: Fields, report: Report, work_names: tuple[str, ...]) -> Rules:
    usual = Rules()
    lead = fields.text("lead")
    if lead and work_names and lead not in work_names:
        maybe = nearest(lead, work_names)
        report.add(fields.at("lead"), "lead_unknown", text=lead, maybe=maybe)
    return Rules(
        fields.yes("others may answer", otherwise=usual.others_may_answer),
        fields.number("claim returns after", otherwise=usual.claim_minutes, within=MINUTES),
        fields.number("tell lead after", otherwise=usual.lead_minutes, within=MINUTES),
        lead,
        fields.number("new topics a minute", otherwise=usual.topics_a_minute, within=TOPICS),
    )


def _outcomes(fields: Fields, report: Report) -> tuple[tuple[str, str], ...]:
    if "outcomes" not in fields.values:
        return OUTCOMES
    lines = dict[str, int]()
    found = fields.pairs("outcomes")
    for _, value in found:
        if not ID.fullmatch(value.text):
            report.add(value.spot, "id_wrong", text=value.text)
        if value.text in lines:
            line = str(lines[value.text])
            report.add(value.spot, "value_twice", text=value.text, line=line)
        lines.setdefault(value.text, value.spot.line)
    return tuple((value.text, label.text) for label, value in found)


def _unique(words: list[Text], problem: str, report: Report) -> list[Text]:
    """Report words that stand twice, and keep the first of each."""
    kept = dict[str, Text]()
    for word in words:
        if word.text in kept:
            report.add(word.spot, problem, text=word.text)
        kept.setdefault(word.text, word)
    return list(kept.values())

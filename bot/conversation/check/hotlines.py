"""The telephone lines: known numbers belong to known names, and some are never shown.

These pairs tell slips and copied errors; they make no number fit to be shown. Whoever changes
`hotlines.yaml` still looks at the line's own page.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.check.finding import Finding, InTable, finding
from bot.conversation.content import Content, Hotline
from bot.model.errors import Severity

OWNERS = {
    "110": ("警察",),
    "119": ("救急", "消防"),
    "189": ("児童相談所", "虐待"),
    "0120279338": ("よりそい",),
    "0120279226": ("よりそい",),
    "05036550279": ("よりそい",),
    "0120061338": ("いのちSOS",),
    "0120783556": ("いのちの電話",),
    "0570783556": ("いのちの電話",),
    "0332644343": ("東京いのちの電話",),
    "0570064556": ("こころの健康相談",),
    "0570087478": ("こころといのち", "自殺相談ダイヤル"),
    "0351555028": ("夜間こころ",),
    "0352869090": ("東京自殺防止センター",),
    "0120997777": ("チャイルドライン",),
    "0120078310": ("子供SOS", "子どもSOS"),
    "0120007110": ("子どもの人権",),
    "0120529528": ("ひきこもりサポートネット",),
}
"""Digits, and what the name of the line has in it."""

NEVER = {
    "0570046556": "0570-064-556",
    "0570078310": "0120-0-78310",
    "9999": "",
    "0120494949": "",
}
"""Misprints that go round, with the right number; lines that are open now and then alone."""

NOT_ALL_DAY = frozenset(
    {
        "0120783556",
        "0570783556",
        "0570064556",
        "0570087478",
        "0351555028",
        "0352869090",
        "0120997777",
        "0120007110",
        "0120529528",
    }
)
ALL_DAY = re.compile(r"24\s*時間|終日|いつでも")
MISREAD_HOURS = {"0120061338": re.compile(r"12\s*(?:時|:00)?\s*[-~〜]\s*22")}
LIKELY = re.compile(r"\d{3}|\d{4}|0\d{9,10}")


def check_hotlines(content: Content) -> Iterator[Finding]:
    """Check numbers, names and hours against each other."""
    for name, line in content.hotlines.items():
        where = InTable("hotlines", name)
        number = digits(line.number)
        if number:
            yield from _number(line, number, replace(where, key="number"))
            yield from _hours(line, number, replace(where, key="hours"))
    for name, fact in content.facts.items():
        if digits(fact.value) in NEVER:
            yield _never(fact.value, InTable("facts", name, "value"))


def digits(text: str) -> str:
    """Give the digits of a number, however it is written."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def _number(line: Hotline, number: str, where: InTable) -> Iterator[Finding]:
    own = {known for known, parts in OWNERS.items() if _is_named(line.name, parts)}
    if number in NEVER:
        yield _never(line.number, where)
    elif number in OWNERS and number not in own:
        owner = OWNERS[number][0]
        yield finding(where, "line_of_another", number=line.number, name=line.name, owner=owner)
    elif own and number not in own:
        yield finding(where, "line_other_number", number=line.number, name=line.name)
    elif not LIKELY.fullmatch(number):
        yield finding(where, "number_odd", Severity.WARNING, number=line.number)


def _hours(line: Hotline, number: str, where: InTable) -> Iterator[Finding]:
    hours = unicodedata.normalize("NFKC", line.hours)
    misread = MISREAD_HOURS.get(number)
    wrong = number in NOT_ALL_DAY and ALL_DAY.search(hours)
    if wrong or (misread and misread.search(hours)):
        yield finding(where, "line_hours", name=line.name, hours=line.hours)


def _never(number: str, where: InTable) -> Finding:
    return finding(where, "line_never", number=number, maybe=NEVER[digits(number)])


def _is_named(name: str, parts: tuple[str, ...]) -> bool:
    folded = unicodedata.normalize("NFKC", name)
    return any(part in folded for part in parts)

"""The hours of a desk, and of a line of others, as editors write them.

Days are any letters of 月火水木金土日, stretches look like 9:00-12:00, and full-width digits and
dashes are read like narrow ones.
"""

import re
from collections.abc import Iterator
from datetime import date, time

from bot.calendar import ALWAYS, Block, Opening, YearEnd
from bot.desk.hours import Hours
from bot.loader.report import Report, Spot
from bot.loader.shape import Fields, entries, fields_of, narrow, remark_width, texts_of
from bot.loader.tree import Node, Text
from bot.model.errors import Severity

KEYS = ("confirmed", "weekly", "closed on holidays", "year end", "exceptions")
KEYS_OF_LINES = ("weekly", "monthly", "closed on holidays", "year end")
ALL_DAY = "always"
DAYS = "月火水木金土日"
CLOSED = ("closed", "休み", "")
DASH = "-‐‑‒–—―〜~−"
STRETCH = re.compile(rf"(\d{{1,2}}):(\d{{2}})\s*[{DASH}]\s*(\d{{1,2}}):(\d{{2}})")
SPAN = re.compile(rf"(\d{{1,2}})-(\d{{1,2}})\s*[{DASH}]\s*(\d{{1,2}})-(\d{{1,2}})")
LAST_DAY = 31
LEAP_YEAR = 2024  # 02-29 is a day of the year too


def read_hours(node: Node, report: Report) -> Hours:
    """Read the hours; those that nobody has confirmed are remarked on every time."""
    fields = fields_of(node, "hours", report, known=KEYS, required=("weekly",))
    if fields is None:
        return Hours(((),) * len(DAYS))
    hours = Hours(
        weekly=_weekly(fields, report),
        closed_on_holidays=fields.yes("closed on holidays", otherwise=True),
        year_end=_year_end(fields, report),
        exceptions=dict(_exceptions(fields, report)),
        confirmed=fields.yes("confirmed", otherwise=False),
    )
    if not hours.confirmed:
        report.add(fields.at("confirmed"), "hours_unconfirmed", Severity.WARNING)
    return hours


def read_opening(node: Node, report: Report) -> Opening:
    """Read when a line is open: `always`, or days with stretches, which may end after midnight."""
    if isinstance(node, Text) and narrow(node.text) == ALL_DAY:
        return ALWAYS
    fields = fields_of(node, "open", report, known=KEYS_OF_LINES, required=())
    if fields is None:
        return Opening()
    return Opening(
        weekly=_weekly(fields, report, overnight=True),
        monthly=dict(_monthly(fields, report)),
        closed_on_holidays=fields.yes("closed on holidays", otherwise=False),
        year_end=_year_end(fields, report),
    )


def _monthly(fields: Fields, report: Report) -> Iterator[tuple[int, tuple[Block, ...]]]:
    node = fields.values.get("monthly")
    for key, value in entries(node, "monthly", report) if node is not None else ():
        day = narrow(key.text)
        if not (day.isdecimal() and 1 <= int(day) <= LAST_DAY):
            report.add(key.spot, "wrong_day_of_month", text=key.text)
            continue
        yield int(day), _blocks(value, key.text, report, overnight=True)


def _weekly(
    fields: Fields, report: Report, *, overnight: bool = False
) -> tuple[tuple[Block, ...], ...]:
    days: dict[str, tuple[Block, ...]] = {}
    node = fields.values.get("weekly")
    for key, value in entries(node, "weekly", report) if node is not None else ():
        blocks = _blocks(value, key.text, report, overnight=overnight)
        for letter in key.text:
            if letter not in DAYS:
                report.add(key.spot, "wrong_day", text=key.text)
                break
            if letter in days:
                report.add(key.spot, "day_twice", day=letter)
            days[letter] = blocks
    if node is not None and not any(days.values()):
        report.add(node.spot, "hours_empty", Severity.WARNING)
    return tuple(days.get(letter, ()) for letter in DAYS)


def _exceptions(fields: Fields, report: Report) -> Iterator[tuple[date, tuple[Block, ...]]]:
    node = fields.values.get("exceptions")
    if node is None or (isinstance(node, Text) and not node.text):
        return
    for key, value in entries(node, "exceptions", report):
        try:
            remark_width(key.text, key.spot, report)
            day = date.fromisoformat(narrow(key.text))
        except ValueError:
            report.add(key.spot, "wrong_date", text=key.text)
            continue
        yield day, _blocks(value, key.text, report)


def _blocks(node: Node, key: str, report: Report, *, overnight: bool = False) -> tuple[Block, ...]:
    """Read the stretches of one day, earliest first."""
    if isinstance(node, Text) and node.text in CLOSED:
        return ()
    written = [node] if isinstance(node, Text) else list(texts_of(node, key, report))
    read = [(text.spot, _block(text, report, overnight=overnight)) for text in written]
    return tuple(_apart([(spot, block) for spot, block in read if block], report))


def _apart(blocks: list[tuple[Spot, Block]], report: Report) -> Iterator[Block]:
    last: Block | None = None
    for spot, block in sorted(blocks, key=lambda found: found[1].start):
        if last and block.start < last.end:
            report.add(spot, "hours_overlap", first=_written(last), second=_written(block))
        last = block
        yield block


def _block(text: Text, report: Report, *, overnight: bool) -> Block | None:
    remark_width(text.text, text.spot, report)
    found = STRETCH.fullmatch(narrow(text.text))
    if found:
        hours = [int(part) for part in found.groups()]
        try:
            block = Block(time(hours[0], hours[1]), time(hours[2], hours[3]))
        except ValueError:
            pass  # 25:00 and 24:00 are no times; reported below with what is malformed
        else:
            if overnight or block.start < block.end:
                return block
    report.add(text.spot, "wrong_hours", text=text.text)
    return None


def _year_end(fields: Fields, report: Report) -> YearEnd | None:
    written = fields.narrow("year end")
    if not written:
        return None
    found = SPAN.fullmatch(written)
    if found:
        parts = [int(part) for part in found.groups()]
        try:
            first, last = date(LEAP_YEAR, *parts[:2]), date(LEAP_YEAR, *parts[2:])
        except ValueError:
            pass  # 13-40 is no day; reported below with what is malformed
        else:
            return YearEnd((first.month, first.day), (last.month, last.day))
    report.add(fields.at("year end"), "wrong_year_end", text=written)
    return None


def _written(block: Block) -> str:
    return f"{block.start:%H:%M}-{block.end:%H:%M}"

"""Times as staff type them, and as they read them; all in Asia/Tokyo.

`30分` `2時間` `1h30m` `3日` · `15:00` `15時半` · `明日` `月曜 9:00` `12/28` `12-28 9:00` ·
`次の開始`.
Full-width digits and signs are read like narrow ones.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.desk.hours import TOKYO, Hours, blocks_of, next_opening

FURTHEST = timedelta(days=300)  # beyond it lies next year's twin of a date that has just gone by
MORNING = time(9)  # when a day begins on which the desk stays closed
WEEKDAYS = "月火水木金土日"
DAYS_AHEAD = {
    "今日": 0,
    "きょう": 0,
    "明日": 1,
    "あした": 1,
    "あす": 1,
    "あさって": 2,
    "明後日": 2,
}
NEXT_OPENING = frozenset({"次", "次の開始", "次に開くまで"})
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))
"""What Japanese keyboards give for a hyphen, and NFKC leaves as it is."""

DURATION = re.compile(
    r"(?:([0-9]{1,3})(?:日間?|d))?"
    r"(?:([0-9]{1,3})(?:時間|h))?"
    r"(?:([0-9]{1,4})(?:分間?|m|min))?"
    r"(?:後|まで)?"
)
WHEN = re.compile(
    rf"(?P<word>{'|'.join(DAYS_AHEAD)})?"
    rf"(?:(?P<weekday>[{WEEKDAYS}])曜日?)?"
    r"(?:(?:(?P<year>[0-9]{4})[-/])?(?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})(?![0-9]))?"
    r"(?:(?P<month_ja>[0-9]{1,2})月(?P<day_ja>[0-9]{1,2})日)?"
    r"\s*の?\s*"
    r"(?P<time>(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})|時(?:(?P<minute_ja>[0-9]{1,2})分|半)?))?"
    r"\s*(?:まで|に)?"
)


def parse_until(text: str, now: datetime, hours: Hours) -> datetime | None:
    """Read the time until which something waits; None: it is none, or lies in the past.

    A day without a time means that day's first opening, or nine where the desk stays closed.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(DASHES).strip()
    if plain in NEXT_OPENING:
        return next_opening(hours, now)
    local = now.astimezone(TOKYO)
    candidates = _after_a_while(plain, local) or _on_a_day(plain, local.date(), hours)
    return next((each for each in candidates if local < each <= local + FURTHEST), None)


def written(moment: datetime) -> str:
    """Write a time for staff: `12/28（月）9:00`."""
    local = moment.astimezone(TOKYO)
    day = f"{local.month}/{local.day}（{WEEKDAYS[local.weekday()]}）"
    return f"{day}{local.hour}:{local.minute:02d}"


def _after_a_while(plain: str, now: datetime) -> tuple[datetime, ...]:
    found = DURATION.fullmatch("".join(plain.split()))
    if found is None or not any(found.groups()):
        return ()
    days, in_hours, minutes = (int(part or 0) for part in found.groups())
    return (now + timedelta(days=days, hours=in_hours, minutes=minutes),)


def _on_a_day(plain: str, today: date, hours: Hours) -> Iterator[datetime]:
    """Give what may be meant, nearest first."""
    found = WHEN.fullmatch(plain)
    if found is None:
        return
    clock = _time(found)
    if found["time"] is not None and clock is None:
        return
    for day in _days(found, today):
        yield datetime.combine(day, clock or _begin(hours, day), TOKYO)


def _time(found: re.Match[str]) -> time | None:
    if found["time"] is None:
        return None
    minute = found["minute"] or found["minute_ja"] or ("30" if "半" in found["time"] else "0")
    try:
        return time(int(found["hour"]), int(minute))
    except ValueError:
        return None


def _days(found: re.Match[str], today: date) -> tuple[date, ...]:
    named = [name for name in ("word", "weekday", "month", "month_ja") if found[name]]
    if len(named) > 1:
        return ()
    if found["word"]:
        return (today + timedelta(days=DAYS_AHEAD[found["word"]]),)
    if found["weekday"]:
        ahead = (WEEKDAYS.index(found["weekday"]) - today.weekday()) % 7
        return today + timedelta(days=ahead), today + timedelta(days=ahead + 7)
    if named:
        years = (int(found["year"]),) if found["year"] else (today.year, today.year + 1)
        month, day = found["month"] or found["month_ja"], found["day"] or found["day_ja"]
        return tuple(_dates(years, int(month), int(day)))
    return (today, today + timedelta(days=1)) if found["time"] else ()


def _dates(years: tuple[int, ...], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue  # a 29 February is in some years only; a 31 April in none


def _begin(hours: Hours, day: date) -> time:
    blocks = blocks_of(hours, day)
    return blocks[0].start if blocks else MORNING

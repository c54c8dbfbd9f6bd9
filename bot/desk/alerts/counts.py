"""How many alerts there were, how many were right: numbers that lead to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.desk.alerts import words
from bot.model.danger import Level, Type

MOST_LINES = 40  # of some 50 units each


@dataclass(frozen=True, slots=True)
class Count:
    """How many alerts of one sort there were on a day, and what staff said of them."""

    day: date
    level: Level
    type: Type
    raised: int = 0
    hits: int = 0
    misses: int = 0


def no_counts(_: date) -> tuple[Count, ...]:
    """Give no counts."""
    return ()


def counts_text(counts: Sequence[Count], since: date) -> str:
    """Write a line for each day, level and type, the newest day first, and the sum."""
    if not counts:
        return words.NO_COUNTS
    head = words.COUNTS_HEAD.format(since=_day(since))
    rest = len(counts) - MOST_LINES
    more = [words.MORE_COUNTS.format(count=rest)] if rest > 0 else []
    return "\n".join([head, _total(counts), "", *map(_line, counts[:MOST_LINES]), *more])


def _line(count: Count) -> str:
    return words.COUNTS_LINE.format(
        day=_day(count.day),
        level=words.MARKS[count.level],
        type=words.TYPES[count.type],
        raised=count.raised,
        hits=count.hits,
        misses=count.misses,
    )


def _total(counts: Sequence[Count]) -> str:
    raised, hits, misses = (
        sum(getattr(each, name) for each in counts) for name in ("raised", "hits", "misses")
    )
    unsaid = raised - hits - misses
    return words.COUNTS_TOTAL.format(raised=raised, hits=hits, misses=misses, unsaid=unsaid)


def _day(day: date) -> str:
    return f"{day.month}/{day.day}"

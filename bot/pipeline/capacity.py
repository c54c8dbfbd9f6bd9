"""How many visitors one group bears: the pace and the bundling, played in thought (pure).

Everybody writes short messages all the time, spread evenly. What else a group is sent (topics,
cards, notices) is left out, and a wave that comes all at once waits longer.
"""

from collections import deque
from dataclasses import dataclass

from bot.pipeline.bundle import PATIENCE
from bot.pipeline.pace import GROUP_PREFIX, Pace

MINUTES = 15
GOLDEN = 0.6180339887498949  # its multiples fall evenly into any interval, never twice alike
MOST = 200  # visitors; no desk talks with more at once
SHOWN = (2, 4, 6, 10, 15, 20, 25, 30, 40)
BEARABLE = (10, 30, 60)
GROUP = f"{GROUP_PREFIX}one"


@dataclass(frozen=True, slots=True)
class Delay:
    """How long messages were under way, in seconds."""

    p50: float
    p95: float


def delay(
    visitors: int, each_per_minute: float, group_per_minute: int, *, together: bool
) -> Delay:
    """Play a quarter of an hour; `together` bundles what waits, as the sender does."""
    pace = Pace(group_per_minute)
    coming = deque(_times(visitors, each_per_minute))
    waiting: dict[int, deque[float]] = {}
    took: list[float] = []
    now = 0.0
    while coming or waiting:
        while coming and coming[0][0] <= now:
            written, visitor = coming.popleft()
            waiting.setdefault(visitor, deque()).append(written)
        if not waiting:
            now = coming[0][0]
        elif (wait := pace.wait(GROUP, now)) > 0:
            now += max(wait, 1e-6)
        else:
            first = min(waiting, key=lambda visitor: waiting[visitor][0])
            took.extend(_sent(waiting, first, now, together=together))
            pace.spend(GROUP, now)
    took.sort()
    return Delay(took[len(took) // 2], took[int(0.95 * (len(took) - 1))])


def carries(
    each_per_minute: float, group_per_minute: int, seconds: float, *, together: bool
) -> int:
    """Say with how many visitors 95 of 100 messages still arrive within so many seconds."""
    few, many = 0, MOST
    while few < many:
        middle = (few + many + 1) // 2
        if delay(middle, each_per_minute, group_per_minute, together=together).p95 <= seconds:
            few = middle
        else:
            many = middle - 1
    return few


def table(each_per_minute: float, group_per_minute: int) -> list[str]:
    """Lay out, for people who run a desk, what one group bears; delays in seconds."""
    head = f"{'visitors':>8}  {'together: p50':>14}{'p95':>6}  {'one by one: p50':>16}{'p95':>7}"
    lines = [f"each writes {each_per_minute:g} a minute, the group takes {group_per_minute}", head]
    for visitors in SHOWN:
        ours, alone = (
            delay(visitors, each_per_minute, group_per_minute, together=together)
            for together in (True, False)
        )
        both = f"{ours.p50:>14.0f}{ours.p95:>6.0f}  {alone.p50:>16.0f}{alone.p95:>7.0f}"
        lines.append(f"{visitors:>8}  {both}")
    for seconds in BEARABLE:
        most = carries(each_per_minute, group_per_minute, seconds, together=True)
        lines.append(f"95 of 100 messages within {seconds} s: up to {most} visitors at once")
    return lines


def _sent(
    waiting: dict[int, deque[float]], visitor: int, now: float, *, together: bool
) -> list[float]:
    """Take out what goes in one message; give how long each part of it has waited."""
    line = waiting[visitor]
    joined = together and now - line[0] >= PATIENCE.total_seconds()
    gone = [now - line.popleft() for _ in range(len(line) if joined else 1)]
    if not line:
        del waiting[visitor]
    return gone


def _times(visitors: int, each_per_minute: float) -> list[tuple[float, int]]:
    """Say when who writes, in seconds from the beginning; the earliest first."""
    pause = 60.0 / each_per_minute
    return sorted(
        ((number + (GOLDEN * (visitor + visitors * number)) % 1) * pause, visitor)
        for visitor in range(visitors)
        for number in range(int(MINUTES * each_per_minute))
    )

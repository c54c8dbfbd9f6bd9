"""How many visitors a desk bears at once: the pace and the bundling, played in thought (pure).

Everybody writes short messages all the time, at times of their own, one by one or several in one
go. What else a group is sent (topics, cards, notices) is left out, and a wave that comes all at
once waits longer. Each group has a limit of its own and new cases go to the emptiest, so several
bear as many times more, as far as the limit of all together is not met.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.pipeline.bundle import PATIENCE
from bot.pipeline.pace import GROUP_PREFIX, Pace

MINUTES = 15
MOST = 200  # visitors; no desk talks with more at once
SHOWN = (2, 4, 6, 10, 15, 20, 25, 30, 40)
BEARABLE = (10, 30, 60)
GROUP = f"{GROUP_PREFIX}one"


@dataclass(frozen=True, slots=True)
class Load:
    """How visitors write, and what a desk has for it."""

    each_per_minute: float = 4
    burst: int = 1
    """So many messages in one go, then silence: as many a minute as ever."""
    group_per_minute: int = 18


@dataclass(frozen=True, slots=True)
class Delay:
    """How long messages were under way, in seconds."""

    p50: float
    p95: float


def delay(visitors: int, load: Load, *, together: bool) -> Delay:
    """Play a quarter of an hour; `together` bundles what waits, as the sender does."""
    took = sorted(_played(_times(visitors, load), load, together=together))
    return Delay(took[len(took) // 2], took[int(0.95 * (len(took) - 1))])


def carries(load: Load, seconds: float, *, together: bool) -> int:
    """Say with how many visitors 95 of 100 messages still arrive within so many seconds."""
    few, many = 0, MOST
    while few < many:
        middle = min((few + many + 1) // 2, 2 * few + 1)  # a few are soon played, a crowd is not
        if delay(middle, load, together=together).p95 <= seconds:
            few = middle
        else:
            many = middle - 1
    return few


def table(load: Load, groups: Sequence[int] = (1, 2, 4)) -> list[str]:
    """Lay out, for people who run a desk, what one group bears, and what several do."""
    each = f"each writes {load.each_per_minute:g} a minute"
    gone = f"{each}, {load.burst} in one go" if load.burst > 1 else each
    return [
        f"{gone}, the group takes {load.group_per_minute}",
        *_delays(load),
        "",
        *_curve(load, groups),
    ]


def _delays(load: Load) -> Iterator[str]:
    """Show how late words come in one group; delays in seconds."""
    yield f"{'visitors':>8}  {'together: p50':>14}{'p95':>6}  {'one by one: p50':>16}{'p95':>7}"
    for visitors in SHOWN:
        ours, alone = (delay(visitors, load, together=together) for together in (True, False))
        both = f"{ours.p50:>14.0f}{ours.p95:>6.0f}  {alone.p50:>16.0f}{alone.p95:>7.0f}"
        yield f"{visitors:>8}  {both}"


def _curve(load: Load, groups: Sequence[int]) -> Iterator[str]:
    """Show how many visitors at once have 95 of 100 of their messages arrive in time."""
    within = "".join(f"{f'{seconds} s':>6}" for seconds in BEARABLE)
    yield "visitors at once, so that 95 of 100 messages arrive within:"
    yield f"{'groups':>8}  {'together:':>10}{within}  {'one by one:':>12}{within}"
    ours, alone = (
        [carries(load, seconds, together=together) for seconds in BEARABLE]
        for together in (True, False)
    )
    for many in groups:
        first, second = ("".join(f"{many * one:>6}" for one in line) for line in (ours, alone))
        yield f"{many:>8}  {'':>10}{first}  {'':>12}{second}"


def _played(times: list[tuple[float, int]], load: Load, *, together: bool) -> list[float]:
    """Play one group; give how long each message waited."""
    pace, coming = Pace(load.group_per_minute), deque(times)
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
    return took


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


def _times(visitors: int, load: Load) -> list[tuple[float, int]]:
    """Say when who writes, in seconds from the beginning; the earliest first."""
    pause = 60.0 * load.burst / load.each_per_minute
    return sorted(
        ((number + _chance(visitor, number)) * pause, visitor)
        for visitor in range(visitors)
        for number in range(int(MINUTES * load.each_per_minute / load.burst))
        for _ in range(load.burst)
    )


def _chance(visitor: int, number: int) -> float:
    """Give a part of one, as if by chance and always the same."""
    drawn = blake2b(f"{visitor} {number}".encode(), digest_size=4).digest()
    return int.from_bytes(drawn) / 2**32

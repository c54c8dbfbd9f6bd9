"""What may be sent now: Telegram's limits as we keep them (TELEGRAM.md 1.2).

A private chat: one message a second with a burst of three. A group: so many in any sixty
seconds, counting sends, edits and topic calls. All together: 25 a second. Times are seconds on
any clock that only goes forward.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field

PRIVATE_BURST = 3
PRIVATE_PER_SECOND = 1.0
OVERALL_PER_SECOND = 25
GROUP_WINDOW = 60.0
GROUP_PREFIX = "g:"


@dataclass(slots=True)
class Pace:
    """The recent past of every chat, by pace key: `g:` for a group, anything else is private."""

    group_per_minute: int
    _sent: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _paused: dict[str, float] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)

    def wait(self, key: str, now: float) -> float:
        """Say how many seconds to wait before one more may go to this chat; 0 is now."""
        return max(
            0.0,
            self._paused.get(key, now) - now,
            self.overall(now),
            self._group(key, now) if key.startswith(GROUP_PREFIX) else self._private(key, now),
        )

    def overall(self, now: float) -> float:
        """Say how many seconds nobody may be sent anything."""
        _forget(self._all, now - 1.0)
        full = len(self._all) >= OVERALL_PER_SECOND
        return self._all[0] + 1.0 - now if full else 0.0

    def spend(self, key: str, now: float) -> None:
        """Count one that goes out now."""
        self._sent[key].append(now)
        self._all.append(now)

    def pause(self, key: str, until: float) -> None:
        """Leave this chat alone until then: it answered 429."""
        self._paused[key] = max(until, self._paused.get(key, until))

    def _group(self, key: str, now: float) -> float:
        sent = self._sent[key]
        _forget(sent, now - GROUP_WINDOW)
        full = len(sent) >= self.group_per_minute
        return sent[-self.group_per_minute] + GROUP_WINDOW - now if full else 0.0

    def _private(self, key: str, now: float) -> float:
        sent = self._sent[key]
        _forget(sent, now - PRIVATE_BURST / PRIVATE_PER_SECOND)
        if not sent:
            del self._sent[key]
            return 0.0
        full = len(sent) >= PRIVATE_BURST
        return sent[0] + PRIVATE_BURST / PRIVATE_PER_SECOND - now if full else 0.0


class Unpaced:
    """No pace at all, for a channel without limits."""

    def wait(self, _key: str, _now: float) -> float:
        """Never wait."""
        return 0.0

    def overall(self, _now: float) -> float:
        """Never wait."""
        return 0.0

    def spend(self, _key: str, _now: float) -> None:
        """Count nothing."""

    def pause(self, _key: str, _until: float) -> None:
        """Rely on the row's own time to wait for."""


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()

"""What may be sent now: Telegram's limits as we keep them (TELEGRAM.md 1.2).

A private chat: one message a second with a burst of three. A group: so many in any sixty
seconds, counting sends, edits and topic calls; half of them at once, the rest spread. Reactions
have a small budget of their own in each chat, and what it does not hold is let go. All
together: 25 a second. A chat that answers 429 is left alone for as long as it asks and gets less
for a while; two of them at once mean all of us.
Times are seconds on any clock that only goes forward.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import ClassVar

PRIVATE_BURST = 3
PRIVATE_PER_SECOND = 1.0
OVERALL_PER_SECOND = 25
GROUP_WINDOW = 60.0
AT_ONCE = 0.5
"""The part of a group's limit that may go at once; the rest is spread until there is more.

Spent all at once, it would leave the group dumb for a minute, whatever there is to say.
"""
GROUP_PREFIX = "g:"
REACTION_PREFIX = "r:"
REACTION_WINDOW = 60.0
REACTIONS_PER_MINUTE = 12  # nobody knows their limit (TELEGRAM.md 1.2); a mark is worth no 429
AFTER_429 = 0.7  # TELEGRAM.md 5.12
RECOVERY_PER_MINUTE = 0.05  # slowly, for a limit that was met once is met again
TOGETHER = 5.0  # seconds: two chats that answer 429 within them speak for the whole bot


@dataclass(slots=True)
class Pace:
    """The recent past of every chat, by pace key.

    `g:` begins a group's, anything else is private; `r:` and either is the reactions there.
    """

    group_per_minute: int
    _sent: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _paused: dict[str, float] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)
    _slowed: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Of a chat that answered 429: what was left of its rate, and when."""
    _all_paused: float = 0.0

    bundles: ClassVar[bool] = True
    """What has to wait may be bundled."""

    def wait(self, key: str, now: float) -> float:
        """Say how many seconds to wait before one more may go to this chat; 0 is now."""
        if key.startswith(REACTION_PREFIX):
            return self.overall(now)
        return max(
            0.0,
            self._paused.get(key, now) - now,
            self.overall(now),
            self._group(key, now) if key.startswith(GROUP_PREFIX) else self._private(key, now),
        )

    def lets_go(self, key: str, now: float) -> bool:
        """Say whether it is a reaction for which there is no budget, so that it need not wait."""
        if not key.startswith(REACTION_PREFIX):
            return False
        sent = self._sent[key]
        _forget(sent, now - REACTION_WINDOW)
        if not sent:
            del self._sent[key]
        chat = key.removeprefix(REACTION_PREFIX)
        rests = now < max(self._paused.get(each, now) for each in (key, chat))
        return rests or len(sent) >= REACTIONS_PER_MINUTE

    def overall(self, now: float) -> float:
        """Say how many seconds nobody may be sent anything."""
        _forget(self._all, now - 1.0)
        full = len(self._all) >= OVERALL_PER_SECOND
        return max(self._all_paused - now, self._all[0] + 1.0 - now if full else 0.0, 0.0)

    def spend(self, key: str, now: float) -> None:
        """Count one that goes out now."""
        self._sent[key].append(now)
        self._all.append(now)

    def pause(self, key: str, until: float) -> None:
        """Leave this chat alone until then, as before a restart."""
        self._paused[key] = max(until, self._paused.get(key, until))

    def refused(self, key: str, now: float, after: float) -> None:
        """Leave this chat alone for so many seconds, and send it less from then on: a 429."""
        if key.startswith(REACTION_PREFIX):  # it says nothing of words
            self.pause(key, now + after)
            return
        others = [at for chat, (_, at) in self._slowed.items() if chat != key]
        if any(now - at <= TOGETHER for at in others):
            self._all_paused = max(self._all_paused, now + after)
        self._slowed[key] = (self._rate(key, now) * AFTER_429, now)
        self.pause(key, now + after)

    def _rate(self, key: str, now: float) -> float:
        """Say what part of its limit a chat gets now."""
        left, at = self._slowed.get(key, (1.0, now))
        return min(1.0, left + RECOVERY_PER_MINUTE * (now - at) / 60.0)

    def _group(self, key: str, now: float) -> float:
        sent = self._sent[key]
        _forget(sent, now - GROUP_WINDOW)
        most = max(1, int(self.group_per_minute * self._rate(key, now)))
        over = len(sent) - most
        if over >= 0:
            return sent[over] + GROUP_WINDOW - now
        if len(sent) < most * AT_ONCE:
            return 0.0
        until_more = sent[0] + GROUP_WINDOW - sent[-1]
        return sent[-1] + until_more / (1 - over) - now

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

    bundles: ClassVar[bool] = False

    def wait(self, _key: str, _now: float) -> float:
        """Never wait."""
        return 0.0

    def lets_go(self, _key: str, _now: float) -> bool:
        """Let nothing go."""
        return False

    def overall(self, _now: float) -> float:
        """Never wait."""
        return 0.0

    def spend(self, _key: str, _now: float) -> None:
        """Count nothing."""

    def pause(self, _key: str, _until: float) -> None:
        """Rely on the row's own time to wait for."""

    def refused(self, _key: str, _now: float, _after: float) -> None:
        """Rely on the row's own time to wait for."""


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()

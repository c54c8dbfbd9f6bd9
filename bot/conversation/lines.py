"""Which lines of others are shown at a moment: those that are open, and one always is.

A line past its date, or a clock that nobody trusts, leaves those that are open day and night
(SAFETY.md S10, faults 13 and 23).
"""

from datetime import datetime

from bot.conversation.content import Audience, Content, Hotline, Means
from bot.i18n import TOKYO

MOST = 4  # more is a list to read, and not a number to dial
NAMES = {
    "lines": Audience.EVERYONE,
    "lines.minors": Audience.MINORS,
    "lines.families": Audience.FAMILIES,
}
"""What a text writes in braces, and for whom it stands."""


def open_lines(
    content: Content, audience: Audience, now: datetime | None, *, trusted: bool = True
) -> tuple[str, ...]:
    """Name the lines to show, by their names in the table, those of the audience's own first.

    There is a phone day and night and a way to write, whatever else is open; without a time, or
    where the clock is not `trusted`, only what is always open counts.
    """
    known = {
        name: line
        for name, line in content.hotlines.items()
        if audience in line.audiences and line.number
    }
    is_sure = trusted and not any(_is_past(line, now) for line in known.values())
    at = now if is_sure else None
    found = [name for name, line in known.items() if _answers(line, at)]
    return tuple(_few(found, known, audience))


def _answers(line: Hotline, at: datetime | None) -> bool:
    if line.opening is None:
        return False
    return line.is_always_open or (at is not None and line.opening.includes(at))


def _is_past(line: Hotline, now: datetime | None) -> bool:
    expiry = line.proof.expires_on
    return bool(now and expiry and expiry < now.astimezone(TOKYO).date())


def _few(found: list[str], known: dict[str, Hotline], audience: Audience) -> list[str]:
    """Take the first few, with the surest phone and the surest way to write among them."""
    ranked = sorted(found, key=lambda name: _rank(known[name], audience))
    phones = [name for name in ranked if _is_phone(known[name]) and known[name].is_always_open]
    texts = [name for name in ranked if not _is_phone(known[name])]
    sure = {*phones[:1], *texts[:1]}
    room = MOST - len(sure)
    others = [name for name in ranked if name not in sure][:room]
    return [name for name in ranked if name in sure or name in others]


def _rank(line: Hotline, audience: Audience) -> tuple[bool, bool, bool]:
    """Phones before writing, what is for few before what is for all, what is free of a clock."""
    own = audience is Audience.EVERYONE or Audience.EVERYONE not in line.audiences
    return (not own, not _is_phone(line), not line.is_always_open)


def _is_phone(line: Hotline) -> bool:
    return line.means is Means.PHONE

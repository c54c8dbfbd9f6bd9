"""Lists of what is open: alerts, then the most urgent cases by line, the rest by count."""

from datetime import datetime

from bot.desk import card, words
from bot.desk.alerts import looks
from bot.desk.scene import Listing
from bot.desk.state import Case

MOST_ALERTS = 20  # some 60 units each
LONGEST = 3800  # UTF-16 units of lines; Telegram takes 4096 of a message (TELEGRAM.md 1.4)


def queue_text(listing: Listing) -> str:
    """List alerts that nobody has answered, then cases, who waits longest first."""
    head = words.QUEUE_HEAD.format(waiting=listing.waiting, held=listing.held)
    above = "".join(f"{looks.line(alert)}\n" for alert in listing.alerts[:MOST_ALERTS])
    if not listing.cases:
        return above + words.QUEUE_EMPTY
    return above + _listed(head, listing, LONGEST - _units(above))


def mine_text(listing: Listing) -> str:
    """List the cases that whoever asks holds."""
    head = words.MINE_HEAD.format(count=listing.held)
    return _listed(head, listing, LONGEST) if listing.cases else words.MINE_EMPTY


def _listed(head: str, listing: Listing, room: int) -> str:
    lines = [card.queue_line(case) for case in sorted(listing.cases, key=_urgency)]
    shown = 0
    while shown < len(lines) and (room := room - _units(lines[shown]) - 1) >= 0:
        shown += 1
    rest = listing.waiting + listing.held - shown
    more = [words.MORE_CASES.format(count=rest)] if rest else []
    return "\n".join([head, "", *lines[:shown], *more])


def _urgency(case: Case) -> tuple[bool, bool, datetime]:
    waits = case.waiting_since is not None
    return case.snoozed_until is not None, not waits, case.waiting_since or case.opened_at


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

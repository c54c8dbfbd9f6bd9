"""The lists of what is open, read from the store: few cases are opened, all are counted."""

from bot.desk.scene import MOST, Listing
from bot.model.ids import DeskId, StaffRef
from bot.store import alerts, cases
from bot.store.connect import Tx


def queue(tx: Tx, desk: DeskId) -> Listing:
    """List a desk's open cases, and its alerts that nobody has answered."""
    standing = cases.standing(tx, desk)
    open_cases = tuple(cases.urgent(tx, desk, MOST))
    unanswered = tuple(alerts.unanswered(tx, desk))
    return Listing(open_cases, standing.waiting, standing.held, unanswered)


def mine(tx: Tx, desk: DeskId, holder: StaffRef) -> Listing:
    """List the open cases that one member of staff holds on a desk."""
    own = tuple(cases.held_by(tx, desk, holder, MOST))
    return Listing(own, held=cases.count_held_by(tx, desk, holder))

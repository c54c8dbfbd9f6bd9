"""The lists of open cases, read from the store: few are opened, all are counted."""

from bot.desk.scene import MOST, Listing
from bot.model.ids import DeskId, StaffRef
from bot.store import cases
from bot.store.connect import Tx


def queue(tx: Tx, desk: DeskId) -> Listing:
    """List a desk's open cases."""
    standing = cases.standing(tx, desk)
    return Listing(tuple(cases.urgent(tx, desk, MOST)), standing.waiting, standing.held)


def mine(tx: Tx, desk: DeskId, holder: StaffRef) -> Listing:
    """List the open cases that one member of staff holds on a desk."""
    own = tuple(cases.held_by(tx, desk, holder, MOST))
    return Listing(own, held=cases.count_held_by(tx, desk, holder))

"""臨時に閉めたのを取り消す。

Usage: `/open`. The desk follows its hours again.
"""

from bot.desk import words
from bot.desk.clock import written
from bot.desk.hours import is_open, next_opening
from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene


def run(office: Office, order: OfficeOrder, scene: OfficeScene) -> OfficeOutcome:
    """Take a closing by command back."""
    said = words.SHUT_NO_MORE if office.is_shut(scene.now) else words.NOT_SHUT
    opening = next_opening(scene.hours, scene.now)
    if is_open(scene.hours, scene.now):
        said += words.OPEN_NOW
    elif opening:
        said += words.OPENS_NEXT.format(opening=written(opening))
    return Office(), (order.answer(said),)

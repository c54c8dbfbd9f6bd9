"""開いている相談を、長く待っている順に並べる。

Usage: `/queue`
"""

from bot.desk.listing import queue_text
from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene


def run(office: Office, order: OfficeOrder, scene: OfficeScene) -> OfficeOutcome:
    """List every open case."""
    return office, (order.answer(queue_text(scene.queue())),)

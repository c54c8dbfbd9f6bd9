"""開いている相談を、長く待っている順に並べる。

Usage: `/queue`
"""

from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene, queue_text


def run(office: Office, order: OfficeOrder, scene: OfficeScene) -> OfficeOutcome:
    """List every open case."""
    return office, (order.answer(queue_text(scene.open_cases())),)

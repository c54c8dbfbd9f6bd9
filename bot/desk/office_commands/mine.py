"""自分が担当している相談を並べる。

Usage: `/mine`
"""

from bot.desk.listing import mine_text
from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene


def run(office: Office, order: OfficeOrder, scene: OfficeScene) -> OfficeOutcome:
    """List the cases that the asker holds."""
    return office, (order.answer(mine_text(scene.mine(order.ref))),)

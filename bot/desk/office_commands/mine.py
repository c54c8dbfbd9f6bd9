"""自分が担当している相談を並べる。

Usage: `/mine`
"""

from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene, mine_text


def run(office: Office, order: OfficeOrder, scene: OfficeScene) -> OfficeOutcome:
    """List the cases that the asker holds."""
    return office, (order.answer(mine_text(scene.open_cases(), order.ref)),)

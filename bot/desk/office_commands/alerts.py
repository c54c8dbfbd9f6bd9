"""知らせ（あぶないサイン）の数と、当たり・はずれの数。

Usage: `/alerts`. The last thirty days; numbers only.
"""

from datetime import timedelta

from bot.desk.alerts.counts import counts_text
from bot.desk.hours import TOKYO
from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene

DAYS = timedelta(days=30)


def run(office: Office, order: OfficeOrder, scene: OfficeScene) -> OfficeOutcome:
    """Say how many alerts there were, and how many were right."""
    since = (scene.now - DAYS).astimezone(TOKYO).date()
    return office, (order.answer(counts_text(scene.counts(since), since)),)

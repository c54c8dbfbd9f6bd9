"""この一覧を出す。

Usage: `/help`. The lines are the first lines of the commands' own docstrings.
"""

from bot.desk import words
from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene


def run(office: Office, order: OfficeOrder, _scene: OfficeScene) -> OfficeOutcome:
    """List the commands, and say where there are more."""
    lines = [f"/{name} … {line}" for name, line in order.listing]
    return office, (order.answer("\n".join([*lines, "", words.MORE_COMMANDS])),)

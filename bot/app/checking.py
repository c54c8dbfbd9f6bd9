"""Read the content as of today and name its mistakes."""

from pathlib import Path

from bot.app.house import wall_clock
from bot.desk.hours import TOKYO
from bot.loader import explain, load
from bot.model.errors import ContentError


def check(flows: Path, locales: Path, lang: str) -> tuple[list[str], bool]:
    """Tell every mistake in the files, a line each, and whether they may go live."""
    today = wall_clock().astimezone(TOKYO).date()
    try:
        mistakes, sound = load(flows, locales, today=today).remarks, True
    except ContentError as error:
        mistakes, sound = error.mistakes, False
    return [explain(mistake, lang) for mistake in mistakes], sound

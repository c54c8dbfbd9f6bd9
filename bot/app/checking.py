"""Read the content as of a day and name its mistakes."""

from datetime import date
from pathlib import Path

from bot.app.clock import wall_clock
from bot.desk.hours import TOKYO
from bot.loader import load
from bot.loader.listing import Form, listed
from bot.model.errors import ContentError


def check(
    flows: Path, locales: Path, lang: str, form: Form = Form.TEXT, day: date | None = None
) -> tuple[str, bool]:
    """List every mistake in the files, and say whether they may go live on a day, or today."""
    today = day or wall_clock().astimezone(TOKYO).date()
    try:
        mistakes, sound = load(flows, locales, today=today).remarks, True
    except ContentError as error:
        mistakes, sound = error.mistakes, False
    return listed(mistakes, lang, form), sound

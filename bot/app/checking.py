"""Read the content as of today and name its mistakes."""

from pathlib import Path

from bot.app.clock import wall_clock
from bot.desk.hours import TOKYO
from bot.loader import load
from bot.loader.listing import Form, listed
from bot.model.errors import ContentError


def check(flows: Path, locales: Path, lang: str, form: Form = Form.TEXT) -> tuple[str, bool]:
    """List every mistake in the files, and say whether they may go live."""
    today = wall_clock().astimezone(TOKYO).date()
    try:
        mistakes, sound = load(flows, locales, today=today).remarks, True
    except ContentError as error:
        mistakes, sound = error.mistakes, False
    return listed(mistakes, lang, form), sound

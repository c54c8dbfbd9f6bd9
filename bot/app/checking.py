"""Read the content as of a day and name its mistakes."""

from datetime import date
from pathlib import Path

from bot.app.clock import wall_clock
from bot.desk.hours import TOKYO
from bot.loader.guard import RECORD, record_anew
from bot.loader.listing import Form, listed
from bot.loader.load import load
from bot.loader.signs import FILE
from bot.model.errors import ContentError

RECORDED = {
    True: (
        "あぶないサインの控えを、いまのとおりに作り直しました：{path}",
        "The signs of danger were recorded as they are: {path}",
    ),
    False: (
        "あぶないサインの控えは作り直していません。{name} か danger の例が読めません。",
        "The signs of danger were not recorded: {name} or the examples cannot be read.",
    ),
}


def remove_safety(flows: Path, lang: str) -> str:
    """Record signs and examples of danger as they are, whatever was taken away; tell it."""
    done = record_anew(flows, wall_clock())
    return RECORDED[done][lang == "en"].format(path=flows / RECORD, name=FILE)


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

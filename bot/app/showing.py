"""Draw the content as it is in the files today, and lay it out to be signed off."""

from collections.abc import Collection
from pathlib import Path

from bot.app.house import wall_clock
from bot.conversation.check.finding import nearest
from bot.conversation.content import Content
from bot.desk.hours import TOKYO
from bot.loader import explain, load
from bot.model.errors import ContentError, SettingsError
from bot.model.ids import FlowId, Language
from bot.seeing.chart import flow_chart, whole_chart
from bot.seeing.mermaid import mermaid
from bot.seeing.svg import svg

FORMATS = {"svg": svg, "mermaid": mermaid}
ENDINGS = {"svg": "svg", "mermaid": "mmd"}
EVERYTHING = "flows"
"""What the drawing of all flows is called."""


def draw(content: Content, flow: str, language: str, form: str) -> str:
    """Draw one flow, or all where none is named; raises SettingsError for what is not there."""
    spoken = Language(known(language, content.languages(), "ことば"))
    if form not in FORMATS:
        raise SettingsError(f"書き方「{form}」はありません。→ svg か mermaid にしてください。")
    if not flow:
        return FORMATS[form](whole_chart(content, spoken))
    found = FlowId(known(flow, content.flows, "ページ"))
    return FORMATS[form](flow_chart(content, content.flows[found], spoken))


def read_content(flows: Path, locales: Path) -> Content:
    """Read the files; raises SettingsError with every mistake where one is serious."""
    try:
        return load(flows, locales, today=wall_clock().astimezone(TOKYO).date()).content
    except ContentError as error:
        told = "\n".join(explain(mistake, "ja") for mistake in error.mistakes)
        raise SettingsError(told) from error


def known(wanted: str, names: Collection[str], what: str) -> str:
    """Give a name that is there; raises SettingsError, with the nearest one, when it is not."""
    if wanted in names:
        return wanted
    maybe = nearest(wanted, names)
    guess = f"もしかして「{maybe}」？ " if maybe else ""
    told = f"{what}「{wanted}」はありません。→ {guess}あるもの：{'、'.join(sorted(names))}"
    raise SettingsError(told)

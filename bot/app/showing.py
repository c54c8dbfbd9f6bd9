"""Draw the content as it is in the files today, and lay it out to be signed off."""

import shutil
import subprocess
import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

from bot import seeing
from bot.app.clock import wall_clock
from bot.conversation.check.finding import nearest
from bot.conversation.content import Content
from bot.desk.hours import TOKYO
from bot.loader.load import load
from bot.loader.messages import explain
from bot.model.errors import ContentError, SettingsError
from bot.model.ids import FlowId, Language
from bot.seeing.book import book as lay_out
from bot.seeing.chart import flow_chart, whole_chart
from bot.seeing.mermaid import mermaid
from bot.seeing.svg import svg

FORMATS = {"svg": svg, "mermaid": mermaid}
ENDINGS = {"svg": "svg", "mermaid": "mmd"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PRINTING = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
"""Without its sandbox the browser also prints for root; it opens nothing but our own page."""
PATIENCE = 120.0  # seconds; a small machine prints the shipped book in a tenth of it
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


def book(content: Content) -> str:
    """Lay out every screen in every language, as of today."""
    style = Path(seeing.__file__).with_name("book.css").read_text(encoding="utf-8")
    return lay_out(content, _today(), style)


def print_pdf(page: str, pdf: Path) -> None:
    """Let a browser print a page; raises SettingsError where there is none, or it fails."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        told = f"PDF を作るブラウザーがありません（{'、'.join(BROWSERS)}）。"
        raise SettingsError(
            f"{told}→ --pdf をつけずに作り、ブラウザーの「印刷」で PDF にできます。"
        )
    with tempfile.TemporaryDirectory(prefix="engawa-book-") as folder:
        source, target = Path(folder, "book.html"), Path(folder, "book.pdf")
        source.write_text(page, encoding="utf-8")
        command = [browser, *PRINTING, f"--user-data-dir={folder}/profile"]
        done = subprocess.run(
            [*command, f"--print-to-pdf={target}", source.as_uri()],
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        if done.returncode or not target.is_file():
            raise SettingsError(
                f"PDF を作れませんでした（{browser}）。→ ブラウザーで印刷してください。"
            )
        shutil.copyfile(target, pdf)


def read_content(flows: Path, locales: Path) -> Content:
    """Read the files; raises SettingsError with every mistake where one is serious.

    What is past its date is shown all the same.
    """
    try:
        return load(flows, locales).content
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


def _today() -> date:
    return wall_clock().astimezone(TOKYO).date()

"""Commands for those who write what visitors read."""

import sys

import typer

from bot.app import checking, terminal
from bot.cli.root import Flows, Language, Locales, app, finish
from bot.settings import HOME


@app.command()
def check(
    flows: Flows = HOME / "flows", locales: Locales = HOME / "locales", lang: Language = "ja"
) -> None:
    """Name every mistake in the flow files, with its place and its remedy."""
    lines, sound = checking.check(flows, locales, lang)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(0 if sound else 1)


@app.command()
def play(flows: Flows = HOME / "flows", locales: Locales = HOME / "locales") -> None:
    """Be a visitor in this terminal, without Telegram."""
    finish(terminal.play(flows, locales, sys.stdin))

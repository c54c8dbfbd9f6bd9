"""Commands for those who write what visitors read."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.root import Flows, Language, Locales, RemoveSafety, app, finish
from bot.loader.listing import Form
from bot.settings import HOME


@app.command()
def check(
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
    lang: Language = "ja",
    form: Annotated[Form, typer.Option("--format")] = Form.TEXT,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day to check for.")
    ] = None,
    yes_remove_safety: RemoveSafety = False,
) -> None:
    """Name every mistake in the flow files, with its place and its remedy."""
    from bot.app import checking  # serving reads no file before Telegram has heard of it

    if yes_remove_safety:
        typer.echo(checking.remove_safety(flows, lang), err=True)
    told, sound = checking.check(flows, locales, lang, form, on.date() if on else None)
    if told:
        typer.echo(told)
    raise typer.Exit(0 if sound else 1)


@app.command()
def schema(flows: Flows = HOME / "flows") -> None:
    """Write what the flow files may hold, for editors that complete and underline."""
    from bot.loader.schema import write_schemas

    for path in write_schemas(flows):
        typer.echo(path)


@app.command()
def play(flows: Flows = HOME / "flows", locales: Locales = HOME / "locales") -> None:
    """Be a visitor in this terminal, without Telegram."""
    from bot.app import terminal

    finish(terminal.play(flows, locales, sys.stdin))

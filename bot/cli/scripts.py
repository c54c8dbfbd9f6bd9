"""The command that plays conversations written down as scripts."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.root import Flows, Language, Locales, app
from bot.settings import HOME


@app.command("test")
def play_scripts(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Scripts; without any, those of flows/scripts.")
    ] = None,
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
    lang: Language = "ja",
    update: Annotated[
        bool, typer.Option(help="Show what differs, then take it into the scripts.")
    ] = False,
) -> None:
    """Play written conversations: what differs, and what no conversation comes by."""
    from bot.app.rehearsing import rehearsal  # serving never needs it

    lines, sound = rehearsal(flows, locales, files or (), lang, update=update)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(0 if sound else 1)

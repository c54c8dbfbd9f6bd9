"""Commands for those who translate what visitors read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.root import Flows, Locales, app
from bot.loader.messages import explain
from bot.model.errors import ContentError, Severity
from bot.settings import HOME

Sheet = Annotated[Path, typer.Argument(help="A file that ends in .xlsx or .csv.")]
Filled = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The filled file.")]

phrases = typer.Typer(no_args_is_help=True, help="Phrases to translators and back.")
app.add_typer(phrases, name="phrases")


@phrases.command()
def update(
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
    lang: str = typer.Option("", help="Begin a catalogue for this language as well."),
) -> None:
    """Bring every catalogue up to the flows: nothing is erased, what changed is marked fuzzy."""
    from bot.app.phrases import update  # Babel and openpyxl are slow to load

    with _named():
        for line in update(flows, locales, lang):
            typer.echo(line)


@phrases.command()
def export(
    file: Sheet,
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
    lang: str = typer.Option("", help="The language to translate into; without it: the answers."),
) -> None:
    """Write a sheet to be filled in, for a translator or for the ward's editors."""
    from bot.app.phrases import export

    with _named():
        typer.echo(export(file, flows, locales, lang))


@phrases.command("import")
def bring_back(
    file: Filled, flows: Flows = HOME / "flows", locales: Locales = HOME / "locales"
) -> None:
    """Take a filled sheet back: empty cells change nothing, broken rows are named and left out."""
    from bot.app.phrases import bring_back

    with _named():
        lines, whole = bring_back(file, flows, locales)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(0 if whole else 1)


@contextmanager
def _named() -> Iterator[None]:
    """Name what must be mended in the files first, and end with 1."""
    try:
        yield
    except ContentError as error:
        for mistake in error.mistakes:
            if mistake.severity is Severity.SERIOUS:
                typer.echo(explain(mistake, "ja"), err=True)
        raise typer.Exit(1) from error

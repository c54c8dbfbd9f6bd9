"""Commands for those who translate what visitors read."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.cli.root import Flows, Locales, app
from bot.loader import explain
from bot.model.errors import ContentError, Severity
from bot.settings import HOME

phrases = typer.Typer(no_args_is_help=True, help="Phrases to translators and back.")
app.add_typer(phrases, name="phrases")


@phrases.command()
def update(
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
    lang: str = typer.Option("", help="Begin a catalogue for this language as well."),
) -> None:
    """Bring every catalogue up to the flows: nothing is erased, what changed is marked fuzzy."""
    from bot.app.phrases import update

    with _named():
        for line in update(flows, locales, lang):
            typer.echo(line)


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

"""What all commands share: the command line itself, their options, and how they end."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import uvloop

from bot.model.errors import (
    AnotherInstance,
    ContentError,
    Damaged,
    KeysUnreachable,
    SettingsError,
    Unanswered,
    WardsFailed,
    root_of,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Engawa: a Telegram bot for the first contact with a ward's support for withdrawal.",
)

Flows = Annotated[Path, typer.Option(envvar="ENGAWA_FLOWS", help="The folder of flow files.")]
Locales = Annotated[Path, typer.Option(envvar="ENGAWA_LOCALES", help="The folder of catalogues.")]
RemoveSafety = Annotated[
    bool,
    typer.Option("--yes-remove-safety", help="Let signs or examples of danger go on purpose."),
]
Language = Annotated[str, typer.Option("--lang", help="ja or en")]


def main() -> None:
    """Run the command line."""
    app()


def finish(doing: Coroutine[None, None, None]) -> None:
    """Run to the end; what a person must mend is said in one line, with exit code 2 or 1."""
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(doing)
    except* (SettingsError, ContentError) as group:
        _give_up(group, 2)
    except* (AnotherInstance, Damaged, KeysUnreachable, Unanswered, WardsFailed) as group:
        _give_up(group, 1)


def _give_up(group: BaseExceptionGroup, code: int) -> NoReturn:
    for line in str(root_of(group)).splitlines():
        typer.echo(f"engawa: {line}", err=True)
    raise typer.Exit(code)

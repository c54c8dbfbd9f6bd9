"""The commands of the program; each says what it does and leaves the doing to others."""

import asyncio
import re
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import uvloop

from bot.app import checking, logs, serving, terminal
from bot.model.errors import AnotherInstance, ContentError, SettingsError
from bot.pipeline.capacity import Load, table
from bot.settings import HOME, read_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Engawa: a Telegram bot for the first contact with a ward's support for withdrawal.",
)

Flows = Annotated[Path, typer.Option(envvar="ENGAWA_FLOWS", help="The folder of flow files.")]
Locales = Annotated[Path, typer.Option(envvar="ENGAWA_LOCALES", help="The folder of catalogues.")]
Language = Annotated[str, typer.Option("--lang", help="ja or en")]


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def run() -> None:
    """Serve on Telegram until SIGTERM or Ctrl-C."""
    logs.set_up_logging()
    _finish(_serve())


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
    _finish(terminal.play(flows, locales, sys.stdin))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served; 0: any free port.")] = 8765,
    once: Annotated[bool, typer.Option(help="End after the scripted visit.")] = False,
) -> None:
    """Show a visit on a page with two phones, then let you play both parts."""
    from bot.demo import demonstrate  # serving never loads the simulator

    logs.set_up_logging()
    _finish(demonstrate(port, once=once))


@app.command()
def capacity(
    each: Annotated[float, typer.Option(min=0.1, help="Messages a visitor writes a minute.")] = 4,
    group: Annotated[int, typer.Option(min=1, help="ENGAWA_GROUP_PER_MINUTE.")] = 18,
    burst: Annotated[int, typer.Option(min=1, help="So many of them in one go.")] = 1,
    groups: Annotated[str, typer.Option(help="How many groups the desk may have.")] = "1,2,4",
) -> None:
    """Reckon how many visitors a desk bears at once, and how late their words come."""
    if not re.fullmatch(r"[1-9]\d*(,[1-9]\d*)*", groups):
        raise typer.BadParameter("numbers with commas between them, such as 1,2,4")
    for line in table(Load(each, burst, group), [int(each) for each in groups.split(",")]):
        typer.echo(line)


async def _serve() -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await serving.serve(read_settings(), stop)


def _finish(doing: Coroutine[None, None, None]) -> None:
    """Run to the end; what a person must mend is said in one line, with exit code 2 or 1."""
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(doing)
    except* (SettingsError, ContentError) as group:
        _give_up(group, 2)
    except* AnotherInstance as group:
        _give_up(group, 1)


def _give_up(group: BaseExceptionGroup, code: int) -> NoReturn:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    for line in str(error).splitlines():
        typer.echo(f"engawa: {line}", err=True)
    raise typer.Exit(code)

"""Commands for those who run the bot, or want to see it run."""

import asyncio
import re
import signal
from collections.abc import Callable, Coroutine
from typing import Annotated

import typer

from bot.app import logs
from bot.cli.root import app, finish
from bot.settings import read_settings


@app.command()
def run() -> None:
    """Serve on Telegram until SIGTERM or Ctrl-C."""
    from bot.app import running  # checking content needs none of it

    logs.set_up_logging()
    finish(_serve(running.run))


@app.command()
def migrate() -> None:
    """Bring a PostgreSQL database up to this version; SQLite is brought so at every start."""
    from bot.app import migrating

    finish(migrating.migrate(read_settings()))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served; 0: any free port.")] = 8765,
    once: Annotated[bool, typer.Option(help="End after the scripted visit.")] = False,
) -> None:
    """Show a visit on a page with two phones, then let you play both parts."""
    from bot.demo import demonstrate  # serving never loads the simulator

    logs.set_up_logging()
    finish(demonstrate(port, once=once))


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
    from bot.pipeline.capacity import Load, table

    for line in table(Load(each, burst, group), [int(each) for each in groups.split(",")]):
        typer.echo(line)


async def _serve(run: Callable[[asyncio.Event], Coroutine[None, None, None]]) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await run(stop)

"""The command that says what typed texts are about."""

import io
import sys
from typing import Annotated

import typer

from bot.app import logs
from bot.cli.root import Flows, Locales, app, finish
from bot.settings import HOME


@app.command()
def understand(
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
    explain: Annotated[bool, typer.Option(help="Say why, too.")] = False,
) -> None:
    """Read texts, one a line; say of each, as JSON, what the bot would answer."""
    from bot.app.answering import answers  # serving loads the encoders in its own time

    logs.set_up_logging()
    typed = io.TextIOWrapper(sys.stdin.buffer, "utf-8", "replace", newline="\n")
    lines = (line.rstrip("\r\n") for line in typed)

    async def tell() -> None:
        for answer in answers(lines, flows, locales, explain=explain):
            sys.stdout.buffer.write(f"{answer}\n".encode())
            sys.stdout.buffer.flush()

    finish(tell())

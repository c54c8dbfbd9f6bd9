"""Calls by a command of the operator's: the text on its standard input, no shell, a few seconds.

The command sees nothing of our environment but what any program needs: our settings hold secrets.
"""

import asyncio
import os
import shlex
import shutil
import signal

import structlog

from bot.model.delivery import Delivered, Outcome, TryLater

log = structlog.get_logger()

SECONDS = 20.0  # a call that hangs must not keep the next one waiting
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")


def words_of(line: str) -> list[str]:
    """Split a command as a shell would; raises ValueError where there is no such program."""
    words = shlex.split(line)
    if not words or shutil.which(words[0]) is None:
        raise ValueError("no such program")
    return words


async def call(words: list[str], text: str, seconds: float = SECONDS) -> Outcome:
    """Run the command once; anything but success is tried again later."""
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in INHERITED if name in os.environ},
            start_new_session=True,
        )
    except OSError as error:
        log.error("alert command cannot be run", error=type(error).__name__)  # noqa: TRY400
        return TryLater()
    try:
        async with asyncio.timeout(seconds):
            await process.communicate(text.encode())
    except TimeoutError:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        log.error("alert command took too long", seconds=seconds)  # noqa: TRY400
        return TryLater(maybe_sent=True)
    if process.returncode == 0:
        return Delivered()
    log.error("alert command failed", status=process.returncode)
    return TryLater()

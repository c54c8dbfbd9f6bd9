"""Let one visitor talk in a terminal."""

import asyncio
import contextlib
from pathlib import Path
from typing import TextIO

from bot.app.clock import wall_clock
from bot.app.house import build, open_shelf, settle
from bot.channels.console import GROUP, Console
from bot.pipeline.pace import Unpaced
from bot.store.connect import Database
from bot.store.keys import Vault


async def play(flows: Path, locales: Path, typed: TextIO) -> None:
    """Let one visitor talk in a terminal, with everything real but Telegram and the disk."""
    async with contextlib.AsyncExitStack() as open_things:
        vault = open_things.enter_context(contextlib.closing(Vault.in_memory()))
        database = await Database.open("sqlite://", vault)
        open_things.push_async_callback(database.close)
        console = Console(print)
        house = build(open_shelf(flows, locales), database, console, Unpaced(), wall_clock)
        await settle(house, {house.shelf.desks[0].id: [GROUP]})
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(house.run(stop))
            await house.lifeline.accept([console.started()])
            await house.quiet()
            while line := await asyncio.to_thread(typed.readline):
                arrival = console.read(line)
                if arrival is not None:
                    await house.lifeline.accept([arrival])
                    await house.quiet()
            stop.set()

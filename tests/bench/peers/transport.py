"""python-telegram-bot's client over our own transport, and nothing else: the echo of our parts.

`durable`: what came is on disk before the next poll and before it is answered.
"""

import asyncio
import sys
from pathlib import Path

import uvloop
from telegram import Bot, Update

from bot.channels.telegram.client import AiohttpRequest
from tests.bench.peers.durable import Keeper
from tests.bench.speed.server import TOKEN


async def answer(bot: Bot, update: Update) -> None:
    """Say the same."""
    if update.message is not None:
        await bot.send_message(update.message.chat_id, update.message.text or "")


async def serve(api: str, folder: Path, durable: bool) -> None:
    """Serve until stopped."""
    transports = AiohttpRequest(), AiohttpRequest()
    bot = Bot(TOKEN, f"{api}/bot", request=transports[0], get_updates_request=transports[1])
    keeper = Keeper(folder) if durable else None
    offset = None
    async with bot, asyncio.TaskGroup() as tasks:
        while True:
            updates = await bot.get_updates(offset, timeout=30)
            if keeper is not None:
                await keeper.keep([(each.update_id, each.to_json()) for each in updates])
            for each in updates:
                tasks.create_task(answer(bot, each))
                offset = each.update_id + 1


if __name__ == "__main__":
    address, place, *how = sys.argv[1:]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(address, Path(place), bool(how)))

"""aiohttp and json, and no library for bots: about as fast as Python gets.

`durable`: what came is on disk before the next poll and before it is answered.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import aiohttp
import uvloop

from tests.bench.peers.durable import Keeper
from tests.bench.speed.server import TOKEN


async def call(session: aiohttp.ClientSession, url: str, **given: object) -> Any:  # it is JSON
    """Make one request."""
    async with session.post(url, data=given) as answered:
        return json.loads(await answered.read())["result"]


async def serve(api: str, folder: Path, durable: bool) -> None:
    """Serve until stopped."""
    keeper = Keeper(folder) if durable else None
    offset, poll = 0, f"{api}/bot{TOKEN}/getUpdates"
    send = f"{api}/bot{TOKEN}/sendMessage"
    connector = aiohttp.TCPConnector(limit=256)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as tasks:
        while True:
            updates = await call(session, poll, offset=offset, timeout=30)
            if keeper is not None:
                await keeper.keep([(each["update_id"], json.dumps(each)) for each in updates])
            for each in updates:
                chat, text = each["message"]["chat"]["id"], each["message"]["text"]
                tasks.create_task(call(session, send, chat_id=chat, text=text))
                offset = each["update_id"] + 1


if __name__ == "__main__":
    address, place, *how = sys.argv[1:]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(address, Path(place), bool(how)))

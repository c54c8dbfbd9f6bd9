"""A preview for tests: the whole of it, with a copy of the flows that may be changed."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.i18n import TOKYO
from bot.preview.serving import Wanted, play
from bot.settings import HOME

PATIENCE = 20
OPENING_TIME = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
"""Before any line of the shipped content is past its date."""
Json = dict[str, Any]  # Any: the page's objects are read here field by field


@dataclass
class Stage:
    """The running preview, asked as the page asks it."""

    url: str
    flows: Path
    client: aiohttp.ClientSession
    state: Json = field(default_factory=dict)

    async def ask(self, what: str, **details: str) -> Json:
        """Wish for something; gives the answer."""
        async with self.client.post(f"{self.url}/{what}", json=details) as response:
            answer: Json = await response.json() if response.ok else {"status": response.status}
        return answer

    async def chart(self, **wanted: str) -> str:
        """Fetch a drawing and give the words in it."""
        async with self.client.get(f"{self.url}/chart", params=wanted) as response:
            return re.sub(r"<[^>]*>|\n", "", await response.text())

    async def until(self, **wanted: object) -> Json:
        """Wait until the state has these values: it is asked again after each event."""
        async with asyncio.timeout(PATIENCE):
            async with self.client.get(f"{self._phones}/sim/events") as heard:
                async for _ in heard.content:
                    await self._refresh()
                    if wanted.items() <= self.state.items():
                        return self.state
        raise AssertionError(self.state)

    async def said(self) -> list[str]:
        """List what the bot has said to the visitor of now."""
        await self._refresh()
        async with self.client.get(f"{self._phones}/sim/state") as response:
            chats = (await response.json())["chats"]
        messages = chats[str(self.state["visitor"])]
        return [message["text"] for message in messages if message["from_bot"]]

    async def until_says(self, words: str) -> None:
        """Wait until the bot has said something to the visitor of now."""
        async with asyncio.timeout(PATIENCE):
            while not any(words in said for said in await self.said()):
                await self.until()

    async def until_told(self) -> None:
        """Wait until the editor is told of mistakes."""
        async with asyncio.timeout(PATIENCE):
            while not self.state["mistakes"]:
                await self.until()

    async def press(self, label: str) -> None:
        """Press a button of the phone, once it is there."""
        wish = {"as": self.state["visitor"], "act": "tap", "data": label}
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self.client.post(f"{self._phones}/sim/act", json=wish) as response:
                    if response.ok:
                        return
                await self.until()

    async def write(self, text: str) -> None:
        """Type a text on the phone."""
        wish = {"as": self.state["visitor"], "act": "write", "text": text}
        async with self.client.post(f"{self._phones}/sim/act", json=wish) as response:
            assert response.ok

    def rewrite(self, file: str, old: str, new: str) -> None:
        """Change a file as an editor does."""
        path = self.flows / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    @property
    def _phones(self) -> str:
        return self.url.removesuffix("/preview")

    async def _refresh(self) -> None:
        async with self.client.get(f"{self.url}/state") as response:
            self.state = await response.json()


@asynccontextmanager
async def previewing(
    folder: Path, scripts: Path | None = None, broken: str = "", at: datetime = OPENING_TIME
) -> AsyncIterator[Stage]:
    """Run a preview at a time; `broken` is put into a flow before it starts."""
    flows = folder / "flows"
    await asyncio.to_thread(shutil.copytree, HOME / "flows", flows)
    if broken:
        (flows / "cost.yaml").write_text(broken, encoding="utf-8")
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()
    wanted = Wanted(flows, HOME / "locales", 0, scripts)
    async with aiohttp.ClientSession() as client, asyncio.TaskGroup() as tasks:
        tasks.create_task(play(wanted, told.set_result, stop, lambda: at))
        try:
            yield Stage(await told, flows, client)
        finally:
            stop.set()

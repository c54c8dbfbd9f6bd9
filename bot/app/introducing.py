"""Keeps the visitors' menus of commands, which Telegram shows, in the words that are in force.

They are offered before the first update is asked for, and again when a version words them anew.
"""

import asyncio
from collections.abc import Callable

from bot.channels.telegram.client import Client
from bot.channels.telegram.setup import Menus, offer_commands
from bot.conversation.content import Content
from bot.conversation.menus import command_menus

LOOK_SECONDS = 2.0  # as long as a version needs that another program published
AGAIN_SECONDS = 60.0  # for what Telegram did not take


class Introducing:
    """Knows what was offered."""

    def __init__(self, client: Client, content: Callable[[], Content]) -> None:
        """Offer nothing yet; `content` gives the one in force."""
        self._client = client
        self._content = content
        self._offered: Menus = {}

    async def renew(self) -> bool:
        """Offer what has other words than before; say whether all of it was taken."""
        wanted = command_menus(self._content())
        self._offered = await offer_commands(self._client, wanted, self._offered)
        return self._offered == wanted

    async def run(self) -> None:
        """Keep to the versions that come into force, until cancelled."""
        while True:
            is_whole = await self.renew()
            await asyncio.sleep(LOOK_SECONDS if is_whole else AGAIN_SECONDS)

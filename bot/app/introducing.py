"""Keeps what Telegram shows without us in the words in force: menus of commands, and the profile.

They are given while it begins to serve, and again when a version words them anew.
"""

import asyncio
from collections.abc import Callable

from bot.channels.telegram.client import Client
from bot.channels.telegram.setup import Menus, Profiles, offer_commands, tell_profiles
from bot.conversation.content import Content
from bot.conversation.menus import command_menus
from bot.conversation.profile import profiles

LOOK_SECONDS = 2.0  # as long as a version needs that another program published
AGAIN_SECONDS = 60.0  # for what Telegram did not take


class Introducing:
    """Knows what was given."""

    def __init__(self, client: Client, content: Callable[[], Content]) -> None:
        """Give nothing yet; `content` gives the one in force."""
        self._client = client
        self._content = content
        self._offered: Menus = {}
        self._told: Profiles = {}

    async def renew(self) -> bool:
        """Give what has other words than before; say whether all of it was taken."""
        content = self._content()
        menus = command_menus(content)
        told = {each: (said.text, said.short) for each, said in profiles(content).items()}
        self._offered = await offer_commands(self._client, menus, self._offered)
        self._told = await tell_profiles(self._client, told, self._told)
        return (self._offered, self._told) == (menus, told)

    async def run(self) -> None:
        """Keep to the versions that come into force, until cancelled."""
        while True:
            is_whole = await self.renew()
            await asyncio.sleep(LOOK_SECONDS if is_whole else AGAIN_SECONDS)

"""When the database is damaged: whoever is in danger is answered from memory, and nothing else.

Nothing is stored, so nothing is confirmed: after the repair everything arrives anew. Telegram
shows the oldest hundred alone, so where there are as many, the older half is let go; those people
were told that nothing of theirs is kept. It goes on until it is told to stop, since another start
would find the same file. It says and sees what was in force, by the copy beside the database;
where there is none, what the files say.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from bot.app.house import open_shelf
from bot.app.instance import only_instance
from bot.app.spare import kept
from bot.app.teaching import Teaching, Weigh
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import LOOK_SECONDS, number_of, read_all
from bot.channels.telegram.send import TelegramChannel
from bot.channels.telegram.setup import end_webhook, insist, tell_of_damage
from bot.conversation import crisis
from bot.conversation.content import BROKEN, Content
from bot.conversation.scene import Reach, Setting
from bot.conversation.state import Conversation
from bot.i18n import by_script
from bot.model.delivery import Parcel, SendText
from bot.model.ids import CaseId, ChatId, ConversationId
from bot.model.inputs import Arrival, FromVisitor, Moment, Said
from bot.pipeline.lifeline import Lifeline
from bot.pipeline.play import World
from bot.pipeline.witness import Witness
from bot.settings import Settings

log = structlog.get_logger()

MOST_SHOWN = 100  # updates that are not confirmed
QUIET_SECONDS = 600.0  # how long a visitor who was told is not told again


async def answer_in_danger(
    settings: Settings, stop: asyncio.Event, now: Callable[[], datetime]
) -> None:
    """Answer those in danger until told to stop; raises TokenRefused or ContentError."""
    log.error("the database is damaged: only those in danger are answered")
    client = Client(settings.telegram_token.get_secret_value(), settings.telegram_api)
    with only_instance(settings.state_dir):
        try:
            witness = Witness()
            world = world_of(settings, now, witness)
            teaching = Teaching(world.content, settings.flows, learn=_understand_nothing)
            emergency = Emergency(client, world, witness, teaching)
            async with asyncio.TaskGroup() as tasks:
                doing = (emergency.run(settings), teaching.run())
                running = [tasks.create_task(each) for each in doing]
                await stop.wait()
                for each in running:
                    each.cancel()
        finally:
            await client.shutdown()


class Emergency:
    """What is left of the bot."""

    def __init__(self, client: Client, world: World, witness: Witness, teaching: Teaching) -> None:
        """Wire a lifeline to nothing but the channel, and what sees danger."""
        self._client = client
        self._channel = TelegramChannel(client)
        self._world = world
        self._lifeline = Lifeline(_store_nothing, self._channel, world, know_nobody, witness)
        self._lifeline.reach = Reach.NOT_NOW
        self._lifeline.judge = teaching.judge
        self._told = dict[ChatId, float]()
        self._known = set[str]()

    async def run(self, settings: Settings) -> None:
        """Look at what comes, again and again, and answer each once."""
        await insist(self._client.initialize, "telegram not reached")
        await end_webhook(self._client)
        groups = settings.groups([desk.id for desk in self._world.desks()])
        for chat in (chat for chats in groups.values() for chat in chats):
            await tell_of_damage(self._client, chat)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._lifeline.run())
            offset: int | None = None
            while True:
                updates = await self._client.waiting_updates(offset)
                for arrival in read_all(updates, self._client):
                    self._answer(arrival, tasks)
                if len(updates) >= MOST_SHOWN:
                    offset = number_of(updates[len(updates) // 2])
                await asyncio.sleep(LOOK_SECONDS)

    def _answer(self, arrival: Arrival, tasks: asyncio.TaskGroup) -> None:
        if arrival.key in self._known or not isinstance(arrival.origin, FromVisitor):
            return
        self._known.add(arrival.key)
        self._lifeline.see([arrival])
        if arrival.input is not None:
            tasks.create_task(self._tell(arrival.origin.chat, arrival))

    async def _tell(self, chat: ChatId, arrival: Arrival) -> None:
        """Say that nothing is kept now, and who is there, unless the panel says so."""
        ticks = self._world.ticks()
        if await self._lifeline.is_alarming(arrival.key):
            return
        if ticks - self._told.get(chat, -QUIET_SECONDS) < QUIET_SECONDS:
            return
        self._told[chat] = ticks
        content = self._world.content()
        words = arrival.input.text if isinstance(arrival.input, Said) else ""
        guessed = by_script(words, content.languages())
        setting = replace(Setting.of(content, self._world.moment()), reach=Reach.NOT_NOW)
        said = crisis.panel(Conversation(language=guessed), BROKEN, setting)
        await self._channel.send(Parcel(chat, None, SendText(said.text, buttons=said.buttons)))


async def _store_nothing(arrivals: Sequence[Arrival], source: str, offset: int | None) -> None:
    """Never asked: whatever comes is only looked at."""
    raise NotImplementedError


async def know_nobody(_: ChatId) -> Conversation | None:
    """Say where a visitor stands when nothing is known."""
    return None


def _understand_nothing(_content: Content, _flows: Path) -> Weigh:
    return lambda _: None


def world_of(settings: Settings, now: Callable[[], datetime], witness: Witness) -> World:
    """Give what a lifeline needs of the world, without any store: what was in force, if kept."""
    in_force = kept(settings.state_dir)
    loaded = in_force or open_shelf(settings.flows, settings.locales, now).loaded
    return World(
        content=lambda: loaded.content,
        desks=lambda: loaded.desks,
        moment=lambda: Moment(now(), secrets.randbits(64), is_sure=witness.is_sure),
        fresh_case=lambda: CaseId(""),
        fresh_conversation=lambda: ConversationId(""),
        ticks=time.monotonic,
    )

"""aiogram 3 with its states in memory: the same menu and page as `conversation`."""

import asyncio
import sys

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import Message

from tests.bench.speed.server import TOKEN

MENU, PAGE = State("menu", "talk"), State("page", "talk")


async def start(message: Message, state: FSMContext) -> None:
    """Show the menu."""
    await state.set_state(MENU)
    await message.answer(message.text or "")


async def read(message: Message, state: FSMContext) -> None:
    """Show a page."""
    await state.set_state(PAGE)
    await message.answer(message.text or "")


async def serve(api: str) -> None:
    """Serve until stopped."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher()
    dispatcher.message.register(start, CommandStart())
    dispatcher.message.register(read, MENU)
    dispatcher.message.register(start, PAGE)
    await dispatcher.start_polling(bot, polling_timeout=30)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1]))

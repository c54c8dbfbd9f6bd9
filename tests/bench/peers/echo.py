"""python-telegram-bot's echo, as its first example has it; `concurrent`: 256 updates at once."""

import sys

import uvloop
from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from tests.bench.speed.server import TOKEN

AT_ONCE = 256


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def main() -> None:
    """Serve until stopped."""
    uvloop.install()
    api, _, *how = sys.argv[1:]
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot")
    if how:
        builder = builder.concurrent_updates(AT_ONCE).connection_pool_size(AT_ONCE)
        builder = builder.pool_timeout(60)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(timeout=30)


if __name__ == "__main__":
    main()

"""python-telegram-bot's ConversationHandler: a menu and a page, from one to the other and back.

Kept in memory; `pickle`: also in a file, every minute; `flush`: in the file after every update.
"""

import sys
from pathlib import Path

import uvloop
from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.bench.speed.server import TOKEN

MENU, PAGE = range(2)


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Show the menu."""
    return await _say(update, context, MENU)


async def read(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Show a page."""
    return await _say(update, context, PAGE)


async def _say(update: Update, context: ContextTypes.DEFAULT_TYPE, then: int) -> int:
    if context.user_data is not None:
        context.user_data["place"] = then
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")
    return then


async def flush(_: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Write everything to the file, in the group of handlers after the conversation's."""
    await context.application.update_persistence()


def main() -> None:
    """Serve until stopped."""
    uvloop.install()
    api, folder, *how = sys.argv[1:]
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot")
    if how:
        builder = builder.persistence(PicklePersistence(Path(folder) / "kept.pickle"))
    application = builder.build()
    words = filters.TEXT & ~filters.COMMAND
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={MENU: [MessageHandler(words, read)], PAGE: [MessageHandler(words, start)]},
            fallbacks=[],
            allow_reentry=True,
            name="talk",
            persistent=bool(how),
        )
    )
    if how == ["flush"]:
        application.add_handler(MessageHandler(filters.ALL, flush), group=1)
    application.run_polling(timeout=30)


if __name__ == "__main__":
    main()

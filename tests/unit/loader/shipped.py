"""The content that is shipped."""

from functools import lru_cache

from bot.conversation.content import Content
from bot.loader.load import load
from bot.settings import HOME


@lru_cache(maxsize=1)
def shipped() -> Content:
    return load(HOME / "flows", HOME / "locales").content

"""Read `flows/` and `locales/` into one frozen content, or tell every mistake at once."""

from bot.loader.load import Loaded, load
from bot.loader.messages import explain

__all__ = ["Loaded", "explain", "load"]

"""The editors' files played on a phone as they are saved, with the flows drawn beside it.

The real bot runs behind it, on a simulated Telegram; nobody else is there.
"""

from bot.preview.serving import Wanted, preview

__all__ = ["Wanted", "preview"]

"""Reactions: which of those that people set counts, and which a bot may set in its stead."""

from collections.abc import Sequence

from telegram import ReactionType, ReactionTypeEmoji
from telegram.constants import ReactionEmoji

VARIATION = "\ufe0f"  # apps write some emoji with this sign and some without
SKIN = "🏻🏼🏽🏾🏿"
SHADES = str.maketrans("", "", VARIATION + SKIN)

ALLOWED = {each.value.translate(SHADES): each.value for each in ReactionEmoji}
"""The 73 that a bot may set (TELEGRAM.md 1.6), by what is left of them without shades."""

NEAREST = {
    "✅": "👌",
    "✔": "👌",
    "⭕": "👌",
    "🆗": "👌",
    "🙆": "👌",
    "💪": "👍",
    "❌": "👎",
    "🙅": "👎",
    "⏳": "👀",
    "🙇": "🙏",
    "😊": "🥰",
    "☺": "🥰",
    "🙂": "🥰",
    "😄": "😁",
    "😂": "🤣",
    "🥲": "😢",
    "😔": "😢",
    "😞": "😢",
    **dict.fromkeys("♥💕💖💗💓💞🧡💛💚💙💜🖤🤍🤎🩷🩵🩶", "❤"),
}


def newest(set_now: Sequence[ReactionType]) -> str:
    """Give the last emoji of those that are set; custom emoji and paid stars are passed over."""
    emoji = [each.emoji for each in set_now if isinstance(each, ReactionTypeEmoji)]
    return emoji[-1] if emoji else ""


def settable(emoji: str) -> str:
    """Give the nearest emoji that a bot may set; empty, which takes one away, where none is near.

    What people replaced by something that cannot be shown must not go on being shown.
    """
    plain = emoji.translate(SHADES)
    return ALLOWED.get(plain) or NEAREST.get(plain, "")

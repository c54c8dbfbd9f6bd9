"""Judges what a visitor wrote by all that the content in force says of danger.

The bot and `engawa understand` ask nothing else, so what one sees the other sees.
"""

from collections.abc import Callable, Sequence

from bot.conversation.content import Content
from bot.model.danger import Danger
from bot.safety import verdict

Judge = Callable[[Sequence[str]], Danger | None]
"""Judges the last of a visitor's newest texts; may be asked from any thread."""


def judge_of(content: Content) -> Judge:
    """Make the judge that a content wants."""

    def judge(texts: Sequence[str]) -> Danger | None:
        return verdict(texts, content.signs)

    return judge

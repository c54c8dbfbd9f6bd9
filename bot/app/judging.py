"""Judges what a visitor wrote by all that the content in force says of danger.

The bot and `engawa understand` ask nothing else, so what one sees the other sees. Until something
is learnt, and where that fails, the signs judge alone.
"""

from collections.abc import Sequence

import structlog

from bot.conversation.content import Content
from bot.model.danger import Danger
from bot.safety import Judge, Likeness, judge_by

log = structlog.get_logger()


def judge_of(content: Content, learnt: Sequence[Likeness] = ()) -> Judge:
    """Make the judge that a content wants; of `learnt`, the first that does not fail counts."""

    def likeness(text: str) -> Danger | None:
        for each in learnt:
            try:
                return each(text)
            except Exception as error:  # an encoder that fails must not keep an alarm back
                log.warning("an encoder failed", error=type(error).__name__)
        return None

    return judge_by(content.signs, likeness)

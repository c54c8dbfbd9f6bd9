"""The one judgement of danger that everybody asks: the newest of a few texts, in their order."""

from collections.abc import Callable, Sequence

from bot.model.danger import Danger
from bot.safety.signs import Signs
from bot.safety.verdict import Likeness, verdict

Judge = Callable[[Sequence[str]], Danger | None]
"""Judges the last of a visitor's newest texts; may be asked from any thread."""


def judge_by(signs: Signs, likeness: Likeness | None = None) -> Judge:
    """Make the judge of a content; `likeness`: what was learnt from examples, if anything was."""

    def judge(texts: Sequence[str]) -> Danger | None:
        return verdict(texts, signs, likeness)

    return judge

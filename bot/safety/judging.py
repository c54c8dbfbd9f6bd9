"""The one judgement of danger that everybody asks: the newest of a few texts, in their order."""

from collections.abc import Callable, Sequence

from bot.model.danger import Danger
from bot.safety.signs import Signs
from bot.safety.verdict import verdict

Judge = Callable[[Sequence[str]], Danger | None]


def judge_by(signs: Signs) -> Judge:
    """Make the judge of a content."""

    def judge(texts: Sequence[str]) -> Danger | None:
        found = verdict(texts, signs)
        if found.level is None or found.type is None:
            return None
        return Danger(found.level, found.type, found.signs)

    return judge

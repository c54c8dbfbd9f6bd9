"""What is told when some of the small content's files are changed."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from bot.model.errors import ContentError, Mistake, Severity
from tests.unit.conversation.small import TODAY, loaded

Files = Mapping[str, str | bytes | None]


def mistakes(changed: Files, today: date | None = TODAY) -> tuple[Mistake, ...]:
    """List everything that is told, but for the small content's own two remarks."""
    try:
        found = loaded(changed, today).remarks
    except ContentError as error:
        found = error.mistakes
    return tuple(mistake for mistake in found if mistake not in _usual())


def serious(changed: Files) -> list[tuple[str, int, int, str]]:
    """List (file, line, column, problem) of what keeps the files from going live."""
    return [
        (mistake.file, mistake.line, mistake.column, mistake.problem)
        for mistake in mistakes(changed)
        if mistake.severity is Severity.SERIOUS
    ]


def remarks(changed: Files, today: date | None = TODAY) -> list[tuple[str, int, str]]:
    """List (file, line, problem) of what is only remarked on; nothing may be serious.

    Missing translations are left out: every new sentence is one.
    """
    found = mistakes(changed, today)
    assert not any(mistake.severity is Severity.SERIOUS for mistake in found), found
    return [
        (mistake.file, mistake.line, mistake.problem)
        for mistake in found
        if mistake.problem != "translation_missing"
    ]


def values(changed: Files, problem: str) -> dict[str, str]:
    """Give the values of the one mistake of this kind."""
    found = [mistake for mistake in mistakes(changed) if mistake.problem == problem]
    assert len(found) == 1, found
    return dict(found[0].values)


@lru_cache(maxsize=1)
def _usual() -> frozenset[Mistake]:
    """What the small content itself is remarked on: an unfilled fact, and half an English."""
    return frozenset(loaded().remarks)

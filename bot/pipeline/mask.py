"""Whoever is named by an account is not named across: ● stands in its place, unit for unit.

Telegram makes a link of every `@name`, and a mention may point at an account that has no name
at all (TELEGRAM.md 1.6). As many UTF-16 units go as came, so that all formatting stays in place.
"""

import re

from bot.model.inputs import Entity
from bot.pipeline.split import units

DOT = "●"
POINTING = frozenset({"mention", "text_mention"})
"""Formatting that says that an account stands here."""

ADDRESS = r"[a-z0-9._~:/?\#@!$&*+,;=%-]"
"""What an address goes on with; it ends before a bracket or a quotation mark."""
NAMES = re.compile(
    rf"""
      (?<![a-z0-9_]) (?:[@＠][a-z][a-z0-9_]{{4,31}})+ (?![a-z0-9_])  # behind a letter: an e-mail
    | (?<![a-z0-9_.-]) (?:https?://)? (?:www\.)? (?:t|telegram)\.(?:me|dog) / {ADDRESS}+
    | (?<![a-z0-9_.-]) (?:https?://)? [a-z][a-z0-9_]{{3,31}} \.t\.me (?![a-z0-9_-]) {ADDRESS}*
    | tg://{ADDRESS}+
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def masked(text: str, formatting: tuple[Entity, ...] = ()) -> str:
    """Put ● over names and addresses of accounts and over what points at one."""
    covered = _covered(text, [each for each in formatting if _points(each)])
    while (more := NAMES.sub(_dots, covered)) != covered:  # one name may end where another began
        covered = more
    return covered


def _points(entity: Entity) -> bool:
    return entity.kind in POINTING or entity.url.startswith("tg:")


def _covered(text: str, stretches: list[Entity]) -> str:
    """Cover every character that a stretch touches."""
    if not stretches:
        return text
    covered, at = [], 0
    for character in text:
        wide = units(character)
        touched = any(
            each.offset < at + wide and at < each.offset + each.length for each in stretches
        )
        covered.append(DOT * wide if touched else character)
        at += wide
    return "".join(covered)


def _dots(found: re.Match[str]) -> str:
    return DOT * units(found[0])

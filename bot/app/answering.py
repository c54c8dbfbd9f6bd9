"""Texts, a line each, and what the bot would make of them, as JSON: for whoever examines it."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.app.encoders import encoders
from bot.app.showing import read_content
from bot.app.understanding import Understanding, understanding
from bot.conversation import guessing
from bot.conversation.content import SYSTEM_FLOWS, Content
from bot.conversation.known import known_phrases
from bot.conversation.match import match
from bot.conversation.scene import Setting
from bot.conversation.state import Conversation
from bot.model.ids import BASE_LANGUAGE
from bot.model.weighed import Weighed
from bot.understanding.decide import MOST, Guess

Danger = Callable[[str], tuple[str | None, str | None]]
"""The sort of danger in a text and its level; both None where there is none."""


def no_danger(_: str) -> tuple[str | None, str | None]:
    """See none."""
    return None, None


def answers(
    lines: Iterable[str],
    flows: Path,
    locales: Path,
    *,
    explain: bool = False,
    danger: Danger = no_danger,
) -> Iterator[str]:
    """Say of each line what it is about; raises SettingsError where the content is broken."""
    content = read_content(flows, locales)
    learnt = understanding(content, flows, encoders())
    for line in lines:
        yield json.dumps(_told(line, content, learnt, danger, explain), ensure_ascii=False)


def _told(
    text: str, content: Content, learnt: Understanding, danger: Danger, explain: bool
) -> dict[str, Any]:
    crisis, level = danger(text)
    weighed = learnt.weigh(text)
    guess = guessing.guess(Conversation(), Setting(content, 0, weighed=weighed))
    place = match(text, known_phrases(content, BASE_LANGUAGE))
    known = place.flow if place and place.flow not in SYSTEM_FLOWS else None
    told: dict[str, Any] = {
        "label": known or (guess.label if guess else None),
        "candidates": _candidates(known, guess),
        "confidence": 1.0 if known else round(guess.confidence, 3) if guess else 0.0,
        "crisis": crisis,
        "level": level,
    }
    if explain:
        told["why"] = _why(known, weighed, learnt)
    return told


def _candidates(known: str | None, guess: Guess | None) -> list[str]:
    found = (known, *(guess.candidates if guess else ()))
    return [each for each in dict.fromkeys(found) if each][:MOST]


def _why(known: str | None, weighed: Weighed | None, learnt: Understanding) -> dict[str, Any]:
    shares = sorted((weighed.shares if weighed else {}).items(), key=lambda each: -each[1])
    return {
        "known phrase": known is not None,
        "enough": weighed.enough if weighed else None,
        "encoders": [each.name for each in learnt.encoders],
        "shares": {label: round(share, 3) for label, share in shares[:5]},
    }

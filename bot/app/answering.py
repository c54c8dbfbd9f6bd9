"""Texts, a line each, and what the bot would make of them, as JSON: for whoever examines it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.app.encoders import encoders, quick_encoders
from bot.app.examples import likenesses
from bot.app.judging import judge_of
from bot.app.memory import give_back
from bot.app.showing import read_content
from bot.app.understanding import Understanding, understanding
from bot.conversation import guessing
from bot.conversation.content import SYSTEM_FLOWS, Content
from bot.conversation.known import known_phrases
from bot.conversation.match import match
from bot.conversation.scene import Setting
from bot.conversation.state import Conversation
from bot.model.danger import Danger, Level
from bot.model.ids import BASE_LANGUAGE
from bot.model.weighed import Weighed
from bot.understanding.decide import MOST, Guess


def answers(
    lines: Iterable[str],
    flows: Path,
    locales: Path,
    *,
    explain: bool = False,
) -> Iterator[str]:
    """Say of each line what it is about; raises SettingsError where the content is broken."""
    content = read_content(flows, locales)
    learnt = understanding(content, flows, encoders())
    judge = judge_of(content, likenesses(content, flows, quick_encoders()))
    give_back()
    for line in lines:
        danger = judge([line])
        yield json.dumps(_told(line, danger, content, learnt, explain), ensure_ascii=False)


def _told(
    text: str, danger: Danger | None, content: Content, learnt: Understanding, explain: bool
) -> dict[str, Any]:
    level = danger.level.name.lower() if danger else None
    is_alarm = danger is not None and danger.level > Level.SOFT
    weighed = learnt.weigh(text)
    guess = guessing.guess(Conversation(), Setting(content, 0, weighed=weighed))
    place = match(text, known_phrases(content, BASE_LANGUAGE))
    known = place.flow if place and place.flow not in SYSTEM_FLOWS else None
    told: dict[str, Any] = {
        "label": None if is_alarm else known or (guess.label if guess else None),
        "candidates": _candidates(known, guess),
        "confidence": 1.0 if known else round(guess.confidence, 3) if guess else 0.0,
        "crisis": danger.type if danger and is_alarm else level,
        "level": level,
    }
    if explain:
        told["why"] = {"signs": danger.signs if danger else (), **_why(known, weighed, learnt)}
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

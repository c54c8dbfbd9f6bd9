"""An engine that stumbles over a word, as a bug of ours would make it."""

import pytest

from bot.conversation import engine
from bot.conversation.content import Content
from bot.conversation.state import Conversation, Turned
from bot.model.inputs import Moment, VisitorInput


def stumble(monkeypatch: pytest.MonkeyPatch, word: str, times: float = float("inf")) -> list[str]:
    """Let the engine raise at a text, so many times; give the list of its falls."""
    whole, falls = engine.advance, list[str]()

    def stumbling(
        here: Conversation,
        happened: VisitorInput,
        content: Content,
        moment: Moment,
        former: Content | None = None,
    ) -> Turned:
        if getattr(happened, "text", "") == word and len(falls) < times:
            falls.append(word)
            raise RuntimeError(f"{happened!r} {here!r}")
        return whole(here, happened, content, moment, former)

    monkeypatch.setattr(engine, "advance", stumbling)
    return falls


def stumble_once(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Let the engine raise at a text the first time only."""
    stumble(monkeypatch, word, times=1)

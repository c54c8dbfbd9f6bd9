"""Where a visitor stands: all that is kept of a conversation between two inputs.

Plain values only, so that it becomes JSON and comes back the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from operator import attrgetter
from typing import Any

from bot.model.effects import ConversationEffect
from bot.model.ids import FlowId, Language, StepId
from bot.model.inputs import Said, Showed


@dataclass(frozen=True, slots=True)
class Place:
    """A step of a flow."""

    flow: FlowId
    step: StepId

    @property
    def name(self) -> str:
        """Name it as catalogues do."""
        return f"{self.flow}.{self.step}"


class Standing(StrEnum):
    """Who answers the visitor."""

    FLOWS = "flows"
    CASE = "case"
    """A person; the engine keeps silent."""
    ENDED = "ended"
    """The case is closed, and what the visitor writes may still be meant for it."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A visitor's place with us; as it stands here, that of a newcomer."""

    language: Language | None = None
    """None: neither chosen nor guessed."""
    place: Place | None = None
    """Where the last screen ended; None: nowhere, as in a case."""
    serial: int = 0
    """Number of the last screen: a button of an earlier one that has an effect is stale."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Id of a question → value chosen; empty: the visitor would rather not say."""
    nickname: str = ""
    offered: str = ""
    """The nickname on the button before the visitor."""
    path: tuple[FlowId, ...] = ()
    """Flows read since the last case was opened, oldest first, each once."""
    standing: Standing = Standing.FLOWS
    acknowledged: bool = False
    """The visitor was told that what they write in this case arrives."""
    had_case: bool = False
    """A case was opened at some time, so that there is a desk to tell."""
    unmatched: int = 0
    """How many texts in a row were not understood."""
    version: str = ""
    """The content that the last screen was made of: what the conversation is pinned to."""
    unread: tuple[Said | Showed, ...] = ()
    """What was sent outside a case and not understood, oldest first: a person may yet read it."""
    album: str = ""
    """The album of the last thing that was declined: its other pieces need no second answer."""
    to_confirm: Showed | None = None
    """What the visitor wants to show, until they have said that it may be shown."""
    asked: int = 0
    """Serial of the open question whether another ward's desk may see the case; 0: none."""
    to_rate: int = 0
    """Serial of the screen that still asks whether the case helped; 0: none."""
    rating_asked: bool = False
    """It was asked in this case."""
    at_hand: bool = False
    """Danger was seen: the panel stays one tap away (SAFETY.md S7)."""


Turned = tuple[Conversation, tuple[ConversationEffect, ...]]
"""What an input comes to: the new standing, and what is to be done, in order."""

_NAMES = tuple(each.name for each in fields(Conversation))
_VALUES = attrgetter(*_NAMES)
_SET = {name: getattr(Conversation, name).__set__ for name in _NAMES}


def changed(conversation: Conversation, **values: Any) -> Conversation:  # one type for each field
    """Give a conversation with other values, as `replace` does in more than twice the time.

    For what every turn does: it was a third of a turn's thought.
    """
    copy = object.__new__(Conversation)
    for put, value in zip(_SET.values(), _VALUES(conversation), strict=True):
        put(copy, value)
    for name, value in values.items():
        _SET[name](copy, value)
    return copy

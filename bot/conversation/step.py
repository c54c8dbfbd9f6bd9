"""What every kind of step is, what it may ask of its surroundings, and what it may answer.

A kind lives in one file of `steps/` and knows of no other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from bot.conversation.state import Conversation
from bot.model.effects import Button, ConversationEffect
from bot.model.ids import Language, StepId
from bot.model.inputs import CaseRequested

Choices = tuple[tuple[str, str], ...]
"""Labels, each with the target it leads to."""


class Scene(Protocol):
    """What a step may know and ask while it is on."""

    @property
    def conversation(self) -> Conversation:
        """Where the visitor stands; its serial is that of the screen being shown."""

    def words(self, text: str) -> str:
        """Put the author's text into the visitor's language, its values filled in."""

    def interface(self, text: str, **values: str) -> str:
        """Put one of the engine's own phrases into the visitor's language."""

    def buttons(self, choices: Choices) -> tuple[Button, ...]:
        """Make a button of each label, which leads to its target."""

    def languages(self) -> tuple[tuple[Language, str], ...]:
        """List the languages, each with its own name in itself."""

    def draw_nickname(self) -> str:
        """Draw a nickname other than the one now offered."""

    def request(self) -> CaseRequested:
        """Gather what staff will read of this visitor."""


# What entering a step comes to.


@dataclass(frozen=True, slots=True)
class Tell:
    """Say this and fall through to the next step."""

    text: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Go on somewhere else."""

    target: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Show this and wait for the visitor."""

    text: str
    buttons: tuple[Button, ...]
    offered: str = ""
    """The nickname that is on offer from now on."""


Entered = Tell | Jump | Wait


# What an answer of the visitor comes to.


@dataclass(frozen=True, slots=True)
class GoOn:
    """The question is answered: fall through to the next step."""

    conversation: Conversation


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Show the same step again, perhaps with a word before it."""

    conversation: Conversation
    preface: str = ""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go on where the answer leads."""

    target: str


@dataclass(frozen=True, slots=True)
class Finish:
    """Leave the flows."""

    conversation: Conversation
    effects: tuple[ConversationEffect, ...]


Answer = GoOn | AskAgain | GoTo | Finish


class Label(StrEnum):
    """What a short piece of an author's text is used for."""

    TEXT = "text"
    BUTTON = "button"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of an author's text: where it stands in the file and what it is used for."""

    key: str
    """The YAML key, or `key/label` for a label in a mapping."""
    text: str
    use: Label = Label.TEXT


@dataclass(frozen=True, slots=True)
class Step:
    """One stop in a flow."""

    id: StepId

    prefix: ClassVar[str] = ""
    """How the one-shot buttons of this kind begin; empty: it has none."""
    waits: ClassVar[bool] = False
    """It waits for the visitor."""
    falls_through: ClassVar[bool] = False
    """The step below may follow."""

    def enter(self, scene: Scene) -> Entered:
        """Say what comes of arriving here."""
        raise NotImplementedError

    def pressed(self, scene: Scene, word: str) -> Answer | None:
        """Take the word of a one-shot button of this screen; None: no such button."""
        return None

    def said(self, scene: Scene, text: str) -> Answer | None:
        """Take a text written here; None: it is no answer to this step."""
        return None

    def texts(self) -> tuple[Words, ...]:
        """List every text that the visitor may read."""
        return ()

    def targets(self) -> tuple[tuple[str, str], ...]:
        """List (key in the file, target) for every place it leads to."""
        return ()

    def label_of(self, value: str) -> str | None:
        """Name the answer kept as this value, in Japanese; None: it keeps no answers."""
        return None

    def question(self) -> str:
        """Name the question in one line, as staff read it."""
        return ""


# How a kind is written in a flow file.


class Shape(StrEnum):
    """What may stand behind a key."""

    TEXT = "text"
    PAIRS = "pairs"
    """Several lines of `label: something`."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a step."""

    name: str
    shape: Shape = Shape.TEXT
    required: bool = True


@dataclass(frozen=True, slots=True)
class Body:
    """What an author wrote under the keys of a step, already of the right shapes."""

    texts: Mapping[str, str]
    pairs: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of step; its first key is its name."""

    keys: tuple[Key, ...]
    build: Callable[[StepId, Body], Step]
    needs_id: bool = False

    @property
    def name(self) -> str:
        """Name the kind as authors write it."""
        return self.keys[0].name

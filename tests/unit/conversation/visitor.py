"""Somebody who writes to the bot with the small content, and what came back."""

from bot.conversation.content import Content
from bot.conversation.engine import advance
from bot.conversation.state import Conversation
from bot.model.effects import ConversationEffect, Say
from bot.model.ids import FlowId, StepId
from bot.model.inputs import Moment, Pressed, Said, Started, VisitorInput
from tests.unit.conversation.small import MESSAGE, NOW, small


class Visitor:
    """Somebody who writes to the bot, and what came back."""

    def __init__(
        self, content: Content | None = None, standing: Conversation | None = None
    ) -> None:
        self.content = content or small()
        self.standing = standing or Conversation()
        self.effects: tuple[ConversationEffect, ...] = ()

    def does(self, happened: VisitorInput, chance: int = 0) -> tuple[ConversationEffect, ...]:
        """Give the engine one input."""
        moment = Moment(NOW, chance)
        self.standing, self.effects = advance(self.standing, happened, self.content, moment)
        return self.effects

    def starts(self, payload: str = "", language: str = "") -> None:
        """Open the bot."""
        self.does(Started(payload, language))

    def writes(self, text: str) -> None:
        """Write a text."""
        self.does(Said(MESSAGE, text))

    def sends(self, press: str, chance: int = 0) -> None:
        """Press a button that may be of any age, by what it sends."""
        self.does(Pressed(MESSAGE, press), chance)

    def does_press(self, press: str) -> tuple[ConversationEffect, ...]:
        """Press a button by what it sends, and give what came of it."""
        self.sends(press)
        return self.effects

    def presses(self, label: str, chance: int = 0) -> None:
        """Press a button of the last screen, by its label or a part that no other has."""
        buttons = self.said[-1].buttons
        whole = [button.press for button in buttons if label == button.label]
        found = whole or [button.press for button in buttons if label in button.label]
        assert len(found) == 1, f"{label}: {self.labels}"
        self.sends(found[0], chance)

    @property
    def said(self) -> list[Say]:
        """List what was said in answer to the last input."""
        return [effect for effect in self.effects if isinstance(effect, Say)]

    @property
    def text(self) -> str:
        """Give the last text."""
        return self.said[-1].text

    @property
    def labels(self) -> list[str]:
        """List the labels below the last text."""
        return [button.label for button in self.said[-1].buttons]

    @property
    def place(self) -> tuple[FlowId, StepId] | None:
        """Say where the visitor stands."""
        place = self.standing.place
        return (place.flow, place.step) if place else None


def in_a_case() -> Visitor:
    """Lead a visitor to a person."""
    visitor = Visitor()
    for press in ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4"):
        visitor.sends(press)
    return visitor

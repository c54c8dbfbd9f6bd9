"""A visitor who does what a script says, in one language, and what they have seen by then."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from bot.conversation.content import Content
from bot.conversation.engine import advance
from bot.conversation.state import Conversation
from bot.model.effects import Button, ConversationEffect, Say
from bot.model.ids import BASE_LANGUAGE, Language, MessageId
from bot.model.inputs import Edited, Moment, Notified, Said, Showed, VisitorInput
from bot.safety import judge_by

OURS = MessageId(1)
"""The one number of all our messages: no script asks which is meant."""
MOMENT = Moment(datetime(2000, 1, 1, tzinfo=UTC), 0)
"""The same chance each time, so that what is drawn is drawn again."""

Effect = TypeVar("Effect", bound=ConversationEffect)

Visit = tuple[Language, str]
"""A step, as `flow.step`, that was read in a language."""


@dataclass(slots=True)
class Visitor:
    """Grows line by line."""

    content: Content
    hint: str = ""
    standing: Conversation = field(default_factory=Conversation)
    message: MessageId = OURS
    """The number of what they wrote last."""
    unread: list[Say] = field(default_factory=list)
    effects: tuple[ConversationEffect, ...] = ()
    """What came of the last input."""
    visited: set[Visit] = field(default_factory=set)
    _seen: list[Button] = field(default_factory=list)

    @property
    def language(self) -> Language:
        """Give the language they read now."""
        return self.standing.language or BASE_LANGUAGE

    def takes(self, happened: VisitorInput) -> None:
        """Give the engine one input."""
        moment = _moment_of(happened)
        if isinstance(happened, Said | Showed | Edited):
            words = happened.caption if isinstance(happened, Showed) else happened.text
            danger = judge_by(self.content.signs)([words])
            happened = replace(happened, danger=danger) if danger else happened
        self.standing, self.effects = advance(self.standing, happened, self.content, moment)
        self.unread = [effect for effect in self.effects if isinstance(effect, Say)]
        for said in self.unread:
            self._seen.extend(said.buttons)
            self.visited.update((self.language, step) for step in said.steps)

    def press_of(self, label: str) -> str | None:
        """Find what the newest button of a label sends."""
        found = (button.press for button in reversed(self._seen) if button.label == label)
        return next(found, None)

    def label_of(self, press: str) -> str | None:
        """Find the label by which this button would be pressed; None: another has it by now."""
        labels = (button.label for button in reversed(self._seen) if button.press == press)
        label = next(labels, None)
        return label if label is not None and self.press_of(label) == press else None

    def sees(self, press: str) -> bool:
        """Say whether a button that sends this was ever shown."""
        return any(button.press == press for button in self._seen)

    def labels(self) -> tuple[str, ...]:
        """List the labels of all buttons seen, each once, the newest first."""
        return tuple(dict.fromkeys(button.label for button in reversed(self._seen)))

    def came(self, kind: type[Effect]) -> list[Effect]:
        """List what came of the last input and is of a kind."""
        return [effect for effect in self.effects if isinstance(effect, kind)]


def _moment_of(happened: VisitorInput) -> Moment:
    """Give the moment of an input: what a notice names lies ahead, and not in another year."""
    named = happened.values.values() if isinstance(happened, Notified) else ()
    times = [each for each in named if isinstance(each, datetime)]
    return replace(MOMENT, now=min(times)) if times else MOMENT

"""What a staff command is, and the list of them; each has a file of its own in `commands/`.

A command is reached by its name (`/close`) and, where the card has a button for it, by a press.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case
from bot.model.effects import DeskEffect, Popup, PostToTopic
from bot.model.ids import MessageId
from bot.model.inputs import Entity, Staff


@dataclass(frozen=True, slots=True)
class Order:
    """A command as it was given."""

    staff: Staff
    message: MessageId | None
    """The message that gave it; None when a button was pressed."""
    text: str = ""
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    """The visitor's words that it answers, if it does."""
    under: MessageId | None = None
    """The message that it answers, whosever; of a press, the message that has the button."""
    listing: tuple[tuple[str, str], ...] = ()
    """Every command with its line of help: commands do not know one another."""

    def answer(self, text: str, alert: bool = False) -> DeskEffect:
        """Answer where it was asked: over the button, or below the message."""
        if self.message is None:
            return Popup(text, alert)
        return PostToTopic(text, reply_to=self.message, silent=True)


Run = Callable[[Case, Order, Scene], Outcome]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its line in /help, and what it does."""

    name: str
    help: str
    """Taken from the docstring of its module."""
    run: Run


def gathered(rooms: tuple[ModuleType, ...]) -> Mapping[str, Command]:
    """Read commands from their modules, by what staff type; the order is that of the list."""
    made = (
        Command(room.__name__.rpartition(".")[2], (room.__doc__ or "").splitlines()[0], room.run)
        for room in rooms
    )
    return {command.name: command for command in made}

"""Which steps some visitor read, in which language, and which nobody ever did."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.conversation.content import Content
from bot.conversation.script.visitor import Visit
from bot.conversation.state import Place
from bot.model.ids import Language


@dataclass(frozen=True, slots=True)
class Coverage:
    """The steps of one content, as some talks left them."""

    steps: tuple[Place, ...]
    """All there are."""
    unread: dict[Language, tuple[Place, ...]]
    """For each language the steps that nobody read in it, in the order of the files."""

    def read_in(self, language: Language) -> int:
        """Count the steps that somebody read in a language."""
        return len(self.steps) - len(self.unread[language])

    def unread_in(self, place: Place) -> tuple[Language, ...]:
        """List the languages in which nobody read a step."""
        return tuple(language for language, places in self.unread.items() if place in places)


def coverage(content: Content, visited: Collection[Visit]) -> Coverage:
    """Reckon what was read of a content."""
    steps = tuple(Place(flow.id, step.id) for flow, step in content.every_step())
    unread = {
        language: tuple(place for place in steps if (language, place.name) not in visited)
        for language in content.languages()
    }
    return Coverage(steps, unread)

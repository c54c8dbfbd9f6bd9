"""Where a talk goes otherwise than its script says."""

from dataclasses import dataclass
from difflib import ndiff

from bot.model.errors import Mistake
from bot.model.ids import Language

Instead = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a script that did not come true, in one language."""

    mistake: Mistake
    """What differs, where in the script, with its remedy."""
    language: Language
    expected: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    instead: Instead = None
    """What would stand at this place if what is there now is right; None: see for yourself."""

    def lines(self) -> list[str]:
        """Show what is expected (`-`) and what came (`+`), and what is the same."""
        shown = ndiff(self.expected, self.got)
        return [line.rstrip() for line in shown if not line.startswith("?")]

"""What a line of a script looks for, in what came of the last input.

Each look takes what a lead visitor and those of other languages see. A text that is written for
no language alone is looked for with the lead only; the others must see the same buttons.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.conversation.check.phrases import is_missing, of_flow
from bot.conversation.script.difference import Difference, Instead
from bot.conversation.script.script import ANY, LEFT, Buttons, Line, Piece, named, told, word_for
from bot.conversation.script.visitor import Visitor
from bot.model.effects import (
    LeaveCase,
    OpenCase,
    PassOn,
    PassReaction,
    Say,
    Toast,
)
from bot.model.errors import Mistake
from bot.model.ids import FlowId


@dataclass(frozen=True, slots=True)
class Look:
    """One line as one visitor meets it."""

    file: str
    line: Line
    visitor: Visitor
    lead: Visitor | None = None
    """None: this is the lead."""
    ways: tuple[str, ...] = ()
    """What the buttons of the lead's message send."""

    def differences(self) -> Iterator[Difference]:
        """Tell what did not come true."""
        yield from _LOOKS[self.line.key](self)

    @property
    def wanted(self) -> Piece | None:
        """Give the text that is written for this visitor to see."""
        own = self.line.pieces.get(self.visitor.language)
        return own or (self.line.pieces.get(ANY) if self.lead is None else None)

    def differs(
        self,
        problem: str,
        expected: tuple[str, ...] = (),
        got: tuple[str, ...] = (),
        *,
        instead: Instead = None,
        at: Piece | Buttons | None = None,
    ) -> Difference:
        """Make a difference, at the line unless elsewhere is named."""
        place = at or self.line.at
        language = self.visitor.language
        values = (("language", str(language)),)
        mistake = Mistake(self.file, place.line, place.column, problem, values)
        return Difference(mistake, language, expected, got, instead)


def _bot(look: Look) -> Iterator[Difference]:
    if not look.visitor.unread:
        wanted = look.wanted
        yield look.differs("script_nothing_said", (wanted.text,) if wanted else ())
        return
    said = look.visitor.unread.pop(0)
    wanted = look.wanted
    if wanted and wanted.text not in said.text:
        yield _text_other(look, wanted, said)
    yield from _buttons(look, said)


def _text_other(look: Look, wanted: Piece, said: Say) -> Difference:
    expected, got = tuple(wanted.text.splitlines()), tuple(said.text.splitlines())
    if _is_untranslated(look.visitor, said):
        return look.differs("script_untranslated", expected, got, at=wanted)
    instead = _instead(wanted.text, said.text)
    return look.differs("script_text_other", expected, got, instead=instead, at=wanted)


def _is_untranslated(visitor: Visitor, said: Say) -> bool:
    """Say whether somebody reads Japanese for want of a translation."""
    catalogue = visitor.content.catalogues.get(visitor.language)
    if catalogue is None:
        return False
    flows = {FlowId(step.partition(".")[0]) for step in said.steps}
    texts = (phrase for flow in flows for phrase in of_flow(visitor.content.flows[flow]))
    shown = (
        each
        for each in texts
        if each.context in said.steps and each.text.partition("{")[0] in said.text
    )
    return any(is_missing(catalogue, each) for each in shown)


def _buttons(look: Look, said: Say) -> Iterator[Difference]:
    labels = tuple(button.label for button in said.buttons)
    if look.lead is not None:
        if tuple(button.press for button in said.buttons) != look.ways:
            yield look.differs("script_ways_other", look.ways, labels)
        return
    wanted = look.line.buttons
    if wanted and wanted.labels != labels:
        expected, got = _in_brackets(wanted.labels), _in_brackets(labels)
        yield look.differs("script_buttons_other", expected, got, instead=labels, at=wanted)


def _in_brackets(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"[{label}]" for label in labels)


def _instead(wanted: str, text: str) -> str:
    """Say what to look for from now on: as much of the text as was looked for before."""
    if "\n" in wanted:
        return text
    lines = [line for line in text.splitlines() if line.strip()]
    return next(iter(get_close_matches(wanted, lines, n=1, cutoff=0.3)), lines[0])


def _silent(look: Look) -> Iterator[Difference]:
    said = [line for each in look.visitor.unread for line in each.text.splitlines()]
    if said:
        yield look.differs("script_not_silent", (), tuple(said))


def _passing(look: Look) -> Iterator[Difference]:
    shown = tuple(toast.text for toast in look.visitor.came(Toast))
    wanted = look.wanted
    if len(shown) != 1 or (wanted and wanted.text not in shown[0]):
        expected = (wanted.text,) if wanted else ()
        instead = shown[0] if len(shown) == 1 else None
        yield look.differs("script_passing_other", expected, shown, instead=instead, at=wanted)


def _staff_read(look: Look) -> Iterator[Difference]:
    passed = tuple(named(effect.written) for effect in look.visitor.came(PassOn))
    yield from _reached(look, passed)


def _staff_see(look: Look) -> Iterator[Difference]:
    passed = tuple(effect.emoji for effect in look.visitor.came(PassReaction))
    yield from _reached(look, passed)


def _reached(look: Look, passed: tuple[str, ...]) -> Iterator[Difference]:
    wanted = look.wanted
    if len(passed) != 1 or (wanted and passed != (wanted.text,)):
        yield look.differs("script_staff_other", (wanted.text,) if wanted else (), passed)


def _desk_told(look: Look) -> Iterator[Difference]:
    words = tuple(word for each in look.visitor.effects if (word := word_for(each)))
    expected = (look.line.at.text,)
    if words != expected:
        yield look.differs("script_told_other", expected, words)


def _case(look: Look) -> Iterator[Difference]:
    left = (LEFT,) if look.visitor.came(LeaveCase) else ()
    opened = tuple(line for case in look.visitor.came(OpenCase) for line in told(case.request))
    expected = look.line.case or (LEFT,)
    if (left or opened) != expected:
        yield look.differs("script_case_other", expected, left or opened)


_LOOKS: Mapping[str, Callable[[Look], Iterator[Difference]]] = {
    "bot": _bot,
    "silent": _silent,
    "passing": _passing,
    "staff read": _staff_read,
    "staff see": _staff_see,
    "desk told": _desk_told,
    "case": _case,
}

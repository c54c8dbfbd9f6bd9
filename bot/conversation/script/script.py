"""A conversation as it is written down: what the visitor does, and what should come of it.

`tests/scripts/README.md` explains the lines to those who write them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.conversation.content import ERROR, NOTICES, OUT_OF_HOURS
from bot.model.effects import Agree, ConversationEffect, RaiseAlarm, Rate
from bot.model.ids import Language
from bot.model.inputs import CaseRequested, Edited, MediaKind, Said, Showed

ACTS = (
    "opens",
    "presses",
    "old button",
    "writes",
    "edits",
    "shows",
    "reacts",
    "command",
    "desk",
)
"""What happens."""
LOOKS = ("bot", "silent", "passing", "staff read", "staff see", "desk told", "case")
"""What should have come of it."""
BESIDE = {"bot": "buttons", "shows": "caption", "desk": "values"}
"""What may stand beside a line and belongs to it."""

ALL = "all"
"""In the stead of a list of languages: every one there is."""
LEFT = "left"
CLOSES, RESUMES = "closes", "resumes"
TOLD = {
    "agreed": Agree(True),
    "refused": Agree(False),
    "helped": Rate(True),
    "not helped": Rate(False),
}
ALARMS = ("amber", "red")
KNOWN = {
    "shows": tuple(MediaKind),
    "desk": (CLOSES, RESUMES, OUT_OF_HOURS, ERROR, *NOTICES),
    "desk told": (*TOLD, *ALARMS),
}
"""The lines behind which only certain words may stand."""

ANY = ""
"""In the stead of a language: a text written for none of them alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of the script and where it stands, line and column from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Buttons:
    """The labels below a message, in order, and where they stand."""

    labels: tuple[str, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line: one of the acts, or one of the looks."""

    key: str
    pieces: Mapping[str, Piece]
    """By language, or under `ANY`; never empty."""
    buttons: Buttons | None = None
    caption: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    case: tuple[str, ...] = ()
    """What a case should have been opened with, as `told` puts it."""

    def piece(self, language: str) -> Piece:
        """Find what is written for a language, else for none alone, else for the first."""
        return self.pieces.get(language, self.at)

    @property
    def at(self) -> Piece:
        """Say where the line stands."""
        return next(iter(self.pieces.values()))


@dataclass(frozen=True, slots=True)
class Script:
    """One file."""

    file: str
    title: str
    talk: tuple[Line, ...]
    hint: str = ""
    """The language of the visitor's app, as an app tells it."""
    languages: tuple[Piece, ...] = ()
    """Languages that the visitor has chosen, the one it is written in first; or `ALL`."""

    def named(self) -> Iterator[Piece]:
        """Go through every language it names, each where it stands."""
        yield from (name for name in self.languages if name.text != ALL)
        for line in self.talk:
            for language, piece in line.pieces.items():
                if language != ANY:
                    yield Piece(language, piece.line, piece.column)

    def spoken(self, known: tuple[Language, ...]) -> tuple[Language, ...]:
        """List the languages in which it is to be played; none: as the app's hint comes to."""
        named = tuple(Language(piece.text) for piece in self.languages)
        return known if named == (ALL,) else named


def word_for(effect: ConversationEffect) -> str | None:
    """Give the word by which a script says what the desk was told; None where it was nothing."""
    if isinstance(effect, RaiseAlarm):
        return effect.danger.level.name.lower()
    return next((word for word, means in TOLD.items() if means == effect), None)


def told(request: CaseRequested) -> tuple[str, ...]:
    """Put a request of a case in lines."""
    earlier = [named(each) for each in request.earlier]
    return case_lines(request.nickname, request.answers, request.path, earlier)


def case_lines(
    nickname: str,
    answers: tuple[tuple[str, str], ...],
    path: tuple[str, ...],
    earlier: list[str],
) -> tuple[str, ...]:
    """Put in lines what a case is opened with."""
    return (
        f"nickname: {nickname}",
        *(f"answer: {question} = {answer}" for question, answer in answers),
        *(f"path: {title}" for title in path),
        *(f"earlier: {what}" for what in earlier),
    )


def named(written: Said | Showed | Edited) -> str:
    """Name what was written as a script does."""
    return str(written.kind) if isinstance(written, Showed) else written.text

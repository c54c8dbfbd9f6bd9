"""What can be wrong, named by whose hand can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class EngawaError(Exception):
    """The root of every error of ours."""


class SettingsError(EngawaError):
    """The operator's: a setting is missing or wrong; the message says what would be right."""


class TokenRefused(SettingsError):
    """The operator's: the channel does not know the token."""


class AnotherInstance(EngawaError):
    """The operator's: somebody else already serves with this token or this state folder."""


class Unanswered(EngawaError):
    """The operator's: the channel has been silent for too long; a new start may help."""


class Damaged(EngawaError):
    """The operator's: a database file is damaged, and only a backup mends it."""


class KeysUnreachable(EngawaError):
    """The operator's: the database of the keys does not answer; a new start may help."""


class WardsFailed(EngawaError):
    """The operator's: some of several wards did not serve; the message has a line for each."""


class Severity(StrEnum):
    """How bad a mistake in a flow file is. Serious ones keep a version from going live."""

    SERIOUS = "serious"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a file of the editors', with its place and its remedy."""

    file: str
    line: int
    """From 1."""
    column: int
    """From 1."""
    problem: str
    """A key of the table of messages in `loader`; `values` fill it."""
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.SERIOUS


class ContentError(EngawaError):
    """The editor's: every mistake found in the files, at once."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        """Take all mistakes found, in the order of files and lines."""
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes

    def __reduce__(self) -> tuple[type["ContentError"], tuple[tuple[Mistake, ...]]]:
        """Cross to another process with the mistakes, and not with what is said of them."""
        return ContentError, (self.mistakes,)


def root_of(error: BaseException) -> BaseException:
    """Give the first error that a group of them holds, or the error itself."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error

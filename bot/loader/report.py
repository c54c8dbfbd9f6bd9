"""What is collected while files are read: mistakes, and where in the files things stand."""

from dataclasses import dataclass, field, replace

from bot.conversation.check.finding import NO_STEP, Finding, InCatalogue, InFlow, InTable, Where
from bot.model.errors import Mistake, Severity
from bot.model.ids import Language

QUOTED = frozenset({"text", "name", "word", "added"})
"""Values of a mistake that stand in the file just so."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; line and column from 1."""

    file: str
    line: int = 1
    column: int = 1
    below: tuple[str, ...] = field(default=(), compare=False)
    """The lines of a text of several, from this one on, as they stand in the file."""

    def of(self, words: tuple[tuple[str, str], ...]) -> "Spot":
        """Find the line and column below at which one of the values of a mistake stands."""
        for name, value in words:
            if name not in QUOTED:
                continue
            sought = f"{{{value}}}" if name == "name" else value.partition("\n")[0]
            for number, line in enumerate(self.below, self.line):
                if sought and sought in line:
                    return Spot(self.file, number, line.index(sought) + 1)
        return self


@dataclass(slots=True)
class Report:
    """Grows while the files are read."""

    flows_folder: str
    locales_folder: str
    mistakes: list[Mistake] = field(default_factory=list)
    spots: dict[Where, Spot] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Files, by name without ending, of which parts could not be read."""
    unread: set[Language] = field(default_factory=set)
    """Languages whose catalogue is there and could not be read."""

    def add(
        self, spot: Spot, problem: str, severity: Severity = Severity.SERIOUS, **values: str
    ) -> None:
        """Note a mistake."""
        place = (spot.file, spot.line, spot.column)
        self.mistakes.append(Mistake(*place, problem, tuple(values.items()), severity))

    def take(self, other: "Report") -> None:
        """Note all that was found in one file."""
        self.mistakes.extend(other.mistakes)
        self.spots.update(other.spots)

    def add_finding(self, found: Finding) -> None:
        """Note what a check found, at the place in the files where it stands."""
        spot = self._exact(found)
        self.mistakes.append(
            Mistake(spot.file, spot.line, spot.column, found.problem, found.values, found.severity)
        )

    @property
    def serious(self) -> int:
        """Count what keeps the files from going live."""
        return sum(mistake.severity is Severity.SERIOUS for mistake in self.mistakes)

    def in_order(self) -> tuple[Mistake, ...]:
        """Sort by file and line; the same mistake at the same place is told once."""
        unique = dict.fromkeys(self.mistakes)
        return tuple(sorted(unique, key=lambda m: (m.file, m.line, m.column, m.problem)))

    def _exact(self, found: Finding) -> Spot:
        """Find the line of a text that a finding quotes, also where it names a whole screen."""
        spot = self._spot(found.where).of(found.values)
        if not _is_screen(found.where) or not QUOTED & {name for name, _ in found.values}:
            return spot
        near = (known for where, known in self.spots.items() if _is_within(where, found.where))
        exact = ((known, known.of(found.values)) for known in near)
        return next((at for known, at in exact if at is not known), spot)

    def _spot(self, where: Where) -> Spot:
        """Find a place, else the next larger thing around it."""
        for candidate in (where, *_around(where)):
            if candidate in self.spots:
                return self.spots[candidate]
        match where:
            case InFlow(flow=flow):
                return Spot(f"{self.flows_folder}/{flow}.yaml")
            case InTable(table=table):
                return Spot(f"{self.flows_folder}/{table}.yaml")
            case InCatalogue(language=language):
                return Spot(f"{self.locales_folder}/{language}/LC_MESSAGES/engawa.po")


def _is_screen(where: Where) -> bool:
    """Say whether a step is named as a whole, and with it the screen that it begins."""
    return isinstance(where, InFlow) and bool(where.step) and not where.key


def _is_within(where: Where, screen: Where) -> bool:
    """Say whether a place is a text of the flow of a screen."""
    match where, screen:
        case InFlow(flow=flow, key=key), InFlow(flow=wanted):
            return bool(key) and flow == wanted
        case _:
            return False


def _around(where: Where) -> tuple[Where, ...]:
    match where:
        case InFlow():
            return replace(where, key=""), replace(where, step=NO_STEP, key="")
        case InTable():
            return replace(where, key=""), replace(where, id="", key="")
        case InCatalogue():
            return (InCatalogue(where.language),)

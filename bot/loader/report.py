"""What is collected while files are read: mistakes, and where in the files things stand."""

from dataclasses import dataclass, field, replace

from bot.conversation.check import Finding, InCatalogue, InFlow, InTable, Where
from bot.conversation.check.finding import NO_STEP
from bot.model.errors import Mistake, Severity


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; line and column from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(slots=True)
class Report:
    """Grows while the files are read."""

    flows_folder: str
    locales_folder: str
    mistakes: list[Mistake] = field(default_factory=list)
    spots: dict[Where, Spot] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Files, by name without ending, of which parts could not be read."""

    def add(
        self, spot: Spot, problem: str, severity: Severity = Severity.SERIOUS, **values: str
    ) -> None:
        """Note a mistake."""
        place = (spot.file, spot.line, spot.column)
        self.mistakes.append(Mistake(*place, problem, tuple(values.items()), severity))

    def add_finding(self, found: Finding) -> None:
        """Note what a check found, at the place in the files where it stands."""
        spot = self._spot(found.where)
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


def _around(where: Where) -> tuple[Where, ...]:
    match where:
        case InFlow():
            return replace(where, key=""), replace(where, step=NO_STEP, key="")
        case InTable():
            return (replace(where, id=""),)
        case InCatalogue():
            return (InCatalogue(where.language),)

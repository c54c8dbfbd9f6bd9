"""What holds for every cell that comes back, whoever wrote it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.i18n import placeholders
from bot.loader.phrases.grid import Row, Spoilt, looks_spoilt
from bot.model.errors import Mistake, Severity


@dataclass(slots=True)
class Returned:
    """The rows of one sheet on their way back, and what is wrong with them."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list)
    taken: int = 0
    """Rows that changed something."""

    def refuse(self, row: int, problem: str, **values: str) -> None:
        """Leave a row out."""
        self.mistakes.append(Mistake(self.file, row, 1, problem, tuple(values.items())))

    def remark(self, row: int, problem: str) -> None:
        """Take a row, with a word about it."""
        self.mistakes.append(Mistake(self.file, row, 1, problem, (), Severity.WARNING))

    def lacks(self, headings: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Say whether a column is missing, and note it."""
        missing = [heading for heading in wanted if heading not in headings]
        if missing:
            self.refuse(1, "sheet_columns", missing="、".join(missing))
        return bool(missing)

    def written(self, rows: list[Row], heading: str) -> Iterator[Row]:
        """Go through the rows in which something was written that is still a text."""
        for row in rows:
            cell = row.cells.get(heading, "")
            if isinstance(cell, Spoilt):
                self.refuse(row.number, "row_spoilt", text=cell.value)
            elif cell:
                yield row

    def may_stand(self, row: Row, text: str, instead_of: str) -> bool:
        """Say whether a text is whole, and note what is broken."""
        wanted, found = placeholders(instead_of), placeholders(text)
        if looks_spoilt(text, instead_of):
            self.refuse(row.number, "row_spoilt", text=text)
        elif any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in text):
            self.refuse(row.number, "row_letter")
        elif wanted != found:
            missing, added = _named(wanted - found), _named(found - wanted)
            self.refuse(row.number, "row_placeholders", missing=missing, added=added)
        else:
            return True
        return False


def _named(names: frozenset[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))

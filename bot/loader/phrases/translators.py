"""A catalogue as a sheet for a translator, and back.

Only the last column is written in: what stays empty there changes nothing, and what others did
meanwhile is seen by the columns before it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.loader.phrases.grid import Row
from bot.loader.phrases.pofile import Book, Entry
from bot.loader.phrases.returned import Returned
from bot.model.ids import Language

PLACE, JAPANESE, BEFORE, STATE = "場所", "日本語", "まえの日本語", "しるし"
NOW, NEW = "いまの訳", "新しい訳"
HEADING = re.compile(rf"{NEW}（(.+)）")
MISSING, DOUBTFUL = "まだない", "確かめ待ち"


def headings(language: Language) -> tuple[str, ...]:
    """Name the columns; the last one says the language."""
    return PLACE, JAPANESE, BEFORE, STATE, NOW, f"{NEW}（{language}）"


def language_of(found: tuple[str, ...]) -> Language | None:
    """Tell the language of a sheet; None: it is no translator's."""
    named = (HEADING.fullmatch(heading) for heading in found)
    return next((Language(each[1]) for each in named if each), None)


def rows_of(book: Book) -> Iterator[tuple[str, ...]]:
    """Lay out a catalogue."""
    for entry in book.entries:
        state = DOUBTFUL if entry.doubtful else ""
        state = state if entry.translation else MISSING
        yield entry.context, entry.text, entry.previous, state, entry.translation, ""


def take(book: Book, language: Language, rows: list[Row], returned: Returned) -> Book:
    """Put what was written into a catalogue."""
    new = headings(language)[-1]
    entries = {entry.key: entry for entry in book.entries}
    older = {(entry.context, entry.previous): entry for entry in book.entries if entry.previous}
    seen = set[tuple[str, str]]()
    for row in returned.written(rows, new):
        key = row.text(PLACE), row.text(JAPANESE)
        entry = entries.get(key) or older.get(key)
        if entry is None:
            returned.refuse(row.number, "row_unknown", place=key[0])
        elif entry.key in seen:
            returned.refuse(row.number, "row_twice")
        elif _fits(row, row.text(new), entry, returned):
            seen.add(entry.key)
            entries[entry.key] = _translated(row, row.text(new), entry, returned)
            returned.taken += 1
    return Book(book.head, tuple(entries.values()), book.gone)


def _fits(row: Row, text: str, entry: Entry, returned: Returned) -> bool:
    if not returned.may_stand(row, text, row.text(JAPANESE)):
        return False
    if row.text(NOW) != entry.translation.strip() and text != entry.translation.strip():
        returned.refuse(row.number, "row_older")
        return False
    return True


def _translated(row: Row, text: str, entry: Entry, returned: Returned) -> Entry:
    """Take a translation; one of other Japanese stays in doubt."""
    if row.text(JAPANESE) == entry.text:
        return replace(entry, translation=text, doubtful=False, previous="")
    returned.remark(row.number, "row_changed")
    return replace(entry, translation=text)

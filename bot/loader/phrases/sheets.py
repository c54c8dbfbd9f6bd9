"""Sheets out of a folder and back into it: of a language for a translator, else of the answers."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.loader.load import load
from bot.loader.phrases import questions, translators
from bot.loader.phrases.catalogues import book_of, languages, path_of, replace_text
from bot.loader.phrases.grid import Row, Unreadable, read_grid, write_grid
from bot.loader.phrases.pofile import write_book
from bot.loader.phrases.returned import Returned
from bot.model.errors import ContentError, Mistake
from bot.model.ids import Language

ENDINGS = (".xlsx", ".csv")


def export(file: Path, flows: Path, locales: Path, language: Language | None) -> None:
    """Write a sheet; raises ContentError where the language has no catalogue."""
    if file.suffix.casefold() not in ENDINGS:
        raise ContentError((Mistake(file.name, 1, 1, "sheet_ending"),))
    if language is None:
        write_grid(file, questions.HEADINGS, questions.rows_of(flows))
        return
    _has_catalogue(locales, language, file)
    rows = translators.rows_of(book_of(locales, language))
    write_grid(file, translators.headings(language), rows)


def bring_back(file: Path, flows: Path, locales: Path) -> Returned:
    """Take a sheet back: the rows that are whole are written, the others are told of.

    Raises ContentError and writes nothing where something serious would be wrong afterwards.
    """
    returned = Returned(file.name)
    try:
        found, rows = read_grid(file)
    except Unreadable as error:
        returned.refuse(1, str(error))
        return returned
    language = translators.language_of(found)
    wanted = translators.headings(language) if language else questions.HEADINGS
    if not returned.lacks(found, wanted):
        changed = _changed(language, rows, (flows, locales), returned)
        _try(changed, flows, locales)
        for path, text in changed.items():
            replace_text(path, text)
    return returned


def _changed(
    language: Language | None, rows: list[Row], folders: tuple[Path, Path], returned: Returned
) -> Mapping[Path, str]:
    flows, locales = folders
    if language is None:
        return questions.take(flows, rows, returned)
    _has_catalogue(locales, language, Path(returned.file))
    book = translators.take(book_of(locales, language), language, rows, returned)
    return {path_of(locales, language): write_book(book)} if returned.taken else {}


def _has_catalogue(locales: Path, language: Language, file: Path) -> None:
    if language not in languages(locales):
        values = (("language", language),)
        raise ContentError((Mistake(file.name, 1, 1, "sheet_language", values),))


def _try(changed: Mapping[Path, str], flows: Path, locales: Path) -> None:
    """Read everything as it would be."""
    with TemporaryDirectory(prefix="engawa-") as name:
        copies = {folder: Path(name) / folder.name for folder in (flows, locales)}
        for folder, copy in copies.items():
            shutil.copytree(folder, copy)
            for path, text in changed.items():
                if path.is_relative_to(folder):
                    replace_text(copy / path.relative_to(folder), text)
        load(copies[flows], copies[locales])

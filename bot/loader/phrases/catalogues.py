"""The catalogues of a folder, brought up to the flows of another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.check.phrases import of_engine
from bot.i18n import is_variant, locale_of
from bot.loader.load import load
from bot.loader.phrases.extract import extract
from bot.loader.phrases.merge import merge
from bot.loader.phrases.pofile import Book, new_book, read_book, write_book
from bot.model.errors import ContentError, Mistake
from bot.model.ids import BASE_LANGUAGE, Language

FOLDER = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)*(?:@[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a catalogue is."""

    sound: int
    doubtful: int
    missing: int
    gone: int


def update(flows: Path, locales: Path, added: Language | None = None) -> dict[Language, Standing]:
    """Merge what the flows say into every catalogue, and begin one for an `added` language.

    Raises ContentError and writes nothing where something serious is wrong with the files.
    """
    load(flows, locales)
    said = list(said_in(flows))
    books = {language: book_of(locales, language) for language in languages(locales)}
    if added is not None:
        _is_a_language(added)
        books.setdefault(added, new_book(added))
    merged = {language: merge(book, said) for language, book in books.items()}
    for language, book in merged.items():
        replace_text(path_of(locales, language), write_book(book))
    return {language: standing(book) for language, book in merged.items()}


def said_in(flows: Path) -> Iterator[tuple[str, str]]:
    """List (context, Japanese) of what is to be translated; ASCII reads alike everywhere."""
    for phrase in of_engine():
        yield phrase.context, phrase.text
    for path in sorted(flows.glob("*.yaml")):
        with path.open("rb") as file:
            for _, _, key, _ in extract(file, (), (), {}):
                if not key[1].isascii():
                    yield key


def languages(locales: Path) -> list[Language]:
    """List the languages that have a catalogue."""
    found = sorted(path.parts[-3] for path in locales.glob("*/LC_MESSAGES/engawa.po"))
    return [Language(name) for name in found if name != BASE_LANGUAGE]


def book_of(locales: Path, language: Language) -> Book:
    """Read the catalogue of a language."""
    path = path_of(locales, language)
    file = f"{locales.name}/{path.relative_to(locales).as_posix()}"
    return read_book(path.read_text(encoding="utf-8-sig"), file)


def path_of(locales: Path, language: Language) -> Path:
    """Name the file of a language's catalogue."""
    return locales / language / "LC_MESSAGES" / "engawa.po"


def standing(book: Book) -> Standing:
    """Count what is done and what is not."""
    translated = [entry for entry in book.entries if entry.translation.strip()]
    doubtful = sum(entry.doubtful for entry in translated)
    missing = len(book.entries) - len(translated)
    return Standing(len(translated) - doubtful, doubtful, missing, len(book.gone))


def replace_text(path: Path, text: str) -> None:
    """Write a file as a whole or not at all: a running bot may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)


def _is_a_language(name: Language) -> None:
    """Raise ContentError for what names no folder of `locales/`."""
    known = locale_of(name).language != BASE_LANGUAGE or is_variant(name)
    if not known or not FOLDER.fullmatch(name):
        mistake = Mistake("locales", 1, 1, "locale_unknown", (("language", name),))
        raise ContentError((mistake,))

"""A catalogue as a file for people: read with Babel, written so that only what changed changes.

Babel reads `#| msgid`, the Japanese of which a doubtful translation was made, as a comment, and
writes it back as another one; so it is taken out and put in again here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, denormalize, escape, read_po

from bot.model.errors import ContentError, Mistake

PREVIOUS = "| "

HEAD = """\
msgid ""
msgstr ""
"Project-Id-Version: engawa\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase and its translation."""

    context: str
    text: str
    translation: str = ""
    doubtful: bool = False
    """Fuzzy, as gettext says: nobody has looked it over, and visitors are not shown it."""
    previous: str = ""
    """The Japanese of which the translation was made, where it is another than `text`."""
    comments: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Tell it from all others."""
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class Book:
    """The catalogue of one language."""

    head: str
    """What stands above the first phrase, as it was written."""
    entries: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()
    """Kept with `#~`: translations of what nobody says any more."""


def new_book(language: str) -> Book:
    """Begin the catalogue of a language."""
    return Book(HEAD.format(language=language))


def read_book(text: str, file: str) -> Book:
    """Read a catalogue; raises ContentError where not all of it could be written back."""
    try:
        found = read_po(StringIO(text), abort_invalid=True)
    except PoFileError as error:
        broken = Mistake(file, error.lineno + 1, 1, "catalogue_broken")
        raise ContentError((broken,)) from error
    plural = [message for message in found if not isinstance(message.id, str)]
    if plural:
        lines = (message.lineno or 1 for message in plural)
        raise ContentError(tuple(Mistake(file, line, 1, "catalogue_plural") for line in lines))
    head = text.partition("\n\n")[0].rstrip("\n") + "\n"
    entries = tuple(_entry(message) for message in found if message.id)
    return Book(head, entries, tuple(_entry(message) for message in found.obsolete.values()))


def write_book(book: Book) -> str:
    """Write a catalogue."""
    live = ("".join(_lines(entry)) for entry in book.entries)
    gone = ("".join(_lines(entry, "#~ ")) for entry in book.gone)
    return "\n".join((book.head, *live, *gone))


def _entry(message: Message) -> Entry:
    comments = [str(line) for line in message.user_comments]
    own = tuple(line for line in comments if not line.startswith(PREVIOUS))
    return Entry(
        str(message.context or ""),
        str(message.id).rstrip("\n"),
        str(message.string or "").rstrip("\n"),
        message.fuzzy,
        _previous(line.removeprefix(PREVIOUS) for line in comments if line not in own),
        own,
    )


def _previous(lines: Iterable[str]) -> str:
    """Read what `msgid` says, on its own line and on those below it."""
    quoted = [line.removeprefix("msgid ") for line in lines if not line.startswith("msgctxt")]
    return denormalize("\n".join(quoted)) if quoted else ""


def _lines(entry: Entry, mark: str = "") -> Iterator[str]:
    yield from (f"# {comment}\n" for comment in entry.comments)
    if entry.doubtful:
        yield "#, fuzzy\n"
    if entry.previous and not mark:  # Babel does not read `#~|`
        yield from _field("msgid", entry.previous, "#| ")
    yield from _field("msgctxt", entry.context, mark)
    yield from _field("msgid", entry.text, mark)
    yield from _field("msgstr", entry.translation, mark)


def _field(name: str, text: str, mark: str) -> Iterator[str]:
    if "\n" not in text:
        yield f"{mark}{name} {escape(text)}\n"
        return
    yield f'{mark}{name} ""\n'
    yield from (f"{mark}{escape(line)}\n" for line in text.splitlines(keepends=True))

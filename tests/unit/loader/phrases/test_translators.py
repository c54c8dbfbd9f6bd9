"""A catalogue as a sheet, and back."""

from bot.loader.phrases.grid import Row
from bot.loader.phrases.pofile import Book, Entry, new_book
from bot.loader.phrases.returned import Returned
from bot.loader.phrases.translators import headings, language_of, rows_of, take
from bot.model.ids import Language

VI = Language("vi")
SOUND = Entry("who.say", "はい。", "Vâng.")
DOUBTFUL = Entry("who.more", "{a}です。", "Là {a}.", doubtful=True, previous="{a}だ。")
MISSING = Entry("who.choose", "もっと")
BOOK = Book(new_book("vi").head, (SOUND, DOUBTFUL, MISSING))


def filled(*written: str, book: Book = BOOK) -> list[Row]:
    """Export a catalogue, and write into its last column, from the first row on."""
    names = headings(VI)
    return [
        Row(number, dict(zip(names, (*cells[:-1], new), strict=True)))
        for number, (cells, new) in enumerate(zip(rows_of(book), written, strict=True), 2)
    ]


def taken(rows: list[Row], book: Book = BOOK) -> tuple[Book, Returned]:
    returned = Returned("vi.csv")
    return take(book, VI, rows, returned), returned


def problems(returned: Returned) -> list[tuple[int, str]]:
    return [(mistake.line, mistake.problem) for mistake in returned.mistakes]


def test_a_sheet_says_its_language_and_how_each_phrase_stands() -> None:
    assert language_of(headings(VI)) == "vi"
    assert language_of(("ファイル", "新しい文")) is None
    assert [row[3] for row in rows_of(BOOK)] == ["", "確かめ待ち", "まだない"]


def test_empty_cells_erase_nothing() -> None:
    assert taken(filled("", "", "")) == (BOOK, Returned("vi.csv"))


def test_what_was_written_is_taken_and_leaves_no_doubt() -> None:
    book, returned = taken(filled("Có.", "Là {a}.", "Xem thêm"))

    assert [entry.translation for entry in book.entries] == ["Có.", "Là {a}.", "Xem thêm"]
    assert not any(entry.doubtful or entry.previous for entry in book.entries)
    assert (returned.taken, returned.mistakes) == (3, [])


def test_a_broken_cell_is_refused_and_the_others_are_taken() -> None:
    book, returned = taken(filled("12-Oct", "Là.", "Xem thêm"))

    assert book.entries[:2] == (SOUND, DOUBTFUL)
    assert book.entries[2].translation == "Xem thêm"
    assert problems(returned) == [(2, "row_spoilt"), (3, "row_placeholders")]


def test_of_japanese_that_changed_meanwhile_a_translation_is_taken_in_doubt() -> None:
    before = Book(BOOK.head, (Entry("who.say", "はい。", "Vâng."),))
    now = Book(BOOK.head, (Entry("who.say", "どうぞ。", "Vâng.", True, "はい。"),))

    book, returned = taken(filled("Có.", book=before), now)

    assert book.entries == (Entry("who.say", "どうぞ。", "Có.", True, "はい。"),)
    assert problems(returned) == [(2, "row_changed")]


def test_what_somebody_else_mended_meanwhile_is_not_overwritten() -> None:
    mended = Book(BOOK.head, (Entry("who.say", "はい。", "Vâng ạ."),))
    before = Book(BOOK.head, (SOUND,))

    book, returned = taken(filled("Có.", book=before), mended)

    assert book == mended
    assert problems(returned) == [(2, "row_older")]


def test_what_nobody_says_and_what_stands_twice_is_refused() -> None:
    book, returned = taken(filled("Có.", "", ""), Book(BOOK.head))
    twice = taken([*filled("Có.", "", ""), *filled("Ừ.", "", "")])

    assert book.entries == ()
    assert problems(returned) == [(2, "row_unknown")]
    assert twice[0].entries[0].translation == "Có."
    assert problems(twice[1]) == [(2, "row_twice")]

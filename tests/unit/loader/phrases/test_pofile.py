"""A catalogue as a file for people."""

from io import StringIO

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from bot.loader.phrases.catalogues import languages, path_of
from bot.loader.phrases.pofile import Book, Entry, new_book, read_book, write_book
from bot.model.errors import ContentError
from bot.model.ids import Language
from bot.settings import HOME

HEAD = new_book("vi").head
DOUBTFUL = Entry(
    "who.say",
    'はい。\n"どうぞ"',
    "Vâng.",
    doubtful=True,
    previous="はい。\nまえの文 ",
    comments=("a word of the translator", "and another"),
)

LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1)
TEXTS = LETTERS.map(lambda text: f"あ{text}い")


@pytest.mark.parametrize("language", languages(HOME / "locales"))
def test_a_shipped_catalogue_is_written_back_as_it_was(language: Language) -> None:
    text = path_of(HOME / "locales", language).read_text(encoding="utf-8")

    assert write_book(read_book(text, "vi.po")) == text


def test_what_a_doubtful_translation_was_made_of_is_kept_however_often_it_is_written() -> None:
    book = Book(HEAD, (DOUBTFUL,))

    for _ in range(3):
        book = read_book(write_book(book), "vi.po")

    written = write_book(book)
    assert book.entries == (DOUBTFUL,)
    assert '#| msgid ""\n#| "はい。\\n"\n#| "まえの文 "\n' in written
    [message] = [each for each in read_po(StringIO(written)) if each.id]
    assert message.fuzzy
    assert message.string == "Vâng."


def test_what_is_gone_is_kept_out_of_sight() -> None:
    gone = Entry("who.say", "いいえ。\nだめ。", "Không.")

    written = write_book(Book(HEAD, (DOUBTFUL,), (gone,)))

    assert read_book(written, "vi.po").gone == (gone,)
    assert "いいえ。\nだめ。" not in read_po(StringIO(written))


@given(TEXTS, TEXTS, TEXTS, st.booleans())
def test_any_text_comes_back_as_it_was(
    text: str, translation: str, previous: str, doubtful: bool
) -> None:
    entry = Entry("a.say", text, translation, doubtful, previous)

    assert read_book(write_book(Book(HEAD, (entry,))), "vi.po").entries == (entry,)


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ("garbage\n", "catalogue_broken"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "catalogue_plural"),
    ],
)
def test_what_could_not_be_written_back_is_refused(added: str, problem: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_book(f"{HEAD}\n{added}", "vi.po")

    [mistake] = raised.value.mistakes
    assert (mistake.file, mistake.problem) == ("vi.po", problem)
    assert mistake.line > HEAD.count("\n")

"""A catalogue brought up to what is said now."""

from hypothesis import given
from hypothesis import strategies as st

from bot.loader.phrases.merge import merge
from bot.loader.phrases.pofile import Book, Entry, new_book

HEAD = new_book("vi").head
YES = Entry("who.say", "はい。", "Vâng.", comments=("a note",))
MORE = Entry("who.choose", "もっと読む", "Xem thêm")
BACK = Entry("who.choose", "前に戻る", "Trở lại")
BOOK = Book(HEAD, (YES, MORE, BACK))
SAID = [entry.key for entry in BOOK.entries]


def test_what_is_said_as_before_stays_as_it_is() -> None:
    assert merge(BOOK, SAID) == BOOK


def test_a_changed_sentence_keeps_its_translation_in_doubt_with_the_old_japanese() -> None:
    [changed, *rest] = merge(BOOK, [("who.say", "どなたでもどうぞ。"), *SAID[1:]]).entries

    assert changed == Entry(
        "who.say", "どなたでもどうぞ。", "Vâng.", True, "はい。", comments=("a note",)
    )
    assert rest == [MORE, BACK]


def test_a_second_change_remembers_the_japanese_that_was_translated() -> None:
    once = merge(BOOK, [("who.say", "どうぞ。"), *SAID[1:]])

    [changed, *_] = merge(once, [("who.say", "ようこそ。"), *SAID[1:]]).entries

    assert (changed.translation, changed.previous) == ("Vâng.", "はい。")


def test_a_change_that_is_taken_back_leaves_no_doubt() -> None:
    changed = merge(BOOK, [("who.say", "どうぞ。"), *SAID[1:]])

    assert merge(changed, SAID) == BOOK


def test_of_several_labels_each_goes_with_the_one_most_like_it() -> None:
    said = [YES.key, ("who.choose", "前へ戻る"), ("who.choose", "もっと読みたい")]

    found = {entry.text: entry for entry in merge(BOOK, said).entries}

    assert found["前へ戻る"].previous == BACK.text
    assert found["もっと読みたい"].previous == MORE.text


def test_a_label_that_is_quite_another_takes_nothing_over() -> None:
    merged = merge(BOOK, [YES.key, ("who.choose", "電話する"), ("who.choose", "手紙を書く")])

    assert [entry.translation for entry in merged.entries] == ["Vâng.", "", ""]
    assert merged.gone == (MORE, BACK)


def test_a_step_with_another_name_keeps_its_translation_without_a_doubt() -> None:
    [moved, *_] = merge(BOOK, [("who.answer", "はい。"), *SAID[1:]]).entries

    assert (moved.translation, moved.doubtful) == ("Vâng.", False)


def test_the_same_words_in_another_flow_are_only_a_suggestion() -> None:
    *_, added = merge(BOOK, [*SAID, ("cost.choose", "もっと読む")]).entries

    assert added == Entry("cost.choose", "もっと読む", "Xem thêm", doubtful=True)


def test_what_nobody_says_any_more_is_kept_and_comes_back_when_it_is_said_again() -> None:
    without = merge(BOOK, [YES.key])

    assert without.gone == (MORE, BACK)
    assert merge(without, SAID) == BOOK


TEXT = st.sampled_from(["はい。", "はい、どうぞ。", "いいえ。", "もっと読む", "もっと", "戻る"])
KEY = st.tuples(st.sampled_from(["who.say", "who.choose", "cost.say", "interface"]), TEXT)
STAGES = st.lists(st.lists(KEY, max_size=6), min_size=1, max_size=4)


@given(st.lists(KEY, unique=True, max_size=6), STAGES)
def test_no_translation_is_ever_lost_and_every_phrase_is_there(
    first: list[tuple[str, str]], stages: list[list[tuple[str, str]]]
) -> None:
    entries = tuple(Entry(*key, f"T{number}") for number, key in enumerate(first))
    book = Book(HEAD, entries)

    for said in stages:
        book = merge(book, said)
        assert [entry.key for entry in book.entries] == list(dict.fromkeys(said))

    kept = {entry.translation for entry in (*book.entries, *book.gone)}
    assert {entry.translation for entry in entries} <= kept


@given(st.lists(KEY, unique=True, max_size=6), STAGES)
def test_nothing_stale_is_without_a_doubt(
    first: list[tuple[str, str]], stages: list[list[tuple[str, str]]]
) -> None:
    made_of = {f"T{number}": text for number, (_, text) in enumerate(first)}
    book = Book(HEAD, tuple(Entry(*key, f"T{n}") for n, key in enumerate(first)))

    for said in stages:
        book = merge(book, said)

    for entry in book.entries:
        if entry.translation and not entry.doubtful:
            assert made_of[entry.translation] == entry.text

"""What a text is read as: its letters alone, and the few other ways it may be meant."""

import pytest

from bot.safety.fold import SHORT, folded, readings, single


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("シニタイ", "しにたい"),
        ("ｼﾆﾀｲ", "しにたい"),
        ("し に\nた・い", "しにたい"),
        ("死😢に👩‍👧た★い", "死にたい"),
        ("タヒにたい", "死にたい"),
        ("しにたぃ", "しにたい"),
        ("ＤＩＥ", "die"),
        ("𝐝𝐢𝐞", "die"),
        ("🅳🅸🅴", "die"),
        ("dіе", "die"),  # two letters of it are Cyrillic
        ("muốn chết", "muonchet"),
        ("đánh đập", "danhdap"),
        ("自殺", "自杀"),
        ("죽고 싶다", "죽고싶다"),
        ("ㅈㅜㄱ고 싶다", "죽고싶다"),
        ("주ㅋㅋ", "줔ᄏ"),
        ("しししし", "ししし"),
    ],
)
def test_the_plainest_reading_has_letters_alone(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("しにたぁぁい", "しにたい"),
        ("しにたーい", "しにたい"),
        ("4にたい", "しにたい"),
        ("氏にたい", "死にたい"),
        ("shinitai", "しにたい"),
        ("k1ll myself", "killmyself"),
        ("자1살", "자살"),
        ("し○たい", "しにたい"),
        ("いたに死", "死にたい"),
        ("た死\nいに", "死にたい"),
        ("死た\nにい", "死にたい"),
    ],
)
def test_one_of_the_readings_is_what_was_meant(text: str, reading: str) -> None:
    assert reading in [read.text for read in readings(text)]


def test_the_plainest_reading_comes_first_and_none_comes_twice() -> None:
    read = [reading.text for reading in readings("ゲームで４回")]

    assert read[0] == "げーむで4回"
    assert len(read) == len(set(read))


def test_an_ordinary_text_has_one_reading_forwards_and_one_backwards() -> None:
    assert [read.text for read in readings("今日は雨")] == ["今日は雨", "雨は日今"]


def test_a_long_text_is_not_guessed_at() -> None:
    assert len(readings("今日は雨" * SHORT)) == 1


def test_tahiti_is_no_death() -> None:
    assert folded("タヒチ") == "たひち"


def test_what_is_repeated_can_be_written_once() -> None:
    assert single("いいいやや") == "いや"


@pytest.mark.parametrize(
    ("text", "word", "whole"),
    [
        ("to die", "die", True),
        ("a diet", "die", False),
        ("studied", "die", False),
        ("want to d i e", "wanttodie", True),
        ("said i eat", "die", False),
        ("死にたい", "にた", True),
    ],
)
def test_a_word_is_one_where_it_was_written_as_one(text: str, word: str, whole: bool) -> None:
    reading = readings(text)[0]
    start = reading.text.index(word)

    assert reading.whole(start, start + len(word)) is whole

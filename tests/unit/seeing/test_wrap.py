"""Lines of a width."""

from hypothesis import given
from hypothesis import strategies as st

from bot.seeing.wrap import clip, width_of, wrap


def test_japanese_may_be_broken_anywhere_but_before_a_closing_sign() -> None:
    assert wrap("ここでは、名前を。", 60, 10) == ("ここでは、名", "前を。")
    assert wrap("あいうえお。", 50, 10) == ("あいうえ", "お。")


def test_a_word_of_latin_letters_stays_whole() -> None:
    assert wrap("Talk to a person", 60, 10) == ("Talk to a", "person")


def test_korean_is_broken_between_words_and_vietnamese_is_narrow() -> None:
    assert wrap("사람과 연결하는", 60, 10) == ("사람과", "연결하는")
    assert width_of("được", 10) == width_of("duoc", 10)


def test_a_word_wider_than_the_box_is_cut() -> None:
    lines = wrap("https://example.test/a/very/long/address", 80, 10)

    assert "".join(lines) == "https://example.test/a/very/long/address"
    assert all(width_of(line, 10) <= 80 for line in lines)


def test_own_line_ends_stay() -> None:
    assert wrap("一\n\n二", 100, 10) == ("一", "", "二")


@given(st.text(alphabet="あ漢a b。（）、한é\n", max_size=80))
def test_nothing_but_spaces_is_lost_and_no_line_is_much_too_wide(text: str) -> None:
    lines = wrap(text, 60, 10)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line.rstrip("。）、"), 10) <= 60 for line in lines)


def test_what_is_too_wide_is_clipped_with_an_ellipsis() -> None:
    assert clip("あいうえお", 50, 10) == "あいうえお"
    assert clip("あいうえおか", 50, 10) == "あいうえ…"

"""Phrases and values in the visitor's language."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import (
    by_script,
    catalogue,
    clip,
    fill,
    locale_of,
    name_for_staff,
    placeholders,
    preselect,
    spell,
    translate,
    units,
)
from bot.model.ids import Language

ENGLISH = catalogue(
    Language("en"),
    [
        ("who.say", "はい。", "Yes."),
        ("who.say-2", "はい。", "Yes again."),
        ("who.choose", "次へ", "Next"),
        ("who.say", "いいえ。", "   \n"),
        ("interface", "メニュー", "Menu\n"),
    ],
)
LANGUAGES = [Language(code) for code in ("ja", "ja@easy", "en", "zh_Hans", "zh_Hant")]


@pytest.mark.parametrize(
    ("context", "text", "translation"),
    [
        ("who.say", "はい。", "Yes."),
        ("who.say-2", "はい。", "Yes again."),
        ("who.say-9", "はい。", "Yes."),
        ("who.say", "次へ", "Next"),
        ("cost.say", "はい。", "はい。"),
        ("who.say", "いいえ。", "いいえ。"),
        ("interface", "メニュー", "Menu"),
    ],
)
def test_a_translation_falls_back_to_its_flow_and_then_to_japanese(
    context: str, text: str, translation: str
) -> None:
    assert translate(ENGLISH, context, text) == translation


def test_without_a_catalogue_everything_is_japanese() -> None:
    assert translate(None, "who.say", "はい。") == "はい。"


def test_values_are_put_in_once() -> None:
    filled = fill("{a}と{b}と{ }", {"a": "{b}", "b": "乙", " ": ""}.__getitem__)

    assert filled == "{b}と乙と"
    assert placeholders("{a}と{hotlines.x.name}") == {"a", "hotlines.x.name"}


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ja", "11月24日（火）9:00"),
        ("ja@easy", "11月24日（火）9:00"),
        ("en", "Tue, Nov 24, 9:00\u202fAM"),
        ("ko", "11월 24일 (화) 오전 9:00"),
        ("vi", "09:00 Thứ Ba, 24 tháng 11"),
        ("zh_Hans", "11月24日周二 09:00"),
        ("xx", "11月24日（火）9:00"),
        ("../..", "11月24日（火）9:00"),
    ],
)
def test_a_time_is_written_in_tokyo_and_in_the_language(language: str, written: str) -> None:
    assert spell(datetime(2026, 11, 24, 0, 0, tzinfo=UTC), Language(language)) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ja", "令和9年1月4日（月）9:00"),
        ("ja@easy", "2027年1月4日（月）9:00"),
        ("en", "Mon, Jan 4, 2027, 9:00\u202fAM"),
        ("ko", "2027년 1월 4일 (월) 오전 9:00"),
        ("vi", "09:00 Thứ Hai, 4 tháng 1, 2027"),
        ("zh_Hans", "2027年1月4日周一 09:00"),
    ],
)
def test_another_year_is_told_as_it_is_counted_there(language: str, written: str) -> None:
    year_end = datetime(2026, 12, 31, 14, 59, tzinfo=UTC)
    opening = datetime(2027, 1, 4, 0, 0, tzinfo=UTC)

    assert spell(opening, Language(language), year_end) == written
    assert spell(opening, Language(language), opening) == spell(opening, Language(language))


def test_a_number_is_written_as_the_language_writes_it() -> None:
    assert [spell(1234, Language(each)) for each in ("ja", "vi")] == ["1,234", "1.234"]
    assert [spell(999, Language(each)) for each in ("ja", "vi")] == ["999", "999"]


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("ja", "own"),
        ("ja@easy", "own"),
        ("xx", "own"),
        ("en", "英語"),
        ("vi", "ベトナム語"),
        ("zh_Hans", "中国語（簡体字）"),
    ],
)
def test_staff_read_the_name_of_a_language_in_their_own(language: str, name: str) -> None:
    assert name_for_staff(Language(language), "own") == name


def test_a_text_among_the_values_stays_as_it_is() -> None:
    assert spell("さくら", Language("en")) == "さくら"


@pytest.mark.parametrize(
    ("hint", "language"),
    [
        ("ja", "ja"),
        ("ja-JP", "ja"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN-us", "en"),
        ("zh-hant-TW", "zh_Hant"),
        ("zh-TW", "zh_Hant"),
        ("zh-hk", "zh_Hant"),
        ("zh-hans", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("zh", "zh_Hans"),
        ("zh-", "zh_Hans"),
        ("fr", "ja"),
        ("", "ja"),
        ("--", "ja"),
    ],
)
def test_the_apps_language_gives_a_first_guess(hint: str, language: str) -> None:
    assert preselect(hint, LANGUAGES) == language


@pytest.mark.parametrize("hint", ["zh-Hant", "zh-TW", "zh-hk"])
def test_a_script_that_we_lack_gives_way_to_another_of_the_same_language(hint: str) -> None:
    assert preselect(hint, [Language("ja"), Language("zh_Hans")]) == "zh_Hans"


@given(st.text())
def test_whatever_the_app_says_some_language_is_chosen(hint: str) -> None:
    assert preselect(hint, LANGUAGES) in LANGUAGES


def test_babel_knows_the_variants() -> None:
    assert locale_of(Language("ja@easy")).language == "ja"
    assert locale_of(Language("zh-Hant")).script == "Hant"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_clipped_text_fits_and_a_short_one_is_whole(text: str, limit: int) -> None:
    clipped = clip(text, limit)

    assert units(clipped) <= limit
    assert clipped == text or clipped.endswith("…")


def test_length_is_counted_as_telegram_counts_it() -> None:
    assert [units(text) for text in ("", "a", "あ", "👋", "é")] == [0, 1, 1, 2, 1]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("つかれた", "ja"),
        ("自殺", "ja"),
        ("我不想活了", "zh_Hans"),
        ("힘들어", "ko"),
        ("tôi mệt quá", "vi"),
        ("so tired", "en"),
        ("…。123", None),
    ],
)
def test_letters_tell_a_language_where_nothing_else_does(text: str, language: str | None) -> None:
    languages = [Language(each) for each in ("ja", "ja@easy", "en", "ko", "vi", "zh_Hans")]

    assert by_script(text, languages) == language

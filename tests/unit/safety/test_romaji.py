"""Japanese in Latin letters is read; other languages are left as they are."""

import pytest

from bot.safety.romaji import with_kana


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("shinitai", "しにたい"),
        ("sinitai", "しにたい"),
        ("kietaidesu", "きえたいです"),
        ("もうshinitaiよ", "もうしにたいよ"),
        ("jisatsushitai", "じさつしたい"),
    ],
)
def test_a_run_that_is_wholly_japanese_is_read(text: str, kana: str) -> None:
    assert with_kana(text) == kana


@pytest.mark.parametrize("text", ["killmyself", "thankyou", "shine", "same", "死にたい", ""])
def test_what_is_short_or_of_another_language_stays(text: str) -> None:
    assert with_kana(text) == text

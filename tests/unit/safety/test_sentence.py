"""Texts as they are learnt from."""

import pytest

from bot.safety.sentence import sentence, words_of

WORDS = words_of(["I want to die", "don't stop"])


def test_words_are_those_written_in_latin_letters() -> None:
    assert words_of(["I don't", "死にたい now"]) == {"i", "dont", "now"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("I want to DIE!", "i want to die"),
        ("i w a n t t o d i e", "i want to die"),
        ("d.o.n.'.t. .s.t.o.p", "dont stop"),
        ("1 w4nt t0 d13", "i want to die"),
        ("もう、リスカしたい…", "もうリスカしたい"),
        ("も う リ ス カ し た い", "もうリスカしたい"),
        ("ﾓｳﾘｽｶｼﾀｲ", "もうりすかしたい"),
        ("誰も気づかない", "誰も気づかない"),
        ("誰也不知道", "谁也不知道"),
        ("氏にたい", "死にたい"),
        ("ﾀ ﾋ に た い", "死にたい"),
        ("タヒチに行きたい", "タヒチに行きたい"),
        ("t0 đ1", "to di"),
        ("30代です", "30 代です"),
        ("しにたいーーー", "しにたい"),
        ("もう無理いいいい", "もう無理い"),
        ("ししににたたいい", "しにたい"),
        ("", ""),
    ],
)
def test_a_text_is_undressed_and_its_words_stay_apart(text: str, plain: str) -> None:
    assert sentence(text, WORDS) == plain

"""How Japanese reads."""

import pytest

from bot.conversation.check.finding import Finding, InTable
from bot.conversation.check.readable import LONGEST, hard_to_read


def told(text: str) -> list[Finding]:
    return list(hard_to_read(text, InTable("canned", "x")))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("あ" * (LONGEST + 1), "sentence_long"),
        ("相談窓口利用方法確認依頼書類です", "kanji_many"),
        ("書いたものは保管されます。", "passive"),
        ("当該窓口です。", "office_word"),
        ("窓口にて話せます。", "office_word"),
    ],
)
def test_a_heavy_sentence_is_named(text: str, problem: str) -> None:
    assert [found.problem for found in told(text)] == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "あ" * LONGEST + "。" + "い" * LONGEST,
        "{facts.centre_phone_and_a_very_long_name_of_a_fact_that_is_not_read_by_anybody}です。",
        "窓口の人が読みます。",
        "相談員です。",
        "手紙のあて先を書けます。",
    ],
)
def test_a_light_one_is_left_in_peace(text: str) -> None:
    assert told(text) == []


def test_the_sentence_and_a_plainer_word_are_given() -> None:
    [office] = told("及び")
    [passive] = told("あ。書類が保管されます。")

    assert dict(office.values) == {"word": "及び", "plain": "と"}
    assert dict(passive.values)["text"] == "書類が保管されます"

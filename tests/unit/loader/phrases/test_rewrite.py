"""Single texts of a YAML file, changed where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.loader.phrases.rewrite import add_below, put
from bot.loader.report import Spot

FILE = """\
flow: x  # a word of the editor's
title:   題   # and another
asked as:
  - あ
  - い

steps:
  - say: |  # here as well
      一
      二

  # and here
  - choose:
      もっと: a
      'だれ?': "b"
  - b:
      say: ひとこと
"""


def at(words: str, text: str = FILE) -> Spot:
    """Find where words begin."""
    before = text[: text.index(words)]
    return Spot("x", before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize(
    ("words", "value", "instead", "written"),
    [
        ("題", "別の題", "題   #", "別の題   #"),
        ("い\n", "い # う", "い\n", '"い # う"\n'),
        ("もっと", "もう: 少し", "もっと", '"もう: 少し"'),
        ("'だれ?'", "だれが？", "'だれ?'", "だれが？"),
        ("|  #", "三\n\n四", "一\n      二", "三\n\n      四"),
        ("ひとこと", "一行\n二行", "ひとこと", "|\n        一行\n        二行"),
        ("ひとこと", "[かっこ", "ひとこと", '"[かっこ"'),
    ],
)
def test_one_text_changes_and_not_a_letter_besides(
    words: str, value: str, instead: str, written: str
) -> None:
    assert put(FILE, at(words), value) == FILE.replace(instead, written, 1)


def test_an_item_is_added_below_the_last_one() -> None:
    assert add_below(FILE, at("い\n"), "う") == FILE.replace("- い\n", "- い\n  - う\n")
    assert add_below("a:\n- い", Spot("x", 2, 3), "- う") == 'a:\n- い\n- "- う"\n'


def test_line_ends_stay_those_of_the_file() -> None:
    windows = FILE.replace("\n", "\r\n")

    changed = put(windows, at("|  #"), "三\n四")
    added = add_below(windows, at("い\n"), "う")

    assert changed == FILE.replace("一\n      二", "三\n      四").replace("\n", "\r\n")
    assert added == FILE.replace("- い\n", "- い\n  - う\n").replace("\n", "\r\n")


def test_what_cannot_stand_there_is_not_written() -> None:
    assert put(FILE, Spot("x", 1, 2), "あ") is None
    assert add_below(FILE, Spot("x", 99, 1), "あ") is None
    assert put(FILE, at("もっと"), "一行\n二行") is None
    assert add_below("a: [あ, い]\n", Spot("x", 1, 8), "う") is None


@given(st.text(min_size=1), st.sampled_from(["題", "い\n", "もっと", "|  #", "ひとこと"]))
def test_whatever_is_written_nothing_else_changes(value: str, words: str) -> None:
    changed = put(FILE, at(words), value)

    if changed is not None:
        assert [line for line in changed.splitlines() if "#" in line and "word" in line] == [
            "flow: x  # a word of the editor's"
        ]
        assert "# and here" in changed
        assert put(changed, at(words), value) is not None

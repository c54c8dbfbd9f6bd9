"""Canned replies, with everything that can be wrong in their file."""

import pytest

from bot.conversation.content import CannedReply
from tests.unit.conversation.small import loaded
from tests.unit.loader.wrong import serious, values

CANNED = """\
canned:
  - canned: read
    title: 読みました
    text: 読みました。
  - canned: meet
    title: 会う日の相談
    text: |
      {日にち}の{時間}に、{場所}で。
      電話は{facts.phone}、{hotlines.line.number}です。
"""


def one(number: int) -> str:
    return f"  - canned: r{number}\n    title: 題{number}\n    text: 文{number}\n"


def test_replies_are_read_in_the_order_of_the_file() -> None:
    canned = loaded({"canned": CANNED}).content.canned

    assert canned[0] == CannedReply("read", "読みました", "読みました。")
    assert [reply.id for reply in canned] == ["read", "meet"]
    assert canned[1].blanks() == ("日にち", "時間", "場所")


@pytest.mark.parametrize("text", [None, "canned: []\n", "canned:\n"])
def test_without_replies_there_are_none_and_nothing_is_wrong(text: str | None) -> None:
    assert serious({"canned": text}) == []
    assert loaded({"canned": text}).content.canned == ()


def test_a_changed_reply_makes_a_new_version() -> None:
    before = loaded({"canned": CANNED}).content.version

    after = loaded({"canned": CANNED.replace("読みました。", "受けとりました。")}).content.version

    assert before != after


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "problem"),
    [
        ("canned: meet", "canned: read", 5, 13, "canned_twice"),
        ("canned: read", "canned: Read", 2, 13, "id_wrong"),
        ("canned: read", "canned: 読んだ", 2, 13, "id_wrong"),
        ("canned: read", f"canned: {'r' * 21}", 2, 13, "id_wrong"),
        ("canned: read", "canned:", 2, 5, "empty"),
        ("    title: 読みました\n", "", 2, 5, "key_missing"),
        ("    text: 読みました。\n", "", 2, 5, "key_missing"),
        ("text: 読みました。", "text:", 4, 5, "empty"),
        ("text: 読みました。", "text: {facts.phone}", 4, 11, "text_in_braces"),
        ("title: 読みました", f"title: {'あ' * 21}", 3, 12, "canned_title_long"),
        ("title: 会う日の相談", "title: 読みました", 6, 12, "title_twice"),
        ("title: 読みました", "titel: 読みました", 3, 5, "key_unknown"),
        ("canned:\n", "replies:\n", 1, 1, "key_unknown"),
        (CANNED, "canned: {}\n", 1, 9, "wrong_type_list"),
        (CANNED, "canned: [a]\n", 1, 10, "wrong_type_mapping"),
        (CANNED, "", 1, 1, "file_empty"),
    ],
)
def test_each_mistake_is_named_where_it_stands(
    old: str, new: str, line: int, column: int, problem: str
) -> None:
    broken = CANNED.replace(old, new, 1)
    assert broken != CANNED

    found = serious({"canned": broken})

    assert ("flows/canned.yaml", line, column, problem) in found
    assert {file for file, _, _, _ in found} == {"flows/canned.yaml"}


def test_a_title_of_twenty_letters_is_taken() -> None:
    fitting = CANNED.replace("title: 読みました", f"title: {'あ' * 20}")

    assert serious({"canned": fitting}) == []


def test_twenty_replies_are_enough_and_the_next_is_refused() -> None:
    twenty = "canned:\n" + "".join(one(number) for number in range(20))

    assert serious({"canned": twenty}) == []
    assert serious({"canned": twenty + one(20) + one(21)}) == [
        ("flows/canned.yaml", 62, 5, "canned_many")
    ]


def test_the_first_of_two_is_named_with_its_line() -> None:
    doubled = {"canned": CANNED.replace("canned: meet", "canned: read")}

    assert values(doubled, "canned_twice") == {"text": "read", "line": "2"}

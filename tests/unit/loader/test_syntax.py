"""YAML that cannot be read, in plain words and at the right line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.loader.report import Report
from bot.loader.tree import MAX_DEPTH, Items, Table, Text, read_tree
from tests.unit.conversation.small import ANONYMITY
from tests.unit.loader.wrong import serious


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("title: 本名", "\ttitle: 本名", 2, "yaml_tab"),
        ("  - 匿名で", "\t- 匿名で", 6, "yaml_tab"),
        ("hurdle: 2", "hurdle: 2\n　x: 1", 4, "yaml_wide_space"),
        ("steps:", "ページの中身：これ", 7, "yaml_wide_colon"),
        ("title: 本名", "title: 注意: 本名", 2, "yaml_colon"),
        ("hurdle: 2", "hurdle", 3, "yaml_no_colon"),
        ("hurdle: 2", "  hurdle: 2", 3, "yaml_colon"),
        ("  - 匿名で", " - 匿名で", 6, "yaml_indent"),
        ("  - say: |", "   - say: |", 8, "yaml_indent"),
        ("  - say: |", "  say: |", 8, "yaml_indent"),
        ("title: 本名", "title: [本名", 2, "yaml_bracket"),
        ("title: 本名", 'title: "本名', 2, "yaml_quote"),
        ("title: 本名", "title: @本名", 2, "yaml_letter"),
        ("steps:", "---\nsteps:", 7, "yaml_two_documents"),
        ("title: 本名", "title: &a 本名", 2, "yaml_anchor"),
        ("title: 本名じゃないとだめ？", "title: *a", 2, "yaml_anchor"),
        ("title: 本名", "title: !本名 あ", 2, "yaml_tag"),
        ("title: 本名", "title: \x07本名", 2, "yaml_strange_letter"),
        ("title: 本名じゃないとだめ？", 'title: "\\ud800"', 2, "yaml_strange_letter"),
        ("title: 本名じゃないとだめ？", 'title: "\\q"', 2, "yaml_quote"),
    ],
)
def test_each_slip_is_named_where_it_stands(old: str, new: str, line: int, problem: str) -> None:
    broken = ANONYMITY.replace(old, new)
    assert broken != ANONYMITY

    found = serious({"anonymity": broken})

    assert [(file, at, what) for file, at, _, what in found] == [
        ("flows/anonymity.yaml", line, problem)
    ]


def test_the_column_is_that_of_the_slip() -> None:
    assert serious({"anonymity": ANONYMITY.replace("title: 本名", "title: @本名")}) == [
        ("flows/anonymity.yaml", 2, 8, "yaml_letter")
    ]


def test_every_scalar_is_text() -> None:
    report = Report("flows", "locales")

    tree = read_tree("[yes, no, 1.10, 10:30, 012, ~, null, 2026-01-01, 0x1F]", "f.yaml", report)

    assert isinstance(tree, Items)
    assert [item.text for item in tree.items if isinstance(item, Text)] == (
        ["yes", "no", "1.10", "10:30", "012", "~", "null", "2026-01-01", "0x1F"]
    )


def test_white_space_at_the_end_of_a_text_is_dropped() -> None:
    report = Report("flows", "locales")

    tree = read_tree("a: |\n  一\n\n  二  \n\n\nb: 'x '\n", "f.yaml", report)

    assert isinstance(tree, Table)
    assert [value.text for _, value in tree.pairs if isinstance(value, Text)] == ["一\n\n二", "x"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[" * 100_000, "yaml_deep"),
        ("- " * 100_000 + "a", "yaml_deep"),
        ("a: &a [x]\nb: [*a, *a]\n", "yaml_anchor"),
        ("&a [*a]\n", "yaml_anchor"),
        ("!!python/object/apply:os.system ['x']\n", "yaml_tag"),
        ("{a: {b: " * MAX_DEPTH + "}}" * MAX_DEPTH, "yaml_deep"),
    ],
)
def test_hostile_files_are_refused(text: str, problem: str) -> None:
    report = Report("flows", "locales")

    tree = read_tree(text, "f.yaml", report)

    assert tree is None
    assert [mistake.problem for mistake in report.mistakes] == [problem]


def test_what_is_wrong_with_a_file_is_told_at_every_reading() -> None:
    text = "title：本名\nsteps: @a\n"
    reports = [Report("flows", "locales") for _ in range(2)]

    for report in reports:
        read_tree(text, "f.yaml", report, frozenset({"title"}))

    first, second = ([mistake.problem for mistake in each.mistakes] for each in reports)
    assert first == second == ["wide_sign", "yaml_letter"]


LETTERS = st.text(
    alphabet=st.sampled_from("ab:-#&*!|>'\"%@`{}[],?　：\t\n \\x~0\x00\ufeff\u2028名")
)


@settings(max_examples=500, deadline=None)
@given(LETTERS | st.text())
def test_any_text_is_a_tree_or_a_mistake(text: str) -> None:
    report = Report("flows", "locales")

    tree = read_tree(text, "f.yaml", report)

    assert tree is None or report.serious == 0
    for mistake in report.mistakes:
        assert 1 <= mistake.line <= text.count("\n") + text.count("\u2028") + 2
        assert mistake.column >= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), LETTERS), min_size=1, max_size=4))
def test_any_scribbling_in_a_flow_is_told_and_never_a_fall(
    scribbles: list[tuple[int, str]],
) -> None:
    text = ANONYMITY
    for place, letters in scribbles:
        text = text[:place] + letters + text[place:]

    found = serious({"anonymity": text})

    assert all(file.startswith(("flows/", "locales/")) for file, _, _, _ in found)


def test_a_wide_space_before_a_key_is_seen_though_yaml_takes_it_for_a_letter() -> None:
    found = serious({"anonymity": ANONYMITY.replace("steps:", "　steps:")})

    assert ("flows/anonymity.yaml", 7, 1, "yaml_wide_space") in found

"""What holds for every cell that comes back."""

import pytest

from bot.loader.phrases.grid import Row, Spoilt
from bot.loader.phrases.returned import Returned

ROW = Row(7, {"訳": "x"})


def problems(returned: Returned) -> list[tuple[int, str]]:
    return [(mistake.line, mistake.problem) for mistake in returned.mistakes]


@pytest.mark.parametrize(
    ("text", "instead_of", "problem"),
    [
        ("{a} und {b}", "{b}と{a}", None),
        ("zwei\nZeilen", "一行", None),
        ("{a} und", "{a}と{b}", "row_placeholders"),
        ("{a} {c}", "{a}", "row_placeholders"),
        ("{ a}", "{a}", "row_placeholders"),
        ("12-Oct", "十代", "row_spoilt"),
        ("a\x07", "あ", "row_letter"),
    ],
)
def test_a_broken_text_is_refused_with_its_row(
    text: str, instead_of: str, problem: str | None
) -> None:
    returned = Returned("a.csv")

    assert returned.may_stand(ROW, text, instead_of) is (problem is None)
    assert problems(returned) == ([(7, problem)] if problem else [])


def test_empty_cells_are_passed_over_and_spoilt_ones_refused() -> None:
    returned = Returned("a.csv")
    rows = [Row(2, {"訳": ""}), Row(3, {"訳": Spoilt.DATE}), Row(4, {}), Row(5, {"訳": "x"})]

    assert [row.number for row in returned.written(rows, "訳")] == [5]
    assert problems(returned) == [(3, "row_spoilt")]


def test_a_missing_column_is_named() -> None:
    returned = Returned("a.csv")

    assert returned.lacks(("a",), ("a", "b", "c"))
    assert returned.mistakes[0].values == (("missing", "b、c"),)
    assert not Returned("a.csv").lacks(("c", "b", "a"), ("a", "b", "c"))

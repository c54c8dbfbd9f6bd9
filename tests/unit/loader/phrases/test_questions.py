"""The answers as a sheet, and back into the flow files."""

from pathlib import Path

import pytest

from bot.loader.phrases.grid import Row
from bot.loader.phrases.questions import HEADINGS, rows_of, take
from bot.loader.phrases.returned import Returned
from bot.settings import HOME
from tests.unit.conversation.small import ANONYMITY, write


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    write(tmp_path, {"anonymity": f"# はじめの言葉\n{ANONYMITY}"})
    return tmp_path / "flows"


def filled(*cells: str, number: int = 2) -> Row:
    return Row(number, dict(zip(HEADINGS, cells, strict=True)))


def taken(flows: Path, *rows: Row) -> tuple[dict[str, str], list[tuple[int, str]]]:
    returned = Returned("a.csv")
    changed = take(flows, [*rows], returned)
    assert returned.taken == len(rows) - len(returned.mistakes)
    problems = [(mistake.line, mistake.problem) for mistake in returned.mistakes]
    return {path.stem: text for path, text in changed.items()}, problems


def test_title_ways_to_ask_and_texts_of_the_answers_are_laid_out(flows: Path) -> None:
    rows = [row for row in rows_of(flows) if row[0] == "anonymity"]

    assert rows == [
        ("anonymity", "title", "本名じゃないとだめ？", ""),
        ("anonymity", "asked as", "名前を言わないといけませんか", ""),
        ("anonymity", "asked as", "匿名で相談できますか", ""),
        ("anonymity", "say say", "本名はいりません。\n好きな名前でどうぞ。", ""),
        ("anonymity", "choose choose", "秘密は守られる？", ""),
        ("anonymity", "choose choose", "もう少しくわしく", ""),
        ("anonymity", "details say", "電話は{facts.phone}です。", ""),
    ]


def test_what_the_system_says_is_not_laid_out() -> None:
    assert not {row[0] for row in rows_of(HOME / "flows")} & {"crisis", "case", "person", "facts"}


def test_every_kind_of_text_is_written_back_where_it_stands(flows: Path) -> None:
    changed, problems = taken(
        flows,
        filled("anonymity", "title", "本名じゃないとだめ？", "本名はいる？"),
        filled("anonymity", "asked as", "匿名で相談できますか", "匿名でもいい？"),
        filled("anonymity", "asked as", "", "名なしでもいい？"),
        filled("anonymity", "choose choose", "もう少しくわしく", "もっと"),
        filled("anonymity", "say say", "本名はいりません。\n好きな名前でどうぞ。", "いりません。"),
        filled("anonymity", "details say", "電話は{facts.phone}です。", "{facts.phone}です。"),
    )

    wanted = f"# はじめの言葉\n{ANONYMITY}"
    for old, new in (
        ("本名じゃないとだめ？", "本名はいる？"),
        ("匿名で相談できますか", "匿名でもいい？\n  - 名なしでもいい？"),
        ("もう少しくわしく", "もっと"),
        ("本名はいりません。\n      好きな名前でどうぞ。", "いりません。"),
        ("電話は{facts.phone}です。", '"{facts.phone}です。"'),
    ):
        assert old in wanted
        wanted = wanted.replace(old, new)
    assert changed == {"anonymity": wanted}
    assert problems == []


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("gone", "title", "題", "別の題"), "row_unknown"),
        (("anonymity", "title", "前の題", "別の題"), "row_unknown"),
        (
            ("anonymity", "details say", "電話は{facts.phone}です。", "電話です。"),
            "row_placeholders",
        ),
        (("anonymity", "choose choose", "もう少しくわしく", "二\n行"), "row_lines"),
        (("anonymity", "asked as", "匿名で相談できますか", "10月12日"), "row_spoilt"),
        (("cost", "asked as", "", "いくらですか"), "row_no_list"),
        (("crisis", "title", "つらい", "別の題"), "row_unknown"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(
    flows: Path, cells: tuple[str, ...], problem: str
) -> None:
    assert taken(flows, filled(*cells, number=5)) == ({}, [(5, problem)])


def test_of_two_rows_about_one_text_the_second_is_refused(flows: Path) -> None:
    row = ("anonymity", "title", "本名じゃないとだめ？")

    changed, problems = taken(flows, filled(*row, "一"), filled(*row, "二", number=3))

    assert "title: 一\n" in changed["anonymity"]
    assert problems == [(3, "row_twice")]

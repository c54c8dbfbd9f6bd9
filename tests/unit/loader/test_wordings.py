"""The lists of how people ask."""

import tracemalloc
from pathlib import Path

import pytest

from bot.loader.archive import pack
from bot.loader.load import load
from bot.loader.reading import load_packed
from bot.loader.report import Report
from bot.loader.wordings import read_wordings
from bot.settings import HOME
from tests.unit.conversation.small import loaded, stub, write
from tests.unit.loader.wrong import remarks, serious, values

WHO, NONE = "flows/phrases/who.txt", "flows/phrases/none.txt"


def test_each_line_is_a_wording_but_for_remarks_and_empty_lines() -> None:
    content = loaded({WHO: "# 若い人\nワイもいける？\r\n\n  俺も？  \n"}).content

    assert content.wordings == {"who": ("ワイもいける？", "俺も？")}


def test_a_changed_wording_is_another_version() -> None:
    one, other = (loaded({WHO: text}).content for text in ("俺も？", "僕も？"))

    assert one.version != other.version


def test_a_file_named_after_no_flow_is_told_with_what_was_probably_meant() -> None:
    wrong = {"flows/phrases/whoo.txt": "俺も？\n"}

    assert serious(wrong) == [("flows/phrases/whoo.txt", 1, 1, "wordings_unknown")]
    assert values(wrong, "wordings_unknown")["maybe"] == "who"


def test_a_page_of_the_system_has_no_wordings() -> None:
    file = "flows/phrases/menu.txt"

    assert serious({file: "めにゅー\n"}) == [(file, 1, 1, "wordings_unknown")]


def test_a_wording_that_stands_twice_is_told_with_the_other_place() -> None:
    twice = {WHO: "俺も？\n# 同じ\n 俺も\n"}

    assert remarks(twice) == [(WHO, 3, "wording_twice")]
    assert values(twice, "wording_twice")["place"] == f"{WHO}:1"


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("だれでも使えますか", "だれでも使えますが", True),
        ("だれでも使えますか", "だれでも使えます", True),
        ("だれでも使えますか", "だれでも使えるのか", False),
        ("20代ですけどいい？", "30代ですけどいい？", False),
        ("だれでも？", "だれでもね？", False),
    ],
)
def test_wordings_of_two_flows_that_differ_in_a_letter_are_pointed_out(
    one: str, other: str, *, is_near: bool
) -> None:
    both = {NONE: f"{one}\n", WHO: f"{other}\n"}

    assert remarks(both) == ([(WHO, 1, "wording_near")] if is_near else [])


def test_wordings_of_one_flow_may_be_alike() -> None:
    assert remarks({WHO: "だれでも使えますか\nだれでも使えますが\n"}) == []


def test_a_wording_is_compared_with_what_flows_are_asked_as() -> None:
    asked = stub("cost").replace("steps:", "asked as:\n  - 料金はいくらですか\nsteps:")
    both = {"cost": asked, WHO: "料金はいくらですの\n"}

    assert remarks(both) == [(WHO, 1, "wording_near")]
    assert values(both, "wording_near")["place"] == "flows/cost.yaml:4"


def test_a_wording_of_two_flows_is_told() -> None:
    assert remarks({NONE: "俺も\n", WHO: "俺も？\n"}) == [(WHO, 1, "wording_of_two")]


@pytest.mark.parametrize(
    ("text", "line"), [("匿名で相談できますか", 6), ("本名じゃないとだめ", 2)]
)
def test_a_wording_that_is_a_title_or_asked_as_elsewhere_is_told(text: str, line: int) -> None:
    assert values({WHO: text}, "wording_of_two")["place"] == f"flows/anonymity.yaml:{line}"


def test_a_line_as_long_as_a_letter_is_told() -> None:
    assert remarks({WHO: "あ" * 161}) == [(WHO, 1, "wording_long")]


def test_more_than_can_be_learnt_in_time_keeps_the_files_out() -> None:
    many = "\n".join(f"言い回し{number}" for number in range(8001))

    assert serious({WHO: many}) == [("flows/phrases", 1, 1, "wordings_many")]


def test_a_file_in_another_encoding_is_told() -> None:
    assert serious({WHO: "ひとつ\n".encode() + "俺も".encode("cp932")}) == [
        (WHO, 2, 1, "wrong_encoding")
    ]


def test_a_version_is_packed_with_its_wordings(tmp_path: Path) -> None:
    write(tmp_path, {WHO: "俺も？\n"})

    packed = load_packed(pack(tmp_path / "flows", tmp_path / "locales"))

    assert packed.content.wordings == {"who": ("俺も？",)}


def test_the_shipped_wordings_stand_once_and_every_flow_has_some() -> None:
    shipped = load(HOME / "flows", HOME / "locales")

    assert [each for each in shipped.remarks if each.problem.startswith("wording")] == []
    assert len(shipped.content.wordings) == 19


def test_a_line_without_end_costs_no_more_than_its_length() -> None:
    report = Report("flows", "locales")
    tracemalloc.start()

    read_wordings({"none": "あ" * 10_000}, {}, report)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [mistake.problem for mistake in report.mistakes] == ["wording_long"]
    assert most < 1_000_000

"""The telephone lines: the wrong entries that go round, and the right ones."""

import pytest

from tests.unit.conversation.small import FACTS, HOTLINES
from tests.unit.loader.wrong import mistakes


def line(name: str, number: str, hours: str = "毎日") -> list[str]:
    """Add one line and list what is told of it."""
    added = f"  more:\n    name: '{name}'\n    number: '{number}'\n    hours: {hours}\n"
    proof = "    source: 見本\n    verified_on: 2026-11-01\n    expires_on: 2027-01-15\n"
    told = mistakes({"hotlines": HOTLINES + added + proof})
    return [each.problem for each in told if each.problem != "translation_missing"]


@pytest.mark.parametrize(
    ("name", "number", "hours"),
    [
        ("よりそいホットライン", "0120-279-338", "24時間"),
        ("いのちの電話", "0120-783-556", "16時〜21時"),
        ("東京いのちの電話", "03-3264-4343", "24時間"),
        ("こころの健康相談統一ダイヤル", "0570-064-556", "18:30〜22:30"),
        ("24時間子供SOSダイヤル", "0120-0-78310", "24時間"),
        ("#いのちＳＯＳ", "0120-061-338", "毎日"),
        ("警察", "110", "24時間"),
        ("区の新しい窓口", "03-0000-0000", "平日"),
    ],
)
def test_what_is_right_is_left_in_peace(name: str, number: str, hours: str) -> None:
    assert line(name, number, hours) == []


@pytest.mark.parametrize(
    ("name", "number", "hours", "problem"),
    [
        ("こころの健康相談統一ダイヤル", "0570-046-556", "毎日", "line_never"),
        ("24時間子供SOSダイヤル", "0570-0-78310", "24時間", "line_never"),
        ("孤独・孤立相談ダイヤル", "#9999", "毎日", "line_never"),
        ("よりそいホットライン", "0120-783-556", "毎日", "line_of_another"),
        ("警察", "119", "24時間", "line_of_another"),
        ("よりそいホットライン", "0120-279-383", "24時間", "line_other_number"),
        ("よりそいホットライン", "0120-279-33", "24時間", "line_other_number"),
        ("いのちの電話", "0120-783-556", "24時間", "line_hours"),
        ("#いのちSOS", "0120-061-338", "平日12-22時", "line_hours"),
        ("区の新しい窓口", "03-000-0000", "平日", "number_odd"),
    ],
)
def test_what_goes_round_wrong_is_told(name: str, number: str, hours: str, problem: str) -> None:
    assert line(name, number, hours) == [problem]


def test_a_misprint_among_the_facts_is_told_too() -> None:
    facts = FACTS.replace("value:", "value: 0570-046-556")

    assert "line_never" in [mistake.problem for mistake in mistakes({"facts": facts})]

"""Facts and hotlines."""

from datetime import date

import pytest

from bot.model.errors import Severity
from tests.unit.conversation.small import FACTS, HOTLINES, loaded
from tests.unit.loader.wrong import mistakes, remarks, serious

FILLED = (
    FACTS.replace("value:", "value: 03-0000-0000")
    .replace("source:", "source: 見本")
    .replace("verified_on:", "verified_on: 2026-10-01")
)


def test_an_unfilled_fact_is_told_every_time() -> None:
    told = [
        [(remark.file, remark.line) for remark in loaded().remarks if "fact" in remark.problem]
        for _ in range(2)
    ]

    assert told == [[("flows/facts.yaml", 2)]] * 2


def test_a_filled_and_verified_fact_is_left_in_peace() -> None:
    assert remarks({"facts": FILLED}) == []


def test_a_hotline_without_a_number_is_unfilled() -> None:
    added = HOTLINES + "  other:\n    name: 別の電話\n    number:\n"

    assert remarks({"hotlines": added}) == [("flows/hotlines.yaml", 10, "fact_unfilled")]


@pytest.mark.parametrize("gone", ["verified_on: 2026-10-01", "source: 見本"])
def test_a_hotline_that_nobody_vouches_for_is_refused(gone: str) -> None:
    unproven = HOTLINES.replace(gone, gone.partition(":")[0] + ":")

    assert serious({"hotlines": unproven}) == [("flows/hotlines.yaml", 2, 3, "fact_unverified")]


@pytest.mark.parametrize(("day", "far"), [("2026-12-30", 0), ("2026-12-31", 1), ("", 1)])
def test_a_hotline_is_looked_at_again_after_ninety_days(day: str, far: int) -> None:
    changed = HOTLINES.replace("expires_on: 2027-10-01", f"expires_on: {day}")

    told = [remark.problem for remark in loaded({"hotlines": changed}).remarks]

    assert told.count("expiry_far") == far


@pytest.mark.parametrize("gone", ["verified_on: 2026-10-01", "source: 見本"])
def test_a_fact_that_nobody_vouches_for_is_told(gone: str) -> None:
    unproven = FILLED.replace(gone, gone.partition(":")[0] + ":")

    assert remarks({"facts": unproven}) == [("flows/facts.yaml", 2, "fact_unverified")]


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2027, 8, 31), []),
        (date(2027, 9, 1), [("flows/hotlines.yaml", 2, "fact_expiring")]),
        (date(2027, 10, 1), [("flows/hotlines.yaml", 2, "fact_expiring")]),
        (None, []),
    ],
)
def test_a_fact_grows_old_on_its_day(today: date | None, told: list[tuple[str, int, str]]) -> None:
    assert remarks({}, today) == told


def test_a_line_past_its_day_keeps_a_version_from_going_live() -> None:
    told = mistakes({}, date(2027, 10, 2))

    assert [(each.problem, each.severity) for each in told] == [("line_expired", Severity.SERIOUS)]

"""The content as of today."""

from datetime import UTC, datetime
from pathlib import Path

from bot.app.checking import check, remove_safety
from bot.model.ids import DeskId
from bot.settings import HOME
from tests.unit.conversation.small import write
from tests.unit.loader.test_signs import SIGNS

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FLOWS, LOCALES = HOME / "flows", HOME / "locales"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


def test_the_projects_own_content_may_go_live() -> None:
    told, sound = check(FLOWS, LOCALES, "ja", day=NOW.date())

    assert sound
    *lines, verdict = told.splitlines()
    assert all(".yaml" in line or ".po" in line for line in lines)
    assert "このまま使えます" in verdict


def test_content_that_may_not_go_live_says_why(tmp_path: Path) -> None:
    told, sound = check(tmp_path, LOCALES, "en")

    assert not sound
    assert told


def test_signs_are_recorded_only_where_somebody_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"crisis_signs": SIGNS})
    flows, locales = tmp_path / "flows", tmp_path / "locales"
    assert "crisis_signs.txt" in remove_safety(flows, "ja")
    write(tmp_path, {"crisis_signs": SIGNS.replace("    - 手首…切\n", "    - 手首…きった\n")})

    before = check(flows, locales, "ja")
    remove_safety(flows, "ja")
    after = check(flows, locales, "ja")

    assert not before[1]
    assert "engawa check --yes-remove-safety" in before[0]
    assert after[1]


def test_signs_that_cannot_be_read_are_not_recorded(tmp_path: Path) -> None:
    assert "cannot be read" in remove_safety(tmp_path, "en")

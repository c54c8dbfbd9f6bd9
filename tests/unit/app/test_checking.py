"""The content as of today."""

from datetime import UTC, datetime
from pathlib import Path

from bot.app.checking import check
from bot.model.ids import DeskId
from bot.settings import HOME

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FLOWS, LOCALES = HOME / "flows", HOME / "locales"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


def test_the_projects_own_content_may_go_live() -> None:
    told, sound = check(FLOWS, LOCALES, "ja", day=NOW.date())

    assert sound
    assert all(".yaml" in line or ".po" in line for line in told.splitlines())


def test_content_that_may_not_go_live_says_why(tmp_path: Path) -> None:
    told, sound = check(tmp_path, LOCALES, "en")

    assert not sound
    assert told

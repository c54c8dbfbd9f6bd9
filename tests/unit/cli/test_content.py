"""The commands of those who write what visitors read."""

import json
from pathlib import Path

from bot.settings import HOME
from tests.unit.cli.typed import CONTENT, engawa

CHECK = ("check", *CONTENT, "--on", "2026-11-28")
"""As of a day on which nothing that is shipped was past its date."""


def test_sound_content_is_checked_with_remarks_and_success() -> None:
    result = engawa(*CHECK)

    assert result.exit_code == 0
    assert "desks.yaml" in result.stdout


def test_content_may_be_checked_in_english() -> None:
    japanese, english = engawa(*CHECK), engawa(*CHECK, "--lang", "en")

    assert len(japanese.stdout.splitlines()) == len(english.stdout.splitlines())
    assert japanese.stdout != english.stdout


def test_broken_content_is_named_line_by_line_and_fails(tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "menu.yaml").write_text("flow: menu\ntitel: メニュー\n")

    result = engawa("check", "--flows", str(flows), "--locales", str(HOME / "locales"))

    assert result.exit_code == 1
    assert "menu.yaml:2" in result.stdout


def test_a_visitor_can_be_played() -> None:
    result = engawa("play", *CONTENT, typed="1\n")

    assert result.exit_code == 0
    assert "人と話す" in result.stdout


def test_playing_broken_content_fails_with_exit_code_2(tmp_path: Path) -> None:
    result = engawa("play", "--flows", str(tmp_path), "--locales", str(HOME / "locales"))

    assert result.exit_code == 2
    assert result.stderr.startswith("engawa: ")


def test_mistakes_can_be_given_to_programs() -> None:
    told = engawa(*CHECK, "--format", "sarif")

    assert told.exit_code == 0
    assert json.loads(told.stdout)["version"] == "2.1.0"


def test_the_schemas_of_the_flow_files_are_written(tmp_path: Path) -> None:
    told = engawa("schema", "--flows", str(tmp_path))

    assert told.exit_code == 0
    assert all(Path(line).is_file() for line in told.stdout.splitlines())
    assert "flow.json" in told.stdout


def test_a_line_past_its_date_fails_on_that_day_and_not_before() -> None:
    before = engawa("check", *CONTENT, "--on", "2027-01-05")
    after = engawa("check", *CONTENT, "--on", "2027-01-06")

    assert before.exit_code == 0
    assert after.exit_code == 1
    assert "よりそいホットライン" in after.stdout

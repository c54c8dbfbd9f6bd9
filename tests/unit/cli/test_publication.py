"""The commands about versions say what they do, and end with 2 where something is missing."""

from pathlib import Path

import pytest

from tests.unit.cli.typed import engawa


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENGAWA_TELEGRAM_TOKEN", "1:token")
    monkeypatch.setenv("ENGAWA_STAFF_CHAT", "-1")
    monkeypatch.setenv("ENGAWA_STATE_DIR", str(tmp_path / "state"))


@pytest.mark.usefixtures("settings")
def test_versions_are_listed_from_the_database_of_the_settings() -> None:
    result = engawa("versions")

    assert result.exit_code == 0
    assert result.stdout == "まだ、版がありません。ボットが一度動くと、できます。\n"


@pytest.mark.usefixtures("settings")
def test_what_cannot_be_brought_back_ends_with_two() -> None:
    result = engawa("rollback", "abc")

    assert result.exit_code == 2
    assert "まだ、版がありません" in result.output


@pytest.mark.parametrize("command", ["versions", "rollback"])
def test_without_settings_each_says_what_is_missing(command: str) -> None:
    result = engawa(command)

    assert result.exit_code == 2
    assert "ENGAWA_TELEGRAM_TOKEN is missing" in result.output

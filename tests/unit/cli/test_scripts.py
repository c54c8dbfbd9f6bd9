"""The command that plays conversations."""

from pathlib import Path

from tests.unit.cli.typed import CONTENT, engawa

SCRIPT = "script: 見本\ntalk:\n  - opens:\n  - bot: むかしの文\n"


def test_the_shipped_scripts_are_played_with_success() -> None:
    result = engawa("test", *CONTENT)

    assert result.exit_code == 0
    assert "100 %" in result.stdout


def test_a_difference_fails_and_may_be_taken(tmp_path: Path) -> None:
    script = tmp_path / "s.yaml"
    script.write_text(SCRIPT, encoding="utf-8")

    differs = engawa("test", str(script), *CONTENT, "--lang", "en")
    taken = engawa("test", str(script), *CONTENT, "--update")
    again = engawa("test", str(script), *CONTENT)

    assert [differs.exit_code, taken.exit_code, again.exit_code] == [1, 0, 0]
    assert "s.yaml:4:10 serious: The screen says something else (ja)." in differs.stdout
    assert "    - むかしの文" in differs.stdout

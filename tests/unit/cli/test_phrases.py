"""The commands of those who translate."""

from pathlib import Path

from tests.unit.cli.typed import engawa
from tests.unit.conversation.small import write


def places(folder: Path) -> tuple[str, ...]:
    return "--flows", str(folder / "flows"), "--locales", str(folder / "locales")


def test_every_catalogue_is_told_of_in_a_line(tmp_path: Path) -> None:
    write(tmp_path)

    result = engawa("phrases", "update", *places(tmp_path), "--lang", "vi")

    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == ["en", "vi"]


def test_broken_files_are_named_first(tmp_path: Path) -> None:
    write(tmp_path, {"menu": "flow: menu\ntitel: メニュー\n"})

    result = engawa("phrases", "update", *places(tmp_path))

    assert result.exit_code == 1
    assert "flows/menu.yaml:2" in result.stderr

"""The commands that show what visitors read."""

import socket
from pathlib import Path

import pytest

from tests.unit.cli.typed import CONTENT, engawa


def test_a_flow_is_drawn_into_a_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = engawa("draw", "cost", *CONTENT)

    assert result.exit_code == 0
    assert "cost.svg" in result.stdout
    assert (tmp_path / "cost.svg").read_text(encoding="utf-8").startswith("<svg")


def test_all_flows_are_drawn_to_the_terminal_as_mermaid() -> None:
    result = engawa("draw", "--format", "mermaid", "--out", "-", *CONTENT)

    assert result.stdout.startswith("flowchart LR\n")


def test_a_flow_that_is_not_there_is_named_with_the_nearest() -> None:
    result = engawa("draw", "costs", *CONTENT)

    assert result.exit_code == 2
    assert "もしかして「cost」" in result.stderr


def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    result = engawa("draw", "cost", "--out", str(tmp_path / "no" / "cost.svg"), *CONTENT)

    assert result.exit_code == 2
    assert "書けません" in result.stderr


def test_the_book_is_written(tmp_path: Path) -> None:
    result = engawa("book", "--out", str(tmp_path / "book.html"), *CONTENT)

    assert result.exit_code == 0
    assert "画面の一覧" in (tmp_path / "book.html").read_text(encoding="utf-8")


def test_a_preview_at_a_port_that_is_taken_ends_with_a_plain_word() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = engawa("preview", "--port", str(taken.getsockname()[1]), *CONTENT)

    assert result.exit_code == 2
    assert "使われています" in result.stderr

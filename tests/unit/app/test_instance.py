"""One program on a state folder."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.instance import LOCK, only_instance
from bot.model.errors import AnotherInstance
from bot.model.ids import DeskId
from bot.settings import HOME

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FLOWS, LOCALES = HOME / "flows", HOME / "locales"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


async def test_the_folder_is_free_again_after_a_stop(tmp_path: Path) -> None:
    with only_instance(tmp_path), pytest.raises(AnotherInstance), only_instance(tmp_path):
        pass
    with only_instance(tmp_path):
        assert (tmp_path / LOCK).exists()

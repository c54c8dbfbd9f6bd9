"""A ward that serves, for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.simulator import Simulator
from tests.acceptance.ward import Ward


@pytest.fixture
async def ward(tmp_path: Path) -> AsyncIterator[Ward]:
    async with Simulator() as simulator:
        ward = Ward(simulator, tmp_path / "state")
        async with ward.serving():
            yield ward

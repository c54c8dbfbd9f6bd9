"""A ward for each test: one that serves, or one that the test opens itself."""

from collections.abc import AsyncIterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.loader import load as loading
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.pipeline import inbox, outbox
from bot.settings import HOME
from bot.simulator import Simulator
from tests.acceptance.ward import Ward

SOON = 0.02  # seconds between two looks at what waits for a time, so that a hurried clock is seen


load_once = cache(load)
"""The ward's own files do not change meanwhile, and what is read of them is frozen."""


@pytest.fixture(autouse=True)
def patient_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program look again soon at what waits, and read the ward's own files but once."""

    def reading(flows: Path, locales: Path, *, today: date | None = None) -> Loaded:
        read = load_once if flows == HOME / "flows" else load
        return read(flows, locales, today=today)

    monkeypatch.setattr(inbox, "IDLE", SOON)
    monkeypatch.setattr(outbox, "IDLE", SOON)
    monkeypatch.setattr(loading, "load", reading)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
def shut_ward(simulator: Simulator, tmp_path: Path) -> Ward:
    return Ward(simulator, tmp_path / "state")


@pytest.fixture
async def ward(shut_ward: Ward) -> AsyncIterator[Ward]:
    async with shut_ward.serving():
        yield shut_ward

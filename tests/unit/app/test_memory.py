"""What a start leaves in memory."""

import subprocess
import sys

from bot.app.memory import give_back

COUNTED = """
import gc
from bot.app.memory import settle

loaded = [[] for _ in range(10_000)]
settle()
print(gc.get_freeze_count() > len(loaded), any(each is loaded for each in gc.get_objects()))
"""


def test_what_is_there_when_it_settles_is_never_looked_through_again() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNTED], capture_output=True, check=True, text=True
    )

    assert done.stdout.split() == ["True", "False"]


def test_memory_is_given_back_wherever_the_system_can_take_it() -> None:
    give_back()

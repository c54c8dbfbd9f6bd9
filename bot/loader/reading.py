"""Read the editors' files as they lie, or as they were packed.

What reads them is loaded by each function itself: who has it run elsewhere never loads it.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.loader.archive import contents, packed, unpacked

if TYPE_CHECKING:
    from bot.loader.loaded import Loaded

YEARS_AHEAD = 3  # who serves for longer without a change of the files reckons them itself


def read_files(flows: Path, locales: Path, today: date | None) -> "tuple[Loaded, bytes]":
    """Read the files and pack the very same ones; raises ContentError."""
    from bot.calendar import holidays_of
    from bot.loader.load import load

    years = range(today.year - 1, today.year + YEARS_AHEAD) if today else ()
    holidays = {year: holidays_of(year) for year in years}

    while True:
        files = contents(flows, locales)
        loaded = load(flows, locales, today=today)
        if contents(flows, locales) == files:
            return replace(_lean(loaded), holidays=holidays), packed(files)


def load_packed(files: bytes) -> "Loaded":
    """Read what was packed; raises ContentError where this program finds a serious mistake.

    Facts past their date are not asked about: they are no older than the version itself.
    """
    from bot.loader.load import load

    with unpacked(files) as (flows, locales):
        return _lean(load(flows, locales))


def _lean(loaded: "Loaded") -> "Loaded":
    """Leave out where things stand in the files: it is a fifth of all, and for editors."""
    return replace(loaded, spots={})

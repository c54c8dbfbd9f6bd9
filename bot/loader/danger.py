"""`flows/danger/<what>.txt`: how people write in danger, one example a line; `#` is a remark.

What is like one of them is seen, beside what holds a sign of `crisis_signs.yaml`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.conversation.check.finding import nearest
from bot.conversation.match import written
from bot.loader.report import Report, Spot
from bot.loader.wordings import lines
from bot.model.danger import LABELS
from bot.model.errors import Severity

FOLDER = "danger"


def danger_files(flows: Path) -> tuple[Path, ...]:
    """List the files of examples; none where there is no such folder."""
    return tuple(sorted((flows / FOLDER).glob("[!.]*.txt")))


def read_danger(texts: Mapping[str, str], report: Report) -> dict[str, tuple[str, ...]]:
    """Read what the files say, by what they are named after."""
    seen, found = dict[str, str](), dict[str, tuple[str, ...]]()
    for stem, text in texts.items():
        file = f"{report.flows_folder}/{FOLDER}/{stem}.txt"
        if stem not in LABELS:
            report.add(Spot(file), "danger_unknown", name=stem, maybe=nearest(stem, LABELS))
        found[stem] = tuple(_lines(file, text, seen, report))
    return found


def _lines(file: str, text: str, seen: dict[str, str], report: Report) -> Iterator[str]:
    for spot, example in lines(file, text, report):
        here = f"{file}:{spot.line}"
        place = seen.setdefault(written(example) or example, here)
        if place != here:
            report.add(spot, "wording_twice", Severity.WARNING, text=example, place=place)
        yield example

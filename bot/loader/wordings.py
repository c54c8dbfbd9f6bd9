"""`flows/phrases/<flow>.txt`: how people ask for a flow, one wording a line; `#` is a remark.

What no flow answers stands in `none.txt`, so that it is not taken for something near.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bot.conversation.check.finding import nearest
from bot.conversation.content import SYSTEM_FLOWS
from bot.conversation.flow import Flow
from bot.conversation.match import written
from bot.loader.report import Report, Spot
from bot.model.errors import Severity
from bot.model.ids import FlowId
from bot.model.weighed import NONE

FOLDER = "phrases"
LONGEST = 160  # letters; the rest of a text is not looked at
MOST = 5000  # in all files; each is encoded in some 20 ms, and training grows with them


def wordings_files(flows: Path) -> tuple[Path, ...]:
    """List the files of wordings; none where there is no such folder."""
    return tuple(sorted((flows / FOLDER).glob("[!.]*.txt")))


def read_wordings(
    texts: Mapping[str, str], flows: Mapping[FlowId, Flow], report: Report
) -> dict[str, tuple[str, ...]]:
    """Read what the files say, by the flow that they are named after."""
    known = (*(flow for flow in flows if flow not in SYSTEM_FLOWS), NONE)
    seen = dict(_asked_as(flows, report))
    found = dict[str, tuple[str, ...]]()
    for stem, text in texts.items():
        file = f"{report.flows_folder}/{FOLDER}/{stem}.txt"
        _check_name(stem, file, known, report)
        found[stem] = tuple(_lines(stem, file, text, seen, report))
    if sum(map(len, found.values())) > MOST:
        report.add(Spot(f"{report.flows_folder}/{FOLDER}"), "wordings_many", most=str(MOST))
    return found


def _check_name(stem: str, file: str, known: Collection[str], report: Report) -> None:
    if stem not in known and stem not in report.broken:
        maybe = nearest(stem, known)
        report.add(Spot(file), "wordings_unknown", flow=stem, maybe=maybe)


def _lines(
    stem: str, file: str, text: str, seen: dict[str, tuple[str, str]], report: Report
) -> Iterator[str]:
    for spot, wording in lines(file, text, report):
        key, here = written(wording) or wording, f"{file}:{spot.line}"
        flow, place = seen.setdefault(key, (stem, here))
        if place != here:
            problem = "wording_twice" if flow == stem else "wording_of_two"
            report.add(spot, problem, Severity.WARNING, text=wording, place=place)
        yield wording


def lines(file: str, text: str, report: Report) -> Iterator[tuple[Spot, str]]:
    """Go through the wordings of a file, without remarks and empty lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        wording = line.strip()
        if not wording or wording.startswith("#"):
            continue
        spot = Spot(file, number, line.index(wording) + 1)
        if len(wording) > LONGEST:
            report.add(spot, "wording_long", Severity.WARNING, most=str(LONGEST))
        yield spot, wording


def _asked_as(
    flows: Mapping[FlowId, Flow], report: Report
) -> Iterator[tuple[str, tuple[str, str]]]:
    for flow in flows.values():
        for phrase in (*flow.asked_as, flow.title):
            yield written(phrase), (flow.id, f"{report.flows_folder}/{flow.id}.yaml")

"""`flows/phrases/<flow>.txt`: how people ask for a flow, one wording a line; `#` is a remark.

What no flow answers stands in `none.txt`, so that it is not taken for something near.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.check.finding import InFlow, nearest
from bot.conversation.content import SYSTEM_FLOWS
from bot.conversation.flow import Flow
from bot.conversation.match import written
from bot.loader.report import Report, Spot
from bot.model.errors import Severity
from bot.model.ids import FlowId
from bot.model.weighed import NONE

FOLDER = "phrases"
LONGEST = 160  # letters; the rest of a text is not looked at
FIGURES = frozenset("0123456789")
ALIKE_FROM = 6  # letters; in shorter phrases one letter is another word
MOST = 8000  # in all files; each is encoded in some 20 ms, and learning compares all with all


def wordings_files(flows: Path) -> tuple[Path, ...]:
    """List the files of wordings; none where there is no such folder."""
    return tuple(sorted((flows / FOLDER).glob("[!.]*.txt")))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """How people ask for a flow, and where that stands."""

    text: str
    flow: str
    spot: Spot

    @property
    def place(self) -> str:
        return f"{self.spot.file}:{self.spot.line}"


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
    for one, other in _almost_twice(seen):
        values = {"text": one.text, "other": other.text, "place": other.place}
        report.add(one.spot, "wording_near", Severity.HINT, **values)
    return found


def _check_name(stem: str, file: str, known: Collection[str], report: Report) -> None:
    if stem not in known and stem not in report.broken:
        maybe = nearest(stem, known)
        report.add(Spot(file), "wordings_unknown", flow=stem, maybe=maybe)


def _lines(
    stem: str, file: str, text: str, seen: dict[str, _Phrase], report: Report
) -> Iterator[str]:
    for spot, wording in lines(file, text, report):
        new = _Phrase(wording, stem, spot)
        first = seen.setdefault(written(wording) or wording, new)
        if first is not new:
            problem = "wording_twice" if first.flow == stem else "wording_of_two"
            report.add(spot, problem, Severity.WARNING, text=wording, place=first.place)
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


def _asked_as(flows: Mapping[FlowId, Flow], report: Report) -> Iterator[tuple[str, _Phrase]]:
    for flow in flows.values():
        whole = Spot(f"{report.flows_folder}/{flow.id}.yaml")
        keys = [(f"asked as/{phrase}", phrase) for phrase in flow.asked_as]
        for key, phrase in (*keys, ("title", flow.title)):
            spot = report.spots.get(InFlow(flow.id, key=key), whole)
            yield written(phrase), _Phrase(phrase, flow.id, spot)


def _almost_twice(seen: Mapping[str, _Phrase]) -> Iterator[tuple[_Phrase, _Phrase]]:
    """Find phrases of two flows that differ in one letter: without it they are the same."""
    by_rest, told = dict[str, str](), set[tuple[str, str]]()
    for letters, phrase in seen.items():
        for rest in _rests(letters) if ALIKE_FROM <= len(letters) <= LONGEST else ():
            other = by_rest.setdefault(rest, letters)
            if other is letters or seen[other].flow == phrase.flow:
                continue
            if (other, letters) not in told:
                told.add((other, letters))
                yield phrase, seen[other]


def _rests(letters: str) -> list[str]:
    """Leave each letter out in turn, but no figure: in one's twenties is not in one's thirties."""
    places = [at for at, letter in enumerate(letters) if letter not in FIGURES]
    return [letters, *(letters[:at] + letters[at + 1 :] for at in places)]

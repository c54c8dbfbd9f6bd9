"""What was written and what arrived where, and the judgement on it.

Every word that counts is numbered and names the visitor it belongs to, such as `松07-話-03`, so
that the record of calls alone shows whether it went astray.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.desk.words import MAYBE_REPEATED
from bot.simulator import Entry, Simulator

WORD = re.compile(r"(松\d\d)-(話|返|メモ)-(\d\d)")
TIME = re.compile(r"（\d+:\d\d）$")
NICKNAME = re.compile(r"松\d\d")


class Kind(StrEnum):
    """What a word is: from a visitor to staff, from staff to a visitor, or staff's own note."""

    SAID = "話"
    REPLY = "返"
    NOTE = "メモ"


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """One numbered word."""

    whose: str
    kind: Kind
    number: int

    def __str__(self) -> str:
        """Write it as people write it."""
        return f"{self.whose}-{self.kind}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word can arrive: a visitor's chat or a topic that names a visitor."""

    whose: str
    """Empty: a place that is nobody's."""
    is_topic: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """A word that arrived; `at` is its place in the order of everything that happened."""

    at: int
    word: Word
    place: Place
    text: str = ""
    """All that the message says."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong, each in a line of its own; copies after a kill are no fault."""

    lost: tuple[str, ...]
    wrong: tuple[str, ...]
    reordered: tuple[str, ...]
    unexplained: tuple[str, ...]
    unmarked: tuple[str, ...]
    copies: int

    @property
    def faults(self) -> tuple[str, ...]:
        """Give everything that must not be."""
        return (*self.lost, *self.wrong, *self.reordered, *self.unexplained, *self.unmarked)


def judge(written: Iterable[Word], arrivals: Sequence[Arrival], kills: Sequence[int]) -> Verdict:
    """Compare what was written with what arrived.

    `kills`: for each kill, the place in the order of the first thing that happened after it.
    A copy must bear the number of its original, and tell staff that it may be one. It is
    explained only when nothing came between it and its original in the same place but what stood
    in the same message, and a kill did: a lane sends its next word when the last one is recorded,
    and not before.
    """
    expected = {word for word in written if word.kind is not Kind.NOTE}
    there = {each.word for each in arrivals if each.place == _home(each.word)}
    lanes: dict[Place, list[Arrival]] = defaultdict(list)
    for each in arrivals:
        lanes[each.place].append(each)
    repeated = [(before, each) for lane in lanes.values() for before, each in _copies(lane)]
    return Verdict(
        lost=tuple(f"lost: {word}" for word in sorted(expected - there)),
        wrong=tuple(_wrong(arrivals, expected)),
        reordered=tuple(line for lane in lanes.values() for line in _reordered(lane)),
        unexplained=tuple(_unexplained(repeated, kills)),
        unmarked=tuple(_unmarked(repeated)),
        copies=len(repeated),
    )


def read_arrivals(simulator: Simulator, visitors: dict[int, str]) -> list[Arrival]:
    """Find the numbered words among the bot's calls; `visitors`: account → nickname."""
    topics = {
        (entry.chat_id, entry.outcome["message_thread_id"]): _named_in(entry.given["name"])
        for entry in simulator.calls("createForumTopic")
        if entry.ok
    }
    found = []
    for call in simulator.calls():
        place = _place(call, topics, visitors)
        if call.ok and place is not None:
            found += [Arrival(call.seq, word, place, call.text) for word in words_in(call.text)]
    return found


def words_in(text: str) -> list[Word]:
    """Find the numbered words in a text."""
    return [Word(whose, Kind(kind), int(number)) for whose, kind, number in WORD.findall(text)]


def _place(
    call: Entry, topics: dict[tuple[int | None, int], str], visitors: dict[int, str]
) -> Place | None:
    if call.chat_id is None:
        return None
    if call.chat_id < 0:
        thread = int(call.given.get("message_thread_id") or 0)
        return Place(topics.get((call.chat_id, thread), ""), is_topic=True)
    return Place(visitors.get(call.chat_id, ""), is_topic=False)


def _named_in(title: str) -> str:
    named = NICKNAME.search(title)
    return named.group() if named else ""


def _home(word: Word) -> Place:
    return Place(word.whose, is_topic=word.kind is Kind.SAID)


def _wrong(arrivals: Sequence[Arrival], expected: set[Word]) -> Iterable[str]:
    for each in arrivals:
        if each.word not in expected:
            yield f"must not arrive: {each.word} in {each.place}"
        elif each.place != _home(each.word):
            yield f"went astray: {each.word} in {each.place}"


def _reordered(lane: Sequence[Arrival]) -> Iterable[str]:
    """Name the words that came, for the first time, after a later one of their kind."""
    newest: dict[tuple[str, Kind], int] = Counter()
    seen = set()
    for word in (each.word for each in lane):
        kind = (word.whose, word.kind)
        if word not in seen and word.number < newest[kind]:
            yield f"out of order: {word} after {newest[kind]:02d}"
        seen.add(word)
        newest[kind] = max(newest[kind], word.number)


def _copies(lane: Sequence[Arrival]) -> Iterable[tuple[Arrival | None, Arrival]]:
    """Pair each copy with the one before it, or with None where other words came in between."""
    last: dict[Word, int] = {}
    for index, each in enumerate(lane):
        if each.word in last:
            before = lane[last[each.word]]
            together = {other.word for other in lane if other.at == before.at}
            between = {other.word for other in lane[last[each.word] : index]}
            yield (before if between <= together else None), each
        last[each.word] = index


def _unexplained(
    repeated: Sequence[tuple[Arrival | None, Arrival]], kills: Sequence[int]
) -> Iterable[str]:
    for before, each in repeated:
        if before is None:
            yield f"copied, though it was recorded: {each.word}"
        elif not any(before.at < kill <= each.at for kill in kills):
            yield f"copied, though nothing was killed: {each.word}"


def _unmarked(repeated: Sequence[tuple[Arrival | None, Arrival]]) -> Iterable[str]:
    for before, each in repeated:
        if before is not None and _header(before) != _header(each):
            yield f"copied under another number: {each.word}"
        if each.place.is_topic and MAYBE_REPEATED not in each.text:
            yield f"copied without a mark: {each.word}"


def _header(arrival: Arrival) -> str:
    """Give the line above the word, without the time that it has in a message with others."""
    above = arrival.text.partition(str(arrival.word))[0].splitlines()
    return TIME.sub("", above[-1]) if above else ""

"""What is to be reached, and whether it is: each goal reads its figure from one run's results."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.bench.speed.measure import Burst, Delay, Pace

AT_LEAST, AT_MOST = "≥", "≤"


@dataclass
class Results:
    """Every figure of one run, medians where there were several rounds."""

    where: str = ""
    """When and on what it was measured."""
    closed: dict[str, Pace] = field(default_factory=dict)
    """Program → 80 visitors, no round trip."""
    distant: dict[str, Pace] = field(default_factory=dict)
    """Program → 500 visitors, 50 ms round trip."""
    steady: dict[str, Delay] = field(default_factory=dict)
    burst: Burst | None = None
    fsync: float = 0.0
    fsync_p99: float = 0.0
    stored: dict[int, Pace] = field(default_factory=dict)
    """Conversations stored → 80 of them writing."""
    rest: dict[str, float] = field(default_factory=dict)
    """Program of ours → MiB at rest, with the fewest conversations stored."""
    filled: dict[int, float] = field(default_factory=dict)
    """Conversations stored → seconds that it took to store them."""
    listing: dict[int, float] = field(default_factory=dict)
    """Open cases → milliseconds to list them."""
    step: float = 0.0
    imports: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Module → MiB and milliseconds that it adds to those before it."""
    profile: dict[str, float] = field(default_factory=dict)
    """Where the program's time goes → what part of it."""


@dataclass(frozen=True)
class Goal:
    """One thing to be reached."""

    what: str
    found: float
    relation: str
    limit: float
    unit: str = "×"

    @property
    def is_reached(self) -> bool:
        """Say whether it is, by the figure as it is shown."""
        if self.relation == AT_LEAST:
            return round(self.found, 2) >= self.limit
        return round(self.found, 2) <= self.limit


def goals(of: Results) -> list[Goal]:
    """List every goal that the run has the figures for."""
    found = [*_beside_peers(of.closed, of.distant), *_in_time(of), *_with_much_stored(of)]
    return [
        *found,
        Goal("one step of the conversation's engine", of.step, AT_MOST, 30, "µs"),
    ]


def _beside_peers(closed: Mapping[str, Pace], distant: Mapping[str, Pace]) -> list[Goal]:
    ours, afar = closed["ours"], distant["ours"].answers
    return [
        Goal(
            "80 chats: answers/s beside ConversationHandler in memory",
            ours.answers / closed["memory"].answers,
            AT_LEAST,
            3,
        ),
        Goal(
            "80 chats: answers/s beside our own transport with nothing stored",
            ours.answers / closed["transport"].answers,
            AT_LEAST,
            0.85,
        ),
        Goal(
            "80 chats: CPU an answer beside the raw echo",
            ours.cpu / closed["echo"].cpu,
            AT_MOST,
            0.5,
        ),
        Goal(
            "500 chats, 50 ms: answers/s beside aiogram in memory",
            afar / distant["aiogram"].answers,
            AT_LEAST,
            1.3,
        ),
        Goal(
            "500 chats, 50 ms: answers/s beside the bare durable loop",
            afar / distant["bare-durable"].answers,
            AT_LEAST,
            0.75,
        ),
    ]


def _in_time(of: Results) -> list[Goal]:
    if of.burst is None:
        return []
    late = of.steady["ours"].p99 - of.fsync
    return [
        Goal("30/s, 60 ms answers: added p99 beyond one fsync", late, AT_MOST, 3, "ms"),
        Goal("1,000 newcomers in one second: lost", of.burst.lost, AT_MOST, 0, ""),
        Goal(
            "1,000 newcomers in one second: committed within", of.burst.committed, AT_MOST, 1, "s"
        ),
    ]


def _with_much_stored(of: Results) -> list[Goal]:
    sizes = sorted(of.stored)
    few, most = of.stored[sizes[0]], of.stored[sizes[-1]]
    grown = [
        Goal(
            f"CPU an answer, {size:,} conversations stored beside {sizes[0]:,}",
            of.stored[size].cpu / few.cpu,
            AT_MOST,
            1.6 if size > 100_000 else 1.3,
        )
        for size in sizes[1:]
    ]
    short, long = (of.listing[number] for number in sorted(of.listing))
    return [
        *grown,
        Goal("a queue of 10,000 cases listed, beside one of 100", long / short, AT_MOST, 1),
        Goal("memory at rest, without the sentence encoders", of.rest["ours"], AT_MOST, 64, "MiB"),
        Goal("memory at rest, with them", of.rest["ours-encoders"], AT_MOST, 300, "MiB"),
        Goal(f"first poll with {sizes[-1]:,} conversations stored", most.start, AT_MOST, 0.7, "s"),
    ]

"""Two visitors write by turns, and between two of their words something happens once."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.simulator import Chance, Message, Simulator, Staff, Topic, Visitor
from tests.acceptance.record import Kind, Word, judge, read_arrivals
from tests.acceptance.ward import Ward, card_in
from tests.faults.drama import SPEED, ending_of, hurried, rest

NAMES = ("松00", "松01")
WORDS = 8


@dataclass
class Talk:
    """Two visitors with a case each, staff, and what was written so far."""

    ward: Ward
    chance: Chance
    visitors: dict[str, Visitor]
    staff: list[Staff]
    whose: str
    """To whom it happens, if it happens to one of them."""
    written: list[Word] = field(default_factory=list)

    @classmethod
    def of(cls, ward: Ward, seed: int) -> "Talk":
        """Let everybody in."""
        visitors = {name: ward.simulator.visitor(f"Person {name}") for name in NAMES}
        staff = [ward.simulator.staff(f"係員{i}") for i in range(4)]
        return cls(ward, Chance(seed), visitors, staff, NAMES[seed % 2])

    @property
    def simulator(self) -> Simulator:
        """Telegram."""
        return self.ward.simulator

    @property
    def topic(self) -> Topic:
        """The newest topic of whom it happens to."""
        return [topic for topic in self.ward.topics if self.whose in topic.name][-1]

    def says(self, name: str, number: int) -> None:
        """Let a visitor write."""
        word = Word(name, Kind.SAID, number)
        self.visitors[name].write(str(word))
        self.written.append(word)

    def answer(self, text: str) -> Message:
        """Let staff answer whom it happens to."""
        return self.staff[0].write(text, topic=self.topic, reply_to=card_in(self.topic))

    def faults(self) -> list[str]:
        """Judge all that happened so far."""
        accounts = {visitor.id: name for name, visitor in self.visitors.items()}
        return list(judge(self.written, read_arrivals(self.simulator, accounts), []).faults)


Happens = Callable[[Talk], None]
Then = Callable[[Talk], Awaitable[None]]
After = Callable[[Talk], Iterable[str]]


async def _nothing(_: Talk) -> None:
    """Let it be."""


def _all_is_well(_: Talk) -> Iterable[str]:
    return ()


async def talk(
    folder: Path,
    seed: int,
    happens: Happens,
    *,
    then: Then = _nothing,
    after: After = _all_is_well,
) -> list[str]:
    """Let it happen amid the words; give all that must not be, a line each.

    `then`: what follows when every word is written. `after`: what else is to be looked at.
    """
    with hurried():
        async with Simulator(seed=seed) as simulator:
            ward = Ward(simulator, folder / "state")
            spoken = Talk.of(ward, seed)
            ended = await ending_of(ward, lambda: _speak(spoken, happens, then))
            return [*ended, *spoken.faults(), *after(spoken)]


async def _speak(spoken: Talk, happens: Happens, then: Then) -> None:
    for name, visitor in spoken.visitors.items():
        await spoken.ward.open_case(visitor, name)
    await spoken.ward.quiet()
    spoken.ward.hurry(SPEED)
    moment = spoken.chance.between(1, 2 * WORDS - 4)
    turns = [(name, number) for number in range(WORDS) for name in NAMES]
    for turn, (name, number) in enumerate(turns):
        if turn == moment:
            happens(spoken)
        if not spoken.visitors[name].person.blocked:
            spoken.says(name, number)
        if spoken.chance.happens(0.4):
            await spoken.simulator.until(lambda: not len(spoken.simulator.queue))
    await then(spoken)
    await rest(spoken.ward, spoken.faults)

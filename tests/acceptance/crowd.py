"""Many visitors at once, and staff who answer them, each step of theirs let through one by one.

They wait for what they need to see, as people do, and they tap a button once, however many
copies of its message they are shown.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.simulator import Entry, Simulator
from bot.simulator.people import Staff, Visitor
from tests.acceptance.record import Kind, Word, words_in

PATIENCE = 60.0  # seconds; the test's own limit is shorter
MESSAGES = 12
ANSWERED = (2, 5, 8, 11)
"""Which of a visitor's messages staff answer, each with a note beside it."""
BEFORE_THE_NAME = ("人と話す", "つづける")
AFTER_THE_NAME = ("答えない", "答えない", "窓口の人につなぐ")
STEPS_TO_A_CASE = 2 + len(BEFORE_THE_NAME + AFTER_THE_NAME)
WORDS_OF_ONE = MESSAGES + 2 * len(ANSWERED)


@dataclass
class Crowd:
    """Visitors by nickname, a member of staff, and what they have written so far."""

    simulator: Simulator
    visitors: dict[str, Visitor]
    staff: Staff
    waits: bool = False
    """Whether visitors begin to write only when their last press was answered.

    Presses and words lie in queues of their own at Telegram, where one may overtake the other.
    """
    written: list[Word] = field(default_factory=list)
    posted: dict[Word, int] = field(default_factory=dict)
    """Where each visitor's word was last seen in a topic: the message's number."""
    _gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    _read: int = 0

    @classmethod
    def of(cls, simulator: Simulator, size: int) -> "Crowd":
        """Gather so many visitors and one member of staff."""
        visitors = {f"松{i:02d}": simulator.visitor(f"Person {i}") for i in range(size)}
        return cls(simulator, visitors, simulator.staff("係員A"))

    @property
    def accounts(self) -> dict[int, str]:
        """Say who is called what."""
        return {visitor.id: name for name, visitor in self.visitors.items()}

    def let_through(self, steps: int) -> None:
        """Allow so many more steps, whoever takes them."""
        for _ in range(steps):
            self._gate.release()

    async def live(self) -> None:
        """Let everybody come, write, and be answered; ends when all have done their part."""
        async with asyncio.TaskGroup() as lives:
            for name, visitor in self.visitors.items():
                lives.create_task(self._visit(name, visitor))
                lives.create_task(self._attend(name))

    async def _visit(self, name: str, visitor: Visitor) -> None:
        used: set[str] = set()
        await self._gate.acquire()
        visitor.start()
        for label in BEFORE_THE_NAME:
            await self._tap(visitor, label, used)
        await self._until(lambda: _fresh(visitor, "名前なし", used))
        await self._gate.acquire()
        visitor.write(name)
        for label in AFTER_THE_NAME:
            await self._tap(visitor, label, used)
        if self.waits:
            await self._until(lambda: not _fresh(visitor, AFTER_THE_NAME[-1], set()))
        for number in range(MESSAGES):
            await self._gate.acquire()
            word = Word(name, Kind.SAID, number)
            visitor.write(str(word))
            self.written.append(word)

    async def _attend(self, name: str) -> None:
        """Answer some of a visitor's words, and note something beside each."""
        for number in ANSWERED:
            said = Word(name, Kind.SAID, number)
            await self._until(lambda said=said: said in self._posted_so_far())
            await self._gate.acquire()
            reply, note = Word(name, Kind.REPLY, number), Word(name, Kind.NOTE, number)
            thread = self._thread_of(self.posted[said])
            self.staff.write(str(note), topic=thread)
            await self._gate.acquire()
            self.staff.write(str(reply), topic=thread, reply_to=self.posted[said])
            self.written += [reply, note]

    async def _tap(self, visitor: Visitor, label: str, used: set[str]) -> None:
        await self._until(lambda: _fresh(visitor, label, used))
        await self._gate.acquire()
        press = _fresh(visitor, label, used)
        visitor.tap(press)
        used.add(press)

    async def _until(self, holds: object) -> None:
        assert callable(holds)
        await self.simulator.until(holds, timeout=PATIENCE)

    def _posted_so_far(self) -> dict[Word, int]:
        for call in self._new_calls():
            if call.ok and call.chat_id == self.simulator.group_id:
                for word in words_in(call.text):
                    self.posted[word] = call.outcome["message_id"]
        return self.posted

    def _new_calls(self) -> Iterator[Entry]:
        read = self._read
        for entry in reversed(self.simulator.journal.entries):
            if entry.seq <= read:
                return
            self._read = max(self._read, entry.seq)
            if entry.kind == "call":
                yield entry

    def _thread_of(self, message: int) -> int:
        thread = self.simulator.group.messages[message].thread
        assert thread is not None
        return thread


@asynccontextmanager
async def living(crowd: Crowd, in_flight: int) -> AsyncIterator[asyncio.Task[None]]:
    """Let a crowd live beside the block, so many steps of it waiting for the program."""
    journal = crowd.simulator.journal
    wake = journal.changed

    def look() -> None:
        if journal.entries[-1].kind == "confirmed":
            crowd.let_through(1)
        wake()

    journal.changed = look
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(crowd.live())
        crowd.let_through(in_flight)
        yield task
        await task
    journal.changed = wake


def _fresh(visitor: Visitor, label: str, used: set[str]) -> str:
    """Give what the newest button of that label would send, unless it was tapped before."""
    screen = visitor.screen
    buttons = [button for row in screen.rows for button in row] if screen else []
    presses = (str(each["callback_data"]) for each in buttons if each["text"] == label)
    return next((press for press in presses if press not in used), "")

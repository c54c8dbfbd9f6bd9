"""What goes wrong between the program and Telegram: rows 6 to 11 of SAFETY.md section 6."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.settings import Settings
from bot.simulator import Simulator
from tests.acceptance.record import Kind, Word, words_in
from tests.acceptance.ward import Ward
from tests.faults.drama import PATIENCE, SPEED, VISITORS, Drama, PacedWard, play
from tests.faults.link import Link, linked

SENDS = "(send|copy|edit|create|close|reopen|pin).*"
A_SECOND = int(SPEED)
"""On the clock that is in a hurry."""


# ── 6: 429 ───────────────────────────────────────────────────────────────────


async def floods(folder: Path, seed: int) -> list[str]:
    """Ask for patience again and again, once for long."""

    async def trouble(drama: Drama) -> None:
        await drama.written(drama.chance.between(2, 10))
        group = drama.simulator.group_id
        drama.simulator.fail("send.*", "flood", chat_id=group, retry_after=A_SECOND)
        drama.simulator.fail(SENDS, "flood", retry_after=3, probability=0.3, times=40)

    return await play(folder, seed, trouble, after=_hammered, ward=PacedWard)


def _hammered(drama: Drama) -> Iterator[str]:
    """Name calls into a chat that had asked for a second; those under way are no fault."""
    calls = [each for each in drama.simulator.journal.entries if each.kind == "call"]
    asked = {"retry_after": A_SECOND}
    long = next(c for c in calls if not c.ok and c.outcome.get("parameters") == asked)
    late = [c for c in calls if c.chat_id == long.chat_id and 0.4 < c.at - long.at < 0.9]
    if late:
        yield f"hammered: {len(late)} calls into a chat that had asked for patience"


# ── 7: 5xx ───────────────────────────────────────────────────────────────────


async def errors(folder: Path, seed: int) -> list[str]:
    """Fail one call in five, and one poll in five."""

    async def trouble(drama: Drama) -> None:
        for method in (SENDS, "getUpdates"):
            drama.simulator.fail(method, status=500, probability=0.1, times=None)
            drama.simulator.fail(method, status=502, probability=0.1, times=None)

    return await play(folder, seed, trouble)


# ── 8: done, and nobody knows ────────────────────────────────────────────────

ALWAYS = Word("松00", Kind.REPLY, 2)
"""A reply whose answer is lost every time."""


async def lost_answers(folder: Path, seed: int) -> list[str]:
    """Lose the answer to one call in eight, and to one reply every time."""

    async def trouble(drama: Drama) -> None:
        chat = drama.crowd.visitors[ALWAYS.whose].id
        lost = "executed_but_lost"
        drama.simulator.fail(SENDS, lost, chat_id=chat, text=str(ALWAYS), times=None)
        drama.simulator.fail(SENDS, lost, probability=0.12, times=None)

    return await play(folder, seed, trouble, after=_too_often)


def _too_often(drama: Drama) -> Iterator[str]:
    sent = (call for call in drama.simulator.calls("sendMessage") if call.ok)
    to_visitors = (call for call in sent if (call.chat_id or 0) > 0)
    copies = Counter(word for call in to_visitors for word in words_in(call.text))
    for word, count in copies.items():
        if count > 2:
            yield f"copied too often: {word}, {count} times"


# ── 9: no connection ─────────────────────────────────────────────────────────


@dataclass
class LinkedWard(Ward):
    """A ward whose program reaches Telegram over a link that can be cut."""

    link: Link = field(default_factory=Link)

    @property
    def settings(self) -> Settings:
        """The usual settings, by way of the link."""
        return super().settings.model_copy(update={"telegram_api": self.link.url})


async def cuts(folder: Path, seed: int) -> list[str]:
    """Refuse connections, break them, and let calls hang."""
    async with linked() as link:

        def ward(simulator: Simulator, state: Path) -> Ward:
            link.target = simulator.port
            return LinkedWard(simulator, state, link=link)

        async def trouble(drama: Drama) -> None:
            for words in (4, 14, 24):
                await drama.written(words + drama.chance.between(0, 9))
                await _cut(drama, link)

        return await play(folder, seed, trouble, ward=ward)


async def _cut(drama: Drama, link: Link) -> None:
    """Cut the link until something was felt of it, then mend it."""
    drama.excuses.append(drama.seq + 1)  # what was done already, nobody may have heard of
    felt = drama.simulator.queue
    match drama.chance.between(0, 2):
        case 0:
            await link.refuse()
            await drama.simulator.until(lambda: not felt.is_polled, PATIENCE)
        case 1:
            link.break_off()
            await drama.simulator.until(lambda: not felt.is_polled, PATIENCE)
        case _:
            drama.simulator.fail("send.*", "hang", times=2)
    await link.mend()


# ── 10 and 11: the same again, and other numbers ─────────────────────────────


async def copies(folder: Path, seed: int) -> list[str]:
    """Deliver every other update twice, presses under a new number."""

    async def trouble(drama: Drama) -> None:
        twice = partial(drama.simulator.fail, effect="duplicate", probability=0.5, times=None)
        twice(update="callback_query", new_id=True)
        twice()

    return await play(folder, seed, trouble, after=_one_case_each)


def _one_case_each(drama: Drama) -> Iterator[str]:
    made = [call for call in drama.simulator.calls("createForumTopic") if call.ok]
    if len(made) != VISITORS + 1:
        yield f"extra: {len(made)} topics for {VISITORS} visitors and the queue"


LOWER = (90_000_000, 5_000_000, 7)


async def new_numbers(folder: Path, seed: int) -> list[str]:
    """Leave gaps in the numbers, and begin anew below all that were there."""

    async def trouble(drama: Drama) -> None:
        queue = drama.simulator.queue
        for start in LOWER:
            await drama.written(drama.chance.between(1, 8) + len(drama.crowd.written))
            # as after the week without any update in which the server forgets its count
            await drama.simulator.until(lambda: not len(queue), PATIENCE)
            drama.simulator.fail(effect="begin_ids_at", update_id=start)
            queue.next_id += drama.chance.between(0, 50)

    return await play(folder, seed, trouble)

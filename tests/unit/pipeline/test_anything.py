"""Whatever two desks and a visitor do in whatever order: nobody reads what is not for them.

All numbers are the same in both groups, what goes to the visitor is held up now and then, and the
case goes to and fro. Every text bears a mark, by which it is known wherever it turns up.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import replies
from bot.model.delivery import EditText, SendText, SetReaction
from bot.model.ids import ChatId, DeskId, MessageId
from bot.model.inputs import (
    Edited,
    Reacted,
    Said,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffReacted,
)
from bot.pipeline import lanes
from bot.store import cases, outbox, topics
from bot.store.connect import Database
from bot.store.keys import Vault
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOBODY,
    NOW,
    SISTER_GROUP,
    VISITOR,
    WARD,
    Loop,
    build,
    held_up,
    running,
    settled,
    with_sister,
    wrote,
)

DESKS = (WARD, SISTER.id)
GROUPS = {WARD: GROUP, SISTER.id: SISTER_GROUP}
NAMES = {WARD: DESK.name, SISTER.id: SISTER.name}
MARK = re.compile(r"〔[a-z]\d+〕")
A_MINUTE = 60.0


@dataclass
class Written:
    """What staff wrote, and what became of it."""

    desk: DeskId
    number: MessageId
    text: str
    is_reply: bool
    """It went out: a reply, at the desk that had the case."""
    taken_back: bool = False


@dataclass
class Story:
    """What was done, and what must have come of it."""

    loop: Loop
    desk: DeskId = WARD
    """Where the case lies."""
    spoken: list[tuple[str, MessageId, DeskId]] = field(default_factory=list)
    """What the visitor wrote, and the desk that had the case then."""
    written: list[Written] = field(default_factory=list)
    outgoing: set[str] = field(default_factory=set)
    """The marks of all that the visitor may ever read of staff's words."""
    _marks: int = 0

    async def speaks(self, pick: int) -> None:
        text, number = self._mark("v"), MessageId(3000 + self._marks)
        self.spoken.append((text, number, self.desk))
        await self.loop.happens(Said(number, text))

    async def changes(self, pick: int) -> None:
        if self.spoken:
            _, number, _ = self.spoken[pick % len(self.spoken)]
            text = self._mark("v")
            self.spoken.append((text, number, self.desk))
            await self.loop.happens(Edited(number, text))

    async def answers(self, pick: int) -> None:
        desk = DESKS[pick % 2]
        aims = await self._aims(desk)
        if aims:
            here = self._writes(desk, "r", is_reply=desk == self.desk)
            await self.loop.staff(wrote(here.text, here.number, aims[pick % len(aims)]), desk=desk)

    async def notes(self, pick: int) -> None:
        """Write a note, as an answer to what is the visitor's under that number elsewhere."""
        desk, other = DESKS[pick % 2], DESKS[1 - pick % 2]
        aims = await self._aims(desk)
        if aims:
            elsewhere = [each for each in await self._aims(other) if each not in aims]
            elsewhere += [each.number for each in self.written if each.desk == desk]
            aim = elsewhere[pick % len(elsewhere)] if elsewhere else None
            here = self._writes(desk, "n", is_reply=False)
            await self.loop.staff(wrote(here.text, here.number, aim), desk=desk)

    async def rewrites(self, pick: int) -> None:
        if self.written:
            each, text = self.written[pick % len(self.written)], self._mark("e")
            if each.is_reply and each.desk == self.desk and not each.taken_back:
                each.text = text
                self.outgoing.add(text)
            await self.loop.staff(StaffEdited(NOBODY, each.number, text), desk=each.desk)

    async def takes_back(self, pick: int) -> None:
        case = await self.loop.do(lambda tx: cases.latest(tx, VISITOR))
        if self.written and case is not None:
            each = self.written[pick % len(self.written)]
            each.taken_back = each.taken_back or each.desk == self.desk
            press = f"delete:{case.number}:{each.number}"
            pressed = StaffPressed(NOBODY, press, message=MessageId(1999))
            await self.loop.staff(pressed, desk=each.desk)

    async def hands_on(self, pick: int) -> None:
        to = DESKS[1 - DESKS.index(self.desk)]
        order = StaffCommanded(NOBODY, MessageId(1998), "transfer", f"{NAMES[to]} どうぞ")
        await self.loop.staff(order, desk=self.desk)
        self.desk = to

    async def reacts(self, pick: int) -> None:
        await self.loop.happens(Reacted(MessageId(1000 + pick), "❤"))
        desk = DESKS[pick % 2]
        aims = await self._aims(desk)
        if aims:
            mark = StaffReacted(NOBODY, aims[pick % len(aims)], "🔥")
            await self.loop.staff(mark, desk=desk)

    async def is_held_up(self, pick: int) -> None:
        passed = (self.loop.clock.now - NOW).total_seconds()
        lane = lanes.of_visitor(VISITOR)
        await self.loop.do(lambda tx: held_up(tx, lane, passed + A_MINUTE))

    async def waits(self, pick: int) -> None:
        await self.loop.later(A_MINUTE / 2 * (1 + pick % 3))

    def _mark(self, what: str) -> str:
        self._marks += 1
        return f"〔{what}{self._marks}〕"

    def _writes(self, desk: DeskId, what: str, *, is_reply: bool) -> Written:
        """Number what staff write: at both desks the numbers run alike."""
        number = MessageId(2000 + sum(each.desk == desk for each in self.written))
        here = Written(desk, number, self._mark(what), is_reply)
        self.written.append(here)
        if is_reply:
            self.outgoing.add(here.text)
        return here

    async def _aims(self, desk: DeskId) -> list[MessageId]:
        """List what stands for the visitor's words in a desk's topic, and the card."""
        topic = await self.loop.do(lambda tx: topics.of(tx, VISITOR, desk))
        if topic is None or topic.card is None:
            return []
        found = [topic.card]
        for _, number, _ in self.spoken:
            found += await self.loop.stands_for(number, desk)
        return found


Deed = Callable[[Story, int], Awaitable[None]]
DEEDS: list[Deed] = [
    Story.speaks,
    Story.speaks,
    Story.changes,
    Story.answers,
    Story.answers,
    Story.notes,
    Story.rewrites,
    Story.rewrites,
    Story.takes_back,
    Story.hands_on,
    Story.reacts,
    Story.is_held_up,
    Story.waits,
]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 11)), min_size=12, max_size=40))
def test_nobody_ever_reads_what_is_not_for_them(deeds: list[tuple[Deed, int]]) -> None:
    asyncio.run(told(deeds))


async def told(deeds: list[tuple[Deed, int]]) -> None:
    with closing(Vault.in_memory()) as vault:
        database = await Database.open("sqlite://", vault)
        try:
            await database.write(settled)
            await database.write(with_sister)
            async with running(build(database)) as loop:
                story = Story(loop)
                await loop.opened()
                for deed, pick in deeds:
                    await deed(story, pick)
                for _ in range(5):
                    await loop.later(10 * A_MINUTE)
                await check(story)
        finally:
            await database.close()


async def check(story: Story) -> None:
    """Compare what each chat showed, and shows now, with what was done."""
    loop = story.loop
    shows = "".join(loop.channel.screens[CHAT].values())

    assert ever(loop, CHAT) <= story.outgoing
    for each in story.written:
        now = each.text in shows
        assert now is (each.is_reply and not each.taken_back), each
        assert shows.count(each.text) <= 1
    for text, _, desk in story.spoken:
        assert [text in ever(loop, GROUPS[at]) for at in DESKS] == [at == desk for at in DESKS]
    for desk in DESKS:
        sent = {each.number for each in story.written if each.desk == desk and each.is_reply}
        marks = loop.channel.acts(GROUPS[desk])
        ours = [a for a in marks if isinstance(a, SetReaction) and a.emoji in OF_REPLIES]
        assert {mark.message for mark in ours} <= sent
    assert await loop.do(outbox.pending) == 0


OF_REPLIES = {replies.DELIVERED, replies.FAILED, replies.CHANGED, replies.WITHDRAWN}


def ever(loop: Loop, chat: ChatId) -> set[str]:
    """Give the marks of all that was ever said in a chat by us, replies and relayed words."""
    said = [act for act in loop.channel.acts(chat) if isinstance(act, SendText | EditText)]
    return {mark for act in said for mark in MARK.findall(act.text)}

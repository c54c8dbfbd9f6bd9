"""One visit that makes the program do everything it can do, and outlives any death of it.

Each step waits for what it needs to see on the other side, as people do, so it goes on as soon as
the program serves again; a passing line over a button is waited for by nobody.
"""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.settings import HOME
from bot.simulator import Message, Simulator, Staff, Topic, Visitor
from tests.acceptance.crowd import AFTER_THE_NAME, BEFORE_THE_NAME
from tests.acceptance.record import Kind, Word, words_in
from tests.acceptance.ward import card_in, said_in

T = TypeVar("T")
PATIENCE = 30.0
NAMES = ("松00", "松01")
RULES = {
    "tell lead after: 30": "tell lead after: 1",
    "new topics a minute: 6": "new topics a minute: 1",
}
"""Of the desk, so that little need be waited for."""


def write_flows(folder: Path) -> None:
    """Copy the ward's own flows with the rules above."""
    shutil.copytree(HOME / "flows", folder)
    desks = folder / "desks.yaml"
    text = desks.read_text(encoding="utf-8")
    for usual, ours in RULES.items():
        text = text.replace(usual, ours)
    desks.write_text(text, encoding="utf-8")


@dataclass
class Visit:
    """Two visitors and a member of staff, and what they have written."""

    simulator: Simulator
    written: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let everybody in."""
        self.visitors = [self.simulator.visitor(f"Person {i}") for i in range(len(NAMES))]
        self.staff: Staff = self.simulator.staff("係員A")

    @property
    def accounts(self) -> dict[int, str]:
        """Say who is called what."""
        return {each.id: name for each, name in zip(self.visitors, NAMES, strict=True)}

    @property
    def topics(self) -> list[Topic]:
        """The cases' topics that exist, oldest first."""
        return [t for t in self.simulator.topics if any(name in t.name for name in NAMES)]

    def settings(self, folder: Path) -> dict[str, str]:
        """Give what the program is to be told besides; `folder` is the trial's."""
        del folder
        return {}

    def faults(self) -> Iterable[str]:
        """Name all that must not be, besides what is wrong with the words."""
        return ()

    async def live(self) -> None:
        """Go through everything."""
        first, second = self.visitors
        # the queue topic is made first; of the case's own it is not heard that it was made
        self.simulator.fail("createForumTopic", "executed_but_lost", skip=1)
        await self._press_through(first, NAMES[0])
        topic = await self._until(lambda: self._topic_of(NAMES[0]))
        assert topic is not None
        await self._talk(first, topic)
        await self._think_again(first, topic)
        await self._react(first, topic)
        await self._go_and_come_back(first, topic)
        await self._end_twice(first, topic)
        await self._until(lambda: any("使っていない" in t.name for t in self.simulator.topics))
        await self._come_in_a_crowd(second)
        await self._cry_out()
        await self._strangers()

    # ── the parts of it ──────────────────────────────────────────────────────

    async def _press_through(self, visitor: Visitor, name: str) -> None:
        used: set[str] = set()
        visitor.start()
        for label in BEFORE_THE_NAME:
            await self._tap(visitor, label, used)
        await self._until(lambda: _fresh(visitor, "名前なし", used))
        asked = visitor.screen
        visitor.write(name)
        await self._until(lambda: _fresh(visitor, AFTER_THE_NAME[0], used))
        visitor.tap("名前なし", asked)  # too late: a passing line, and nothing else
        for label in AFTER_THE_NAME:
            await self._tap(visitor, label, used)

    async def _talk(self, visitor: Visitor, topic: Topic) -> None:
        said = [await self._says(visitor, topic, number) for number in range(3)]
        visitor.edit(said[1], str(self._word(Kind.SAID, 3)))
        await self._there(topic, 3)
        visitor.send("photo", caption=str(self._word(Kind.SAID, 4)))
        await self._there(topic, 4)
        visitor.album("photo", "photo")
        await self._until(lambda: len([m for m in topic.messages if m.kind == "photo"]) >= 3)
        await self._staff_tap(topic, "担当する", "さくら")
        self.staff.write("/note 家族には知らせない", topic=topic)
        await self._replies(topic, visitor, 0)

    async def _think_again(self, visitor: Visitor, topic: Topic) -> None:
        """Change replies, and take one back."""
        changed = await self._replies(topic, visitor, 1)
        self.staff.edit(changed, str(self._word(Kind.REPLY, 2)))
        await self._shown(visitor, 2)
        target = said_in(topic, str(Word("松00", Kind.SAID, 0)))
        caption = str(self._word(Kind.REPLY, 3))
        photo = self.staff.send("photo", topic=topic, caption=caption, reply_to=target)
        await self._shown(visitor, 3)
        self.staff.act("edit", message_id=photo.id, text=str(self._word(Kind.REPLY, 4)))
        await self._shown(visitor, 4)
        reply = await self._replies(topic, visitor, 5)
        offer = await self._until(lambda: _button(topic, "取り消す", below=reply))
        self.staff.tap("取り消す", offer)
        word = str(Word("松00", Kind.REPLY, 5))
        sure = "相手の画面から消す"
        await self._until(lambda: _button(topic, sure) or not _has(visitor, word))
        if _has(visitor, word):
            self.staff.tap(sure, _button(topic, sure))
        await self._until(lambda: not _has(visitor, word))

    async def _react(self, visitor: Visitor, topic: Topic) -> None:
        copy = said_in(topic, str(Word("松00", Kind.SAID, 0)))
        assert copy is not None
        self.staff.react(copy, "🙏")
        word = str(Word("松00", Kind.REPLY, 0))
        # an earlier copy may be one whose number died with the program
        shown = next(m for m in reversed(visitor.inbox) if word in m.text)
        visitor.react(shown, "❤")
        bot = self.simulator.world.bot.id
        own = visitor.private_chat.messages.values()
        await self._until(lambda: any(m.reactions.get(bot) == "🙏" for m in own))
        await self._until(lambda: any(m.reactions.get(bot) == "❤" for m in topic.messages))

    async def _go_and_come_back(self, visitor: Visitor, topic: Topic) -> None:
        visitor.block()
        await self._until(lambda: said_in(topic, "相手がボットを止めました"))
        visitor.unblock()
        await self._until(lambda: said_in(topic, "相手がボットをまた使えるようにしました"))

    async def _end_twice(self, visitor: Visitor, topic: Topic) -> None:
        visitor.write("/stop")
        await self._until(lambda: topic.closed)
        await self._tap(visitor, "役に立った", set())
        await self._says(visitor, topic, 5)
        await self._until(lambda: not topic.closed)
        await self._until(self._is_called_out)
        self.staff.write("/close", topic=topic)
        await self._until(lambda: topic.closed)

    async def _come_in_a_crowd(self, visitor: Visitor) -> None:
        """Come right after others, and be set aside until there is something to read."""
        for number in range(2):
            await self._press_through(self.simulator.visitor(f"More {number}"), f"松9{number}")
        await self._press_through(visitor, NAMES[1])
        visitor.write("https://example.com/")
        await self._until(lambda: self._is_aside or self._topic_of(NAMES[1]))
        word = Word(NAMES[1], Kind.SAID, 0)
        self.written.append(word)
        visitor.write(str(word))
        await self._until(lambda: (t := self._topic_of(NAMES[1])) and said_in(t, str(word)))

    def _is_called_out(self) -> bool:
        """Say whether everybody was told in the queue of a case that nobody has claimed."""
        queues = (topic for topic in self.simulator.topics if "受付" in topic.name)
        return any(said_in(queue, "担当がいない相談") for queue in queues)

    def _alert(self, part: str) -> Message | None:
        """Find the newest post about danger in the queue that has these words."""
        queues = (topic for topic in self.simulator.topics if "受付" in topic.name)
        posts = (m for queue in queues for m in reversed(queue.messages) if " 知らせ " in m.text)
        return next((post for post in posts if part in post.text), None)

    @property
    def _is_aside(self) -> bool:
        return any("ようす見" in topic.name for topic in self.simulator.topics)

    async def _cry_out(self) -> None:
        """Write what alarms staff, who are slow to answer and say that it was right."""
        visitor = self.simulator.visitor("Person in danger")
        visitor.start()
        await self._until(lambda: visitor.screen)
        visitor.write("もう死にたい")
        await self._until(lambda: _has(visitor, "119"))
        alert = await self._until(lambda: self._alert("まだだれも対応していません"))
        self.staff.tap("対応します", alert)
        alert = await self._until(lambda: self._alert("さんが対応しています"))
        self.staff.tap("当たり", alert)
        await self._until(lambda: (a := self._alert("さんが対応")) and "当たり ✓" in a.buttons)
        await self._until(lambda: _has(visitor, "いま、ここにいます"))

    async def _strangers(self) -> None:
        stranger = self.simulator.world.add_group("まちがい", is_forum=True)
        stranger.members[self.staff.id] = "administrator"
        stranger.bot_status = "left"
        self.staff.act("add_bot", chat=stranger.id)
        await self._until(lambda: stranger.bot_status == "left")

    # ── steps ────────────────────────────────────────────────────────────────

    def _word(self, kind: Kind, number: int) -> Word:
        word = Word("松00", kind, number)
        self.written.append(word)
        return word

    async def _says(self, visitor: Visitor, topic: Topic, number: int) -> Message:
        message = visitor.write(str(self._word(Kind.SAID, number)))
        await self._there(topic, number)
        return message

    async def _there(self, topic: Topic, number: int) -> None:
        word = Word("松00", Kind.SAID, number)
        await self._until(lambda: any(word in words_in(m.text) for m in topic.messages))

    async def _replies(self, topic: Topic, visitor: Visitor, number: int) -> Message:
        target = said_in(topic, str(Word("松00", Kind.SAID, 0)))
        text = str(self._word(Kind.REPLY, number))
        reply = self.staff.write(text, topic=topic, reply_to=target)
        await self._shown(visitor, number)
        return reply

    async def _shown(self, visitor: Visitor, number: int) -> None:
        word = Word("松00", Kind.REPLY, number)
        await self._until(lambda: any(word in words_in(m.text) for m in visitor.inbox))

    async def _staff_tap(self, topic: Topic, label: str, then: str) -> None:
        card = await self._until(lambda: (c := card_in(topic)) and label in c.buttons and c)
        self.staff.tap(label, card)
        await self._until(lambda: (c := card_in(topic)) and then in c.text)

    async def _tap(self, visitor: Visitor, label: str, used: set[str]) -> None:
        press = await self._until(lambda: _fresh(visitor, label, used))
        visitor.tap(press)
        used.add(press)

    async def _until(self, holds: Callable[[], T]) -> T:
        return await self.simulator.until(holds, timeout=PATIENCE)

    def _topic_of(self, name: str) -> Topic | None:
        found = (t for t in self.topics if name in t.name and card_in(t))
        return next(found, None)


def _has(visitor: Visitor, word: str) -> bool:
    return any(word in message.text for message in visitor.inbox)


def _button(topic: Topic, label: str, below: Message | None = None) -> Message | None:
    """Find the bot's newest message with that button, among those that answer a message if any."""
    found = (m for m in reversed(topic.messages) if m.from_bot and label in m.buttons)
    return next((m for m in found if below is None or m.reply_to == below.id), None)


def _fresh(visitor: Visitor, label: str, used: set[str]) -> str:
    """Give what the newest button of that label would send, unless it was tapped before."""
    screen = visitor.screen
    buttons = [button for row in screen.rows for button in row] if screen else []
    presses = (str(each["callback_data"]) for each in buttons if each["text"] == label)
    return next((press for press in presses if press not in used), "")

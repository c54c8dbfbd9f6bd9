"""Visitors and staff who do whatever people may do, at random, and a check of all that came of it.

Every word is numbered and names whom it belongs to: `客3-言-17` is said by the visitor called 客3,
`客3-返-18` is meant to go to them, `客3-記-19` is a note that must stay among staff.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple, TypeVar

from bot.simulator import Chance, Entry, Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in

T = TypeVar("T")
WORD = re.compile(r"客\d+-[言返記]-\d+")
OWNER = re.compile(r"客\d+")
TYPED = (
    "/claim",
    "/release",
    "/close",
    "/close_later",
    "/close_quietly",
    "/reopen",
    "/snooze 1h",
    "/info",
    "/mine",
    "/queue",
    "/help",
    "/undo",
    "/outcome",
    "/canned",
    "/what",
)


@dataclass
class Tumult:
    """Everybody who takes part, and what they have written so far."""

    ward: Ward
    chance: Chance
    visitors: dict[str, Visitor] = field(default_factory=dict)
    staff: list[Staff] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Words of visitors who were with staff when they wrote them."""
    replies: list[tuple[str, Message]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    races: list[int] = field(default_factory=list)
    """How many won, each time two claimed a free case in the same instant."""
    acts: Counter[str] = field(default_factory=Counter)
    _number: int = 0

    async def gather(self, visitors: int, staff: int) -> None:
        """Bring everybody in, each visitor with a case."""
        self.staff = [self.ward.simulator.staff(f"係員{i}") for i in range(staff)]
        for i in range(visitors):
            visitor = self.ward.simulator.visitor(f"Person {i}")
            self.visitors[f"客{i}"] = visitor
            await self.ward.hand_off(visitor, f"客{i}")
            await self.ward.quiet()
            self.ward.pass_time(timedelta(minutes=1))

    async def run(self, acts: int) -> None:
        """Do so many things, some of them in the same instant."""
        while self.acts.total() < acts:
            for _ in range(self.chance.between(1, 4)):
                self._something()
            await self.ward.quiet()
            if self.chance.happens(0.05):
                await self._two_claim()
            if self.chance.happens(0.1):
                self.ward.pass_time(timedelta(minutes=self.chance.between(1, 200)))
        for visitor in self.visitors.values():
            visitor.unblock()
        await self.ward.quiet()

    async def _two_claim(self) -> None:
        cards = [card for topic in self.ward.topics if (card := card_in(topic))]
        free = [card for card in cards if "担当する" in card.buttons]
        if not free:
            return
        card = self._one(free)
        pair = self.staff[:2]
        before = [len(person.toasts) for person in pair]
        for person in pair:
            person.tap("担当する", card)
            self.acts["_two_claim"] += 1
        await self.ward.quiet()
        heard = [person.toasts[count:] for person, count in zip(pair, before, strict=True)]
        assert all(heard)  # the loser is told as well
        self.races.append(sum("担当になりました" in toasts[-1] for toasts in heard))

    def _something(self) -> None:
        ways: Sequence[tuple[int, Callable[[], None]]] = (
            (24, self._visitor_writes),
            (4, self._visitor_shows),
            (4, self._visitor_edits),
            (2, self._visitor_leaves),
            (2, self._visitor_reacts),
            (1, self._visitor_blocks_and_comes_back),
            (22, self._staff_replies),
            (14, self._staff_notes),
            (8, self._staff_commands),
            (8, self._staff_presses),
            (4, self._staff_edits),
            (2, self._staff_reacts),
            (2, self._staff_closes_by_hand),
            (1, self._staff_renames),
            (1, self._staff_deletes_a_topic),
        )
        left = self.chance.between(1, sum(weight for weight, _ in ways))
        for weight, way in ways:
            left -= weight
            if left <= 0:
                self.acts[way.__name__] += 1
                way()
                return

    # ── visitors ─────────────────────────────────────────────────────────────

    def _visitor_writes(self) -> None:
        name, visitor = self._anybody()
        word = self._word(name, "言")
        visitor.write(word)
        self.said.append(word)

    def _visitor_shows(self) -> None:
        name, visitor = self._anybody()
        word = self._word(name, "言")
        visitor.send(self._one(("photo", "voice", "video")), caption=word)
        self.said.append(word)

    def _visitor_edits(self) -> None:
        name, visitor = self._anybody()
        own = [m for m in visitor.private_chat.messages.values() if not m.from_bot]
        texts = [m for m in own if WORD.search(m.text) and m.kind == "text"]
        if texts:
            word = self._word(name, "言")
            visitor.edit(self._one(texts[-5:]), word)
            self.said.append(word)

    def _visitor_leaves(self) -> None:
        _, visitor = self._anybody()
        visitor.write("/stop")

    def _visitor_reacts(self) -> None:
        _, visitor = self._anybody()
        if visitor.inbox:
            visitor.react(self._one(visitor.inbox[-5:]), self._one(("👍", "❤", None)))

    def _visitor_blocks_and_comes_back(self) -> None:
        _, visitor = self._anybody()
        visitor.block()
        visitor.unblock()

    # ── staff ────────────────────────────────────────────────────────────────

    def _staff_replies(self) -> None:
        found = self._somewhere()
        targets = [m for m in found.topic.messages if m.from_bot and _may_be_answered(m)]
        if not targets:
            return
        word = self._word(found.name, "返")
        if self.chance.happens(0.2):
            message = found.staff.write(f"/r {word}", topic=found.topic)
        else:
            target = self._one(targets[-6:])
            message = found.staff.write(word, topic=found.topic, reply_to=target)
        self.replies.append((word, message))

    def _staff_notes(self) -> None:
        found = self._somewhere()
        word = self._word(found.name, "記")
        own = [m for m in found.topic.messages if not m.from_bot]
        colleagues = self._one(own[-4:]) if own and self.chance.happens(0.5) else None
        if self.chance.happens(0.2):
            found.staff.send("photo", topic=found.topic, caption=word)
        elif self.chance.happens(0.2):
            found.staff.write(f"/note {word}", topic=found.topic)
        else:
            found.staff.write(word, topic=found.topic, reply_to=colleagues)
        self.notes.append(word)

    def _staff_commands(self) -> None:
        found = self._somewhere()
        others = [name for name in ("さくら", "かえで", "すみれ") if self.chance.happens(0.5)]
        transfers = [f"/transfer {name} お願いします" for name in others]
        found.staff.write(self._one([*TYPED, *transfers]), topic=found.topic)

    def _staff_presses(self) -> None:
        found = self._somewhere()
        buttons = [m for m in found.topic.messages if m.from_bot and m.buttons]
        if buttons:
            message = self._one(buttons[-4:])
            found.staff.tap(self._one(message.buttons), message)

    def _staff_edits(self) -> None:
        word, message = self._one(self.replies) if self.replies else ("", None)
        topic = next((t for t in self.ward.topics if message and message in t.messages), None)
        author = message and next((s for s in self.staff if _wrote(s, message)), None)
        if message and topic and author and not message.text.startswith("/"):
            fresh = self._word(OWNER.findall(word)[0], "返")
            author.edit(message, fresh)
            self.replies.append((fresh, message))

    def _staff_reacts(self) -> None:
        found = self._somewhere()
        if found.topic.messages:
            found.staff.react(self._one(found.topic.messages[-5:]), self._one(("👍", "🙏", None)))

    def _staff_closes_by_hand(self) -> None:
        found = self._somewhere()
        if found.topic.closed:
            found.staff.reopen_topic(found.topic)
        else:
            found.staff.close_topic(found.topic)

    def _staff_renames(self) -> None:
        found = self._somewhere()
        found.staff.rename_topic(found.topic, f"{found.name} の件")

    def _staff_deletes_a_topic(self) -> None:
        found = self._somewhere()
        found.staff.delete_topic(found.topic)

    # ── who and where ────────────────────────────────────────────────────────

    def _anybody(self) -> tuple[str, Visitor]:
        return self._one(list(self.visitors.items()))

    def _somewhere(self) -> "_Somewhere":
        topic = self._one(self.ward.topics)
        name = OWNER.findall(topic.name)[0]
        return _Somewhere(topic, name, self._one(self.staff))

    def _word(self, name: str, kind: str) -> str:
        self._number += 1
        return f"{name}-{kind}-{self._number}"

    def _one(self, things: Sequence[T]) -> T:
        return things[self.chance.between(0, len(things) - 1)]


class _Somewhere(NamedTuple):
    topic: Topic
    name: str
    staff: Staff


def _may_be_answered(message: Message) -> bool:
    """Say whether it is a card or the visitor's words: what a reply goes out by."""
    return bool(OWNER.match(message.text)) or "｜" in message.text.partition("\n")[0]


def _wrote(staff: Staff, message: Message) -> bool:
    return bool(message.fields.get("from", {}).get("id") == staff.id)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong, each in a line of its own."""

    wrong: tuple[str, ...]
    """Words that reached somebody they were not meant for, or a topic that is another's."""
    leaked: tuple[str, ...]
    """Notes that reached a visitor."""
    lost: tuple[str, ...]
    """Visitors' words that reached no topic of theirs."""
    silent: tuple[str, ...]
    """Replies that did not arrive, and nobody was told."""
    races: tuple[str, ...]


def judge(tumult: Tumult) -> Verdict:
    """Compare what was written with every call that the program made."""
    homes = {visitor.id: name for name, visitor in tumult.visitors.items()}
    topics = _topics(tumult)
    wrong, leaked, there = [], [], set[tuple[str, bool]]()
    for call in tumult.ward.simulator.calls():
        if not call.ok or call.chat_id is None:
            continue
        private = call.chat_id > 0
        whose = homes.get(call.chat_id, "") if private else topics.get(_thread_of(call), "")
        for word in WORD.findall(call.text):
            there.add((word, private))
            if private and "-記-" in word:
                leaked.append(f"{word} → {whose}")
            elif whose != OWNER.findall(word)[0] or (private and "-言-" in word):
                wrong.append(f"{word} → {whose or call.chat_id}")
    return Verdict(
        wrong=tuple(wrong),
        leaked=tuple(leaked),
        lost=tuple(word for word in tumult.said if (word, False) not in there),
        silent=tuple(
            word
            for word, message in tumult.replies
            if (word, True) not in there and not _is_told(tumult, message)
        ),
        races=tuple(f"{winners} winners" for winners in tumult.races if winners != 1),
    )


def _topics(tumult: Tumult) -> dict[int, str]:
    made = tumult.ward.simulator.calls("createForumTopic")
    named = [(call, OWNER.findall(str(call.given["name"]))) for call in made if call.ok]
    return {call.outcome["message_thread_id"]: found[0] for call, found in named if found}


def _thread_of(call: Entry) -> int:
    """Say where a call put its words: named by it, or, of an edit, by what came of it."""
    edited = call.outcome if isinstance(call.outcome, dict) else {}
    place = call.given.get("message_thread_id") or edited.get("message_thread_id")
    return int(place or 0)


def _is_told(tumult: Tumult, reply: Message) -> bool:
    """Say whether staff can see on a reply that it did not arrive, or why it waits."""
    group = tumult.ward.simulator.group
    topic = group.topics.get(reply.thread or 0)
    if topic is None or topic.deleted:
        return True
    bot = tumult.ward.simulator.world.bot.id
    said = any(m.from_bot and m.reply_to == reply.id for m in group.messages.values())
    return said or reply.reactions.get(bot) == "😢"

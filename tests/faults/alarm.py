"""Danger amid trouble: staff are told of it in the right group, again until they answer. Row 34.

A visitor with a case and one without cry out to a desk of two groups; nobody answers before the
second channel has called. Judged are the journal, and what the operator's command was given.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.desk.words import MAYBE_REPEATED
from bot.simulator import Chat, Entry, Message, Simulator, Topic, Visitor
from tests.acceptance.ward import card_in
from tests.faults.killed import TRIAL_SECONDS, Death, killed_at
from tests.faults.points import PASSED
from tests.faults.visit import NAMES, Visit

CRY, PANEL = "もう死にたい", "119"
ALERT = re.compile(r"知らせ (\d+)")
RUNG, ANSWERED, HERE = "だれも対応していません", "さんが対応しています", "相談員（さくら）"
SOON = 20.0  # seconds; whoever lacks a safeguard is not waited for as long as others
AROUND = (
    *("alert", "call", "answer", "send EditText", "send DeleteMessage"),
    *("perform RaiseAlarm", "perform PostAlert", "perform UpdateAlert", "perform CountAlert"),
    *("perform CallOut", "perform CallOff", "perform TakeOver"),
)
DEATHS = tuple(point for point in PASSED if point.partition(" ")[2] in AROUND)
"""All that happens around an alert."""


Happens = Callable[["Alarm"], None]


def _nothing(_: "Alarm") -> None:
    """Let it be."""


@dataclass
class Alarm(Visit):
    """Two visitors in danger, and staff of two groups."""

    trouble: Happens = _nothing
    """Begins when they are about to cry out."""
    mend: Happens = _nothing
    called: Path = Path()
    """What the second channel was given."""

    def settings(self, folder: Path) -> dict[str, str]:
        """Let the desk work in two groups, and call by a command."""
        self.called = folder / "called.txt"
        self.called.touch()
        groups = (self.simulator.group, self.simulator.add_group("もう一つの窓口"))
        for group in groups:
            self.staff.at(group)
        return {
            "ENGAWA_STAFF_CHAT": "",
            "ENGAWA_STAFF_CHATS": ",".join(f"bunkyo={group.id}" for group in groups),
            "ENGAWA_ALERT_COMMAND": f"tee -a {self.called}",
        }

    @property
    def home(self) -> Chat | None:
        """The group of the case."""
        return next((group for group, topic in self._topics() if self._is_case(topic)), None)

    async def live(self) -> None:
        """Cry out, be heard of again and again, and be answered."""
        first, second = self.visitors
        await self._press_through(first, NAMES[0])
        await self._until(lambda: self.home)
        second.start()
        await self._until(lambda: second.screen)
        self.trouble(self)
        for visitor in (first, second):
            visitor.write(CRY)
        await self._until(lambda: all(PANEL in _all(each.inbox) for each in (first, second)))
        await self._until(lambda: len(self._standing(RUNG)) == len(self.visitors))
        await self._until(lambda: set(self._standing("")) <= set(ALERT.findall(self._calls())))
        for number in list(self._standing("")):
            await self._answer(number)
        for visitor in (first, second):
            await self._until(partial(_is_told, visitor))
        self.mend(self)

    async def _answer(self, number: str) -> None:
        group, alert = self._standing("")[number]
        self.staff.at(group).tap("対応します", alert)
        await self._until(lambda: number in self._standing(ANSWERED))

    # ── what is seen ─────────────────────────────────────────────────────────

    def _topics(self) -> Iterator[tuple[Chat, Topic]]:
        for group in self.simulator.world.groups:
            yield from ((group, each) for each in group.topics.values() if not each.deleted)

    def _is_case(self, topic: Topic) -> bool:
        return NAMES[0] in topic.name and card_in(topic) is not None

    def _standing(self, part: str) -> dict[str, tuple[Chat, Message]]:
        """Find the newest posts in the queues with these words, by the number of their alert."""
        queues = ((group, topic) for group, topic in self._topics() if "受付" in topic.name)
        posts = ((group, post) for group, queue in queues for post in queue.messages)
        shown = ((group, post) for group, post in posts if part in post.text)
        found = {_number(post.text): (group, post) for group, post in shown}
        return {number: each for number, each in found.items() if number}

    def _calls(self) -> str:
        return self.called.read_text(encoding="utf-8")

    # ── what must not be ─────────────────────────────────────────────────────

    def faults(self) -> Iterable[str]:
        """Name alerts that are missing, twice without a mark, or where they do not belong."""
        posts = [call for call in self.simulator.calls("sendMessage") if call.ok and _about(call)]
        numbers = {_about(call) for call in posts}
        if len(numbers) < len(self.visitors):
            yield f"lost: {len(numbers)} alerts for {len(self.visitors)} in danger"
        for number in numbers - set(self._standing(ANSWERED)):
            yield f"lost: what became of alert {number}"
        yield from self._copied(posts)
        yield from self._astray(posts)
        yield from self._called_twice(posts)

    def _copied(self, posts: Sequence[Entry]) -> Iterator[str]:
        """Name posts that came while another stood in their place, and do not say so."""
        deleted = [call for call in self.simulator.calls("deleteMessage") if call.ok]
        last = dict[tuple[object, ...], Entry]()
        for post in posts:
            place = _about(post), post.chat_id, post.given.get("message_thread_id")
            before = last.get(place)
            last[place] = post
            is_marked = MAYBE_REPEATED in post.text
            if before and not is_marked and not any(_takes_away(each, before) for each in deleted):
                yield f"copied without a mark: alert {_about(post)}"

    def _astray(self, posts: Sequence[Entry]) -> Iterator[str]:
        groups = defaultdict[str, set[int | None]](set)
        for post in posts:
            groups[_about(post)].add(post.chat_id)
        for number, found in groups.items():
            if len(found) > 1:
                yield f"went astray: alert {number} in {len(found)} groups"
        of_case = {_about(post) for post in posts if NAMES[0] in post.text}
        home = self.home
        if home is None or home.bot_status != "administrator":
            return
        for number in of_case:
            if home.id not in groups[number]:
                yield f"went astray: alert {number} is not where its case is"

    def _called_twice(self, posts: Sequence[Entry]) -> Iterator[str]:
        rings = Counter(_about(post) for post in posts if RUNG in post.text)
        calls = (call for call in self._calls().split("【") if MAYBE_REPEATED not in call)
        for number, count in Counter(map(_number, calls)).items():
            if number and count > rings[number]:
                yield f"copied without a mark: {count} calls about alert {number}"


def _number(text: str) -> str:
    found = ALERT.search(text.split("\n")[0])
    return found.group(1) if found else ""


def _about(call: Entry) -> str:
    """Give the number of the alert that a call posts; empty: it posts none."""
    return _number(call.text) if (call.chat_id or 0) < 0 else ""


def _takes_away(deletion: Entry, post: Entry) -> bool:
    gone = (deletion.chat_id, int(deletion.given["message_id"]))
    return gone == (post.chat_id, int(post.outcome["message_id"]))


def _all(messages: list[Message]) -> str:
    return "".join(message.text for message in messages)


def _is_told(visitor: Visitor) -> bool:
    return HERE in _all(visitor.inbox)


# ── the trials ───────────────────────────────────────────────────────────────


async def killed_around_an_alert(folder: Path, seed: int, without: str = "") -> list[str]:
    """Die before or after anything that is done about an alert; two visitors are in danger."""
    death = Death(DEATHS[seed % len(DEATHS)], 1 + seed // len(DEATHS) % 2)
    return await _alarmed(folder, without, death)


async def killed_before_an_alert(folder: Path, seed: int, without: str = "") -> list[str]:
    """Die when danger is about to be posted."""
    return await _alarmed(folder, without, Death("before alert", 1 + seed % 2))


async def killed_after_an_alert(folder: Path, seed: int, without: str = "") -> list[str]:
    """Die when danger is posted, and that is not recorded yet."""
    return await _alarmed(folder, without, Death("after alert", 1 + seed % 2))


async def alarmed_in_trouble(folder: Path, seed: int, without: str = "") -> list[str]:
    """Lose answers, fail, ask for patience, or lose the case's group, around two alerts."""
    trouble = TROUBLES[seed % len(TROUBLES)]
    return await _alarmed(folder, without, Death(), trouble=trouble, mend=_mend)


def _lose_answers(alarm: Alarm) -> None:
    alarm.simulator.fail("sendMessage", "executed_but_lost", text=" 知らせ ", times=2)


def _fail(alarm: Alarm) -> None:
    methods = "(send|edit|delete).*"
    alarm.simulator.fail(methods, status=500, probability=0.3, times=30)


def _ask_for_patience(alarm: Alarm) -> None:
    for group in alarm.simulator.world.groups:
        alarm.simulator.fail("send.*", "flood", chat_id=group.id, retry_after=1, times=2)


def _lose_the_group(alarm: Alarm) -> None:
    assert alarm.home is not None
    alarm.staff.at(alarm.home).act("kick_bot")


def _mend(alarm: Alarm) -> None:
    alarm.simulator.clear_faults()


TROUBLES = (_lose_answers, _fail, _ask_for_patience, _lose_the_group)


async def _alarmed(
    folder: Path, without: str, death: Death, trouble: Happens = _nothing, mend: Happens = _nothing
) -> list[str]:
    def visits(simulator: Simulator) -> Alarm:
        return Alarm(simulator, trouble=trouble, mend=mend)

    patience = SOON if without else TRIAL_SECONDS
    trial = await killed_at(folder, death, without=without, patience=patience, visits=visits)
    return trial.faults

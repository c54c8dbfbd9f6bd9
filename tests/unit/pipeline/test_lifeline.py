"""Danger is seen and answered from memory, whatever the store, the limits or staff do."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.conversation.content import Content
from bot.conversation.state import Conversation, Standing
from bot.model.danger import Danger, Level, Type
from bot.model.delivery import Delivered, Outcome, Parcel, Reason, Refused, SendText, TryLater
from bot.model.ids import CaseId, ChatId, ConversationId, Language, MessageId
from bot.model.inputs import (
    Arrival,
    Edited,
    FromVisitor,
    Input,
    MediaKind,
    Moment,
    Pressed,
    Said,
    Showed,
)
from bot.pipeline import lifeline as module
from bot.pipeline.lifeline import Lifeline
from bot.pipeline.play import World
from bot.pipeline.witness import Witness
from bot.safety import Judge
from tests.unit.desk.given import DESK
from tests.unit.loader.shipped import shipped
from tests.unit.pipeline.parts import CHAT, NOW, OTHER_CHAT

PANEL = "命があぶないときは"
AMBER = Danger(Level.AMBER, Type.SUICIDE, ("消えたい",))


@dataclass
class Line:
    """A lifeline whose surroundings are held in hand."""

    outcomes: list[Outcome] = field(default_factory=list)
    sent: list[Parcel] = field(default_factory=list)
    stored: list[Arrival] = field(default_factory=list)
    standing: Conversation | None = None
    is_stuck: bool = False
    """Neither does the store take anything, nor can it be read."""
    ticks: float = 0.0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    witness: Witness = field(default_factory=Witness)

    def __post_init__(self) -> None:
        world = World(
            content=shipped,
            desks=lambda: (DESK,),
            moment=lambda: Moment(NOW, 0, is_sure=self.witness.is_sure),
            fresh_case=lambda: CaseId("c"),
            fresh_conversation=lambda: ConversationId("v"),
            ticks=lambda: self.ticks,
        )
        self.lifeline = Lifeline(self._store, self, world, self._look, self.witness)

    async def send(self, parcel: Parcel) -> Outcome:
        self.sent.append(parcel)
        self.changed.set()
        return self.outcomes.pop(0) if self.outcomes else Delivered(MessageId(1))

    async def answer(self, query: str, text: str, alert: bool) -> None:
        raise AssertionError

    async def _store(self, arrivals: Sequence[Arrival], source: str, offset: int | None) -> None:
        if self.is_stuck:
            await asyncio.Event().wait()
        self.stored.extend(arrivals)

    async def _look(self, chat: ChatId) -> Conversation | None:
        if self.is_stuck:
            await asyncio.Event().wait()
        return self.standing

    async def until_sent(self, number: int) -> None:
        async with asyncio.timeout(5):
            while len(self.sent) < number:
                self.changed.clear()
                await self.changed.wait()

    @property
    def texts(self) -> list[str]:
        return [each.act.text for each in self.sent if isinstance(each.act, SendText)]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait: what is tried again is tried at once, and the content is there."""
    shipped()
    monkeypatch.setattr(module, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)


@asynccontextmanager
async def running(line: Line) -> AsyncIterator[Line]:
    async with asyncio.TaskGroup() as tasks:
        answering = tasks.create_task(line.lifeline.run())
        await asyncio.sleep(0)  # it has begun
        yield line
        answering.cancel()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with running(Line()) as made:
        yield made


_keys = count()


def arrives(happened: Input, chat: ChatId = CHAT, at: datetime | None = None) -> Arrival:
    return Arrival(f"telegram:{next(_keys)}", FromVisitor(chat), happened, at)


def said(text: str, number: int = 1, hint: str = "") -> Said:
    return Said(MessageId(number), text, language_hint=hint)


CRIES: list[Said | Showed | Edited] = [
    said("もう死にたい"),
    Showed(MessageId(1), MediaKind.PHOTO, "もう死にたい"),
    Edited(MessageId(1), "もう死にたい"),
    Edited(MessageId(1), "もう死にたい", caption=True),
]


@pytest.mark.parametrize("cry", CRIES)
async def test_the_panel_is_sent_and_the_arrival_says_so(
    line: Line, cry: Said | Showed | Edited
) -> None:
    await line.lifeline.accept([arrives(cry)])

    (stored,) = line.stored
    assert isinstance(stored.input, Said | Showed | Edited)
    assert stored.input.danger is not None
    assert stored.input.danger.level is Level.AMBER
    assert stored.input.is_answered
    assert [PANEL in text for text in line.texts] == [True]
    assert line.sent[0].chat == CHAT


async def test_other_words_pass_as_they_came(line: Line) -> None:
    arrival = arrives(said("こんにちは"))

    await line.lifeline.accept([arrival])

    assert line.stored == [arrival]
    assert line.sent == []


async def test_heavy_words_are_marked_and_left_to_the_turn(line: Line) -> None:
    await line.lifeline.accept([arrives(said("もう疲れた"))])

    (stored,) = line.stored
    assert isinstance(stored.input, Said)
    assert stored.input.danger is not None
    assert stored.input.danger.level is Level.SOFT
    assert not stored.input.is_answered
    assert line.sent == []


async def test_a_word_that_is_split_over_messages_is_seen(line: Line) -> None:
    for number, letter in enumerate("死にたい"):
        await line.lifeline.accept([arrives(said(letter, number))])

    assert len(line.sent) == 1


async def test_while_the_store_is_stuck_each_cry_is_answered_once(line: Line) -> None:
    line.is_stuck = True
    first, second = arrives(said("死にたい")), arrives(said("死にたい"), OTHER_CHAT)

    for _ in range(3):  # as a poll sees them that confirms nothing
        line.lifeline.see([first, second])
    await line.until_sent(2)

    assert sorted(each.chat for each in line.sent) == [CHAT, OTHER_CHAT]


async def test_three_tries_are_made(line: Line) -> None:
    line.outcomes = [TryLater(), TryLater(maybe_sent=True)]

    await line.lifeline.accept([arrives(said("死にたい"))])

    assert len(line.sent) == 3
    assert isinstance(line.stored[0].input, Said)
    assert line.stored[0].input.is_answered


@pytest.mark.parametrize(
    "outcomes", [[TryLater()] * 3, [Refused(Reason.BLOCKED)]], ids=["never taken", "refused"]
)
async def test_what_was_not_taken_is_left_to_the_turn(line: Line, outcomes: list[Outcome]) -> None:
    line.outcomes = [*outcomes]

    await line.lifeline.accept([arrives(said("死にたい"))])

    assert len(line.sent) == len(outcomes)
    assert isinstance(line.stored[0].input, Said)
    assert line.stored[0].input.danger is not None
    assert not line.stored[0].input.is_answered


async def test_an_arrival_does_not_wait_long_for_its_answer(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    monkeypatch.setattr(module, "PAUSES", (60.0,))

    await line.lifeline.accept([arrives(said("死にたい"))])

    assert isinstance(line.stored[0].input, Said)
    assert line.stored[0].input.danger is not None
    assert not line.stored[0].input.is_answered


async def test_before_it_runs_danger_is_marked_and_the_turn_answers() -> None:
    line = Line()

    await line.lifeline.accept([arrives(said("死にたい"))])

    assert line.sent == []
    assert isinstance(line.stored[0].input, Said)
    assert line.stored[0].input.danger is not None


@pytest.mark.parametrize("press", ["go:crisis", "go:crisis.minor", "go:crisis.family"])
async def test_a_press_of_the_panel_is_answered_from_memory(line: Line, press: str) -> None:
    await line.lifeline.accept([arrives(Pressed(MessageId(1), press))])

    assert [PANEL in text or "だれかの命" in text for text in line.texts] == [True]
    assert isinstance(line.stored[0].input, Pressed)
    assert line.stored[0].input.is_answered
    assert "「人と話す」を押すと" in line.texts[0]


@pytest.mark.parametrize("press", ["go:menu", "nick:1:none", "go:nowhere", "crisis"])
async def test_other_presses_pass(line: Line, press: str) -> None:
    arrival = arrives(Pressed(MessageId(1), press))

    await line.lifeline.accept([arrival])

    assert line.stored == [arrival]


async def test_the_panel_is_in_the_language_that_the_store_knows(line: Line) -> None:
    line.standing = Conversation(language=Language("ko"))

    await line.lifeline.accept([arrives(said("死にたい"))])

    assert "생명이 위험할 때는" in line.texts[0]


async def test_a_language_once_known_is_known_when_the_store_is_stuck(line: Line) -> None:
    line.standing = Conversation(language=Language("vi"))
    await line.lifeline.accept([arrives(said("tôi muốn chết"))])
    line.is_stuck, line.ticks = True, 60.0

    line.lifeline.see([arrives(said("死にたい", 2))])
    await line.until_sent(2)

    assert "Nguy hiểm đến tính mạng" in line.texts[1]


@pytest.mark.parametrize(
    ("text", "hint", "told"),
    [
        ("死にたい", "", "命があぶないときは"),
        ("I want to die", "", "If a life is in danger"),
        ("我想死", "", "如果有生命危险"),
        ("죽고 싶어요", "", "생명이 위험할 때는"),
        ("死にたい", "en-GB", "If a life is in danger"),
    ],
)
async def test_without_the_store_the_app_or_the_letters_tell_the_language(
    line: Line, text: str, hint: str, told: str
) -> None:
    line.is_stuck = True

    line.lifeline.see([arrives(said(text, hint=hint))])
    await line.until_sent(1)

    assert told in line.texts[0]


async def test_in_a_case_the_panel_has_the_buttons_of_a_case(line: Line) -> None:
    line.standing = Conversation(standing=Standing.CASE)

    await line.lifeline.accept([arrives(said("死にたい"))])

    act = line.sent[0].act
    assert isinstance(act, SendText)
    assert "stop:" in [button.press for button in act.buttons]


async def test_an_age_told_a_message_before_shows_the_panel_for_minors(line: Line) -> None:
    await line.lifeline.accept([arrives(said("中2です", 1)), arrives(said("死にたい", 2))])

    assert "24時間子供SOSダイヤル" in line.texts[0]


async def test_cries_in_one_breath_get_one_panel_and_a_later_one_another(line: Line) -> None:
    for number in range(3):
        await line.lifeline.accept([arrives(said("死にたい", number))])
    at_once = len(line.sent)
    line.ticks = module.AGAIN_SECONDS
    await line.lifeline.accept([arrives(said("死にたい", 9))])

    assert at_once == 1
    assert len(line.sent) == 2
    assert all(each.input.is_answered for each in line.stored if isinstance(each.input, Said))


async def test_a_flood_of_cries_at_once_gets_one_panel(line: Line) -> None:
    await line.lifeline.accept([arrives(said("死にたい", number)) for number in range(50)])

    assert len(line.sent) == 1
    assert all(each.input.is_answered for each in line.stored if isinstance(each.input, Said))


async def test_where_the_clocks_differ_only_what_is_always_open_is_named(line: Line) -> None:
    evening = NOW + timedelta(hours=8)  # 18:00 in Tokyo
    await line.lifeline.accept([arrives(said("死にたい"), at=evening)])

    assert not line.witness.is_sure
    assert "よりそいホットライン" in line.texts[0]
    assert "・いのちの電話" not in line.texts[0]


async def test_what_cannot_be_looked_at_passes_and_what_follows_is_seen(line: Line) -> None:
    text: Any = 5  # as a hostile update may hold
    hostile, cry = arrives(said(text)), arrives(said("もう死にたい", 2))

    await line.lifeline.accept([hostile, cry])

    assert [each.key for each in line.stored] == [hostile.key, cry.key]
    assert len(line.sent) == 1


async def test_a_judge_that_fails_lets_the_words_through(line: Line) -> None:
    def failing(_: Content) -> Judge:
        raise RuntimeError

    line.lifeline.judge = failing
    arrival = arrives(said("死にたい"))

    await line.lifeline.accept([arrival])

    assert line.stored == [arrival]


async def test_another_judge_may_take_its_place(line: Line) -> None:
    line.lifeline.judge = lambda _: lambda texts: AMBER if texts[-1] == "xyzzy" else None

    await line.lifeline.accept([arrives(said("xyzzy"))])

    assert isinstance(line.stored[0].input, Said)
    assert line.stored[0].input == replace(said("xyzzy"), danger=AMBER, is_answered=True)

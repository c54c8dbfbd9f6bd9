"""What every channel keeps, whatever it is: the same parcels, the same kinds of outcome."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import get_args

import pytest

from bot.channels.console import GROUP, VISITOR, Console
from bot.channels.telegram.client import Client
from bot.channels.telegram.send import TelegramChannel
from bot.model.delivery import (
    Act,
    Channel,
    Copy,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditCaption,
    EditText,
    EditTopic,
    LeaveGroup,
    MakeTopic,
    Parcel,
    PinMessage,
    RetireTopic,
    SendText,
    SetReaction,
    ShutTopic,
    Side,
    Slot,
    StripButtons,
    UnshutTopic,
)
from bot.model.effects import Button
from bot.model.ids import ChatId, MessageId, ThreadId
from bot.model.inputs import Entity
from bot.simulator import FakeClock, Simulator


@dataclass(frozen=True)
class Port:
    """A channel with a visitor, who has written and sent an album, and a group."""

    channel: Channel
    visitor: ChatId
    group: ChatId
    written: MessageId
    pictures: tuple[MessageId, ...]


@asynccontextmanager
async def console() -> AsyncIterator[Port]:
    yield Port(
        Console(lambda _: None), VISITOR, GROUP, MessageId(-1), (MessageId(-2), MessageId(-3))
    )


@asynccontextmanager
async def telegram() -> AsyncIterator[Port]:
    async with Simulator(clock=FakeClock()) as simulator:
        visitor = simulator.visitor("みどり")
        written = visitor.write("つらいです")
        pictures = visitor.album("photo", "photo", caption="部屋")
        async with Client(simulator.token, simulator.url) as client:
            yield Port(
                TelegramChannel(client),
                ChatId(visitor.id),
                ChatId(simulator.group_id),
                MessageId(written.id),
                tuple(MessageId(each.id) for each in pictures),
            )


@pytest.fixture(params=[console, telegram], ids=["console", "telegram"])
async def port(request: pytest.FixtureRequest) -> AsyncIterator[Port]:
    async with request.param() as port:
        yield port


async def test_a_screen_is_delivered_under_a_number_of_its_own(port: Port) -> None:
    screen = SendText("こんにちは", buttons=(Button("はい", "yes"),))

    first = await port.channel.send(Parcel(port.visitor, None, screen))
    second = await port.channel.send(Parcel(port.visitor, None, screen))

    assert isinstance(first, Delivered)
    assert isinstance(second, Delivered)
    assert first.message is not None
    assert first.message != second.message


async def test_a_case_is_carried_from_its_topic_to_its_closing(port: Port) -> None:
    made = await port.channel.send(Parcel(port.group, None, MakeTopic("🔴 みどり ・1")))
    assert isinstance(made, Delivered)
    assert made.thread is not None
    card = await in_topic(port, made.thread, SendText("札", buttons=(Button("終了", "close:1"),)))
    assert card.message is not None

    bold = (Entity("bold", 0, 3),)
    words = await in_topic(
        port, made.thread, SendText("みどり 1\nはい", bold, reply_to=card.message)
    )
    copy = Parcel(port.group, made.thread, Copy(port.written, Side.VISITOR), port.visitor)
    copied = await port.channel.send(copy)

    assert words.message is not None
    assert isinstance(copied, Delivered)
    assert copied.message is not None
    for act in (
        PinMessage(Slot.CARD),
        EditText(Slot.CARD, "新しい札"),
        EditText(card.message, "もっと新しい札"),
        StripButtons(card.message),
        SetReaction(words.message, "👌"),
        EditTopic("🟢 みどり ・1"),
        ShutTopic(),
        UnshutTopic(),
    ):
        await in_topic(port, made.thread, act, card.message)


async def test_pictures_are_carried_together_or_alone_changed_and_deleted(port: Port) -> None:
    made = await port.channel.send(Parcel(port.group, None, MakeTopic("題")))
    assert isinstance(made, Delivered)
    assert made.thread is not None

    whole = Parcel(port.group, made.thread, CopyAlbum(port.pictures, Side.VISITOR), port.visitor)
    album = await port.channel.send(whole)
    alone = Copy(port.pictures[0], Side.VISITOR, "みどり 1")
    single = await port.channel.send(Parcel(port.group, made.thread, alone, port.visitor))

    assert isinstance(album, Delivered)
    assert len(set(album.album)) == len(port.pictures)
    assert isinstance(single, Delivered)
    assert single.message is not None
    assert single.message not in album.album
    for act in (EditCaption(Slot.TWIN, "新しい言葉"), DeleteMessage(Slot.TWIN)):
        await in_topic(port, made.thread, act, single.message)


async def test_a_group_is_left(port: Port) -> None:
    outcome = await port.channel.send(Parcel(port.group, None, LeaveGroup(port.group)))

    assert isinstance(outcome, Delivered)


async def test_a_topic_that_is_nobodys_is_put_out_of_use(port: Port) -> None:
    made = await port.channel.send(Parcel(port.group, None, MakeTopic("題")))
    assert isinstance(made, Delivered)
    assert made.thread is not None

    stray = RetireTopic(port.group, made.thread, "使っていません")
    outcome = await port.channel.send(Parcel(port.group, made.thread, stray))

    assert isinstance(outcome, Delivered)


async def test_what_is_done_already_is_done(port: Port) -> None:
    made = await port.channel.send(Parcel(port.group, None, MakeTopic("題")))
    assert isinstance(made, Delivered)
    assert made.thread is not None
    card = await in_topic(port, made.thread, SendText("札"))

    for act in (EditText(Slot.CARD, "札"), EditTopic("題"), UnshutTopic()):
        await in_topic(port, made.thread, act, card.message)


async def test_a_press_that_nobody_made_is_answered_without_a_fuss(port: Port) -> None:
    await port.channel.answer("no such query", "もう終わっています", True)


def test_every_act_is_part_of_the_contract() -> None:
    done = {SendText, MakeTopic, Copy, PinMessage, EditText, StripButtons, SetReaction}
    done |= {EditTopic, ShutTopic, UnshutTopic}
    done |= {CopyAlbum, EditCaption, DeleteMessage, LeaveGroup, RetireTopic}

    assert done == set(get_args(Act))


async def in_topic(
    port: Port, thread: ThreadId, act: Act, target: MessageId | None = None
) -> Delivered:
    """Send one act into the topic, which must be delivered."""
    parcel = Parcel(port.group, thread, act)
    outcome = await port.channel.send(replace(parcel, target=target))
    assert isinstance(outcome, Delivered), (act, outcome)
    return outcome

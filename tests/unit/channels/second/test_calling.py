"""What is for nobody's chat is called out, and everything else goes where it always went."""

from dataclasses import dataclass, field

from bot.channels.second.calling import Caller, Calling
from bot.model.delivery import (
    Channel,
    Delivered,
    Outcome,
    Parcel,
    Reason,
    Refused,
    SendText,
    TryLater,
)
from bot.model.ids import OUTSIDE, ChatId, MessageId

SENT = Delivered(MessageId(1))


@dataclass
class Usual:
    """A channel that keeps what it is given."""

    sent: list[Parcel] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)

    async def send(self, parcel: Parcel) -> Outcome:
        self.sent.append(parcel)
        return SENT

    async def answer(self, query: str, text: str, alert: bool) -> None:
        self.answered.append(f"{query} {text} {alert}")


def calling(heard: list[str], outcome: Outcome) -> Caller:
    """Give a way to call that keeps what it was given."""

    async def call(text: str) -> Outcome:
        heard.append(text)
        return outcome

    return call


def to(chat: ChatId) -> Parcel:
    return Parcel(chat, None, SendText("対応をお願いします"))


async def test_a_chat_is_served_by_the_channel_itself() -> None:
    usual, heard = Usual(), list[str]()
    channel: Channel = Calling(usual, (calling(heard, Delivered()),))

    outcome = await channel.send(to(ChatId(-5)))
    await channel.answer("query", "はい", True)

    assert outcome == SENT
    assert usual.sent == [to(ChatId(-5))]
    assert usual.answered == ["query はい True"]
    assert heard == []


async def test_every_way_is_tried_and_one_that_worked_is_enough() -> None:
    usual, first, second = Usual(), list[str](), list[str]()
    channel = Calling(usual, (calling(first, TryLater()), calling(second, Delivered())))

    outcome = await channel.send(to(OUTSIDE))

    assert outcome == Delivered()
    assert first == second == ["対応をお願いします"]
    assert usual.sent == []


async def test_what_worked_in_no_way_is_tried_again() -> None:
    channel = Calling(Usual(), (calling([], TryLater()),))

    assert await channel.send(to(OUTSIDE)) == TryLater()


async def test_without_a_second_channel_a_call_comes_to_nothing() -> None:
    usual = Usual()

    assert await Calling(usual).send(to(OUTSIDE)) == Refused(Reason.OTHER)
    assert usual.sent == []

"""An administrator who hides behind the group: nobody to claim, nobody to answer; and told so."""

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts

ANONYMOUS = "匿名の管理者としては送れません"
GROUP_ANONYMOUS_BOT = 1_087_968_824


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


@pytest.fixture
def staff(ward: Ward) -> Staff:
    return new_staff(ward)


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor, staff: Staff) -> Topic:
    topic = await ward.open_case(visitor, "みどり")
    visitor.write("こんばんは")
    await ward.quiet()
    return topic


def _card(topic: Topic) -> Message:
    card = card_in(topic)
    assert card is not None
    return card


@pytest.mark.parametrize("words", ["/claim", "/r 内緒", "/close", "/release"])
async def test_an_anonymous_admin_commands_nothing_and_is_told(
    ward: Ward, visitor: Visitor, topic: Topic, words: str
) -> None:
    hidden = ward.simulator.staff("影", anonymous=True)
    before = texts(visitor.inbox)

    hidden.write(words, topic=topic)
    await ward.quiet()

    assert "待っています" in _card(topic).text
    assert texts(visitor.inbox) == before
    assert said_in(topic, ANONYMOUS) is not None


@pytest.mark.parametrize("kind", ["text", "photo"])
async def test_an_anonymous_admin_replies_to_nobody_and_is_told(
    ward: Ward, visitor: Visitor, topic: Topic, kind: str
) -> None:
    hidden = ward.simulator.staff("影", anonymous=True)
    before = texts(visitor.inbox)

    place = {"thread": topic.thread_id, "reply_to": _card(topic).id}
    if kind == "text":
        hidden.act("write", text="内緒", **place)
    else:
        hidden.act("send", kind=kind, **place)
    await ward.quiet()

    assert texts(visitor.inbox) == before
    assert said_in(topic, ANONYMOUS) is not None
    assert "待っています" in _card(topic).text


async def test_a_note_of_an_anonymous_admin_is_a_note(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    ward.simulator.staff("影", anonymous=True).write("メモです", topic=topic)
    await ward.quiet()

    assert said_in(topic, ANONYMOUS) is None


async def test_a_press_in_the_name_of_nobody_claims_nothing(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    press = {
        "id": "77",
        "from": {"id": GROUP_ANONYMOUS_BOT, "is_bot": True, "first_name": "Group"},
        "message": _card(topic).fields,
        "chat_instance": "1",
        "data": "claim:1",
    }

    staff.act("raw", update={"callback_query": press})
    await ward.quiet()

    assert "待っています" in _card(topic).text
    [answer] = [c for c in ward.simulator.calls("answerCallbackQuery") if ANONYMOUS in c.text]
    assert answer.given["callback_query_id"] == "77"

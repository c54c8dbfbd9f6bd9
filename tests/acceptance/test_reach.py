"""Visitors who block the bot, come back, or are gone: staff are told, and nothing is hammered."""

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in

SILENT = "相手がボットを止めました"
BACK = "相手がボットをまた使えるようにしました"


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


async def test_who_blocks_the_bot_is_shown_as_out_of_reach_and_back(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    visitor.block()
    await ward.quiet()
    card_while_gone = _card(topic).text
    reply = staff.write("届きますか", topic=topic, reply_to=_card(topic))
    await ward.quiet()
    refusal = said_in(topic, "相手がボットを止めているため")

    visitor.unblock()
    await ward.quiet()
    staff.write("おかえりなさい", topic=topic, reply_to=_card(topic))
    shown = await ward.after(visitor)

    assert said_in(topic, SILENT) is not None
    assert "から届きません" in card_while_gone
    assert list(reply.reactions.values()) == ["😢"]
    assert refusal is not None
    assert refusal.reply_to == reply.id
    assert said_in(topic, BACK) is not None
    assert "から届きません" not in _card(topic).text
    assert "おかえりなさい" in shown.text


async def test_a_block_nobody_heard_of_is_told_on_the_reply_and_not_tried_again(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    visitor.person.blocked = True  # the update about it never came
    before = len(_sent_to(ward, visitor))
    ward.hurry()

    reply = staff.write("届きますか", topic=topic, reply_to=_card(topic))
    await ward.until(lambda: list(reply.reactions.values()) == ["😢"])
    await ward.quiet()

    assert len(_sent_to(ward, visitor)) == before + 1
    said = said_in(topic, "相手がボットを止めているか、アカウントがありません")
    assert said is not None
    assert said.reply_to == reply.id
    assert "から届きません" in _card(topic).text


async def test_who_writes_is_within_reach_whatever_was_thought_before(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    ward.simulator.fail(
        "sendMessage", "refuse", status=403, chat_id=visitor.id, description="Forbidden: no"
    )
    staff.write("届きますか", topic=topic, reply_to=_card(topic))
    await ward.quiet()

    visitor.write("ここにいます")
    await ward.quiet()
    staff.write("よかった", topic=topic, reply_to=_card(topic))

    assert "よかった" in (await ward.after(visitor)).text
    assert "から届きません" not in _card(topic).text


async def test_a_deleted_account_is_told_on_the_reply(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    visitor.deactivate()
    before = len(_sent_to(ward, visitor))

    reply = staff.write("届きますか", topic=topic, reply_to=_card(topic))
    await ward.quiet()
    staff.write("もう一度", topic=topic, reply_to=_card(topic))
    await ward.quiet()

    assert list(reply.reactions.values()) == ["😢"]
    assert "から届きません" in _card(topic).text
    assert len(_sent_to(ward, visitor)) == before + 1


async def test_who_blocks_without_a_case_troubles_nobody(ward: Ward) -> None:
    visitor = ward.simulator.visitor("すずきじろう")
    await ward.at_menu(visitor)

    visitor.block()
    await ward.quiet()
    visitor.unblock()
    screen = await ward.at_menu(visitor)

    assert "秘密は守られる？" in screen.buttons
    assert ward.topics == []


def _sent_to(ward: Ward, visitor: Visitor) -> list[object]:
    return [call for call in ward.simulator.calls("sendMessage") if call.chat_id == visitor.id]

"""Replies that staff change or take back, at once, later, and too late."""

from datetime import timedelta

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts

OFFER = "10秒以内なら、すぐに取り消せます"


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


@pytest.fixture
def staff(ward: Ward) -> Staff:
    return new_staff(ward)


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor, staff: Staff) -> Topic:
    return await ward.open_case(visitor, "みどり")


async def _reply(ward: Ward, staff: Staff, topic: Topic, text: str = "土曜です") -> Message:
    reply = staff.write(text, topic=topic, reply_to=card_in(topic))
    await ward.quiet()
    return reply


def _reaction(message: Message) -> list[str]:
    return list(message.reactions.values())


async def test_within_ten_seconds_one_tap_takes_a_reply_back(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    before = texts(visitor.inbox)
    reply = await _reply(ward, staff, topic)
    shown = texts(visitor.inbox)

    staff.tap("取り消す")
    await ward.quiet()

    assert "土曜です" in shown[-1]
    assert texts(visitor.inbox) == before
    assert _reaction(reply) == ["🙈"]
    said = said_in(topic, "相手の画面から消えています")
    assert said is not None
    assert said.reply_to == reply.id


async def test_later_it_is_asked_first_and_deleted_on_the_second_word(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    await _reply(ward, staff, topic)
    ward.pass_time(timedelta(hours=1))

    staff.tap("取り消す")
    await ward.quiet()
    still_there = texts(visitor.inbox)[-1]
    staff.tap("相手の画面から消す")
    await ward.quiet()

    assert "土曜です" in still_there
    assert not any("土曜です" in text for text in texts(visitor.inbox))


async def test_any_reply_is_taken_back_by_answering_it(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    first = await _reply(ward, staff, topic, "土曜です")
    await _reply(ward, staff, topic, "十時です")
    ward.pass_time(timedelta(minutes=5))

    staff.write("/undo", topic=topic, reply_to=first)
    await ward.quiet()
    staff.tap("相手の画面から消す")
    await ward.quiet()

    assert not any("土曜です" in text for text in texts(visitor.inbox))
    assert any("十時です" in text for text in texts(visitor.inbox))


async def test_after_two_days_it_is_said_that_it_stays(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    await _reply(ward, staff, topic)
    ward.pass_time(timedelta(hours=48))

    staff.tap("取り消す")
    await ward.quiet()

    assert said_in(topic, "48時間まで") is not None
    assert any("土曜です" in text for text in texts(visitor.inbox))


async def test_there_is_one_offer_and_it_is_for_the_last_reply(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    await _reply(ward, staff, topic, "土曜です")
    last = await _reply(ward, staff, topic, "十時です")

    [offer] = [m for m in topic.messages if OFFER in m.text]
    assert offer.reply_to == last.id


async def test_a_changed_reply_is_changed_for_the_visitor_as_well(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    reply = await _reply(ward, staff, topic)
    shown = visitor.inbox[-1]

    staff.edit(reply, "日曜です")
    await ward.quiet()

    assert shown.text == "相談員（さくら）\n日曜です"
    assert _reaction(reply) == ["✍"]
    assert len([m for m in visitor.inbox if "曜です" in m.text]) == 1


async def test_a_note_that_is_changed_stays_a_note(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    note = staff.write("家族から電話あり", topic=topic)
    await ward.quiet()
    before = texts(visitor.inbox)

    staff.edit(note, "家族から電話なし")
    await ward.quiet()

    assert texts(visitor.inbox) == before


async def test_a_change_after_the_end_is_called_undelivered(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    reply = await _reply(ward, staff, topic)
    staff.write("/close", topic=topic)
    await ward.quiet()

    staff.edit(reply, "日曜です")
    await ward.quiet()

    said = said_in(topic, "この書き直しは相手に届いていません")
    assert said is not None
    assert said.reply_to == reply.id
    assert not any("日曜です" in text for text in texts(visitor.inbox))


async def test_a_reply_too_long_to_be_changed_says_so(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    reply = await _reply(ward, staff, topic)

    staff.edit(reply, "長" * 4096)
    await ward.quiet()

    assert said_in(topic, "長い返事は、あとから直せません") is not None
    assert any("土曜です" in text for text in texts(visitor.inbox))


async def test_a_reply_that_was_taken_back_is_not_brought_back_by_a_change(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    reply = await _reply(ward, staff, topic)
    staff.tap("取り消す")
    await ward.quiet()

    staff.edit(reply, "日曜です")
    await ward.quiet()

    assert not any("曜です" in text for text in texts(visitor.inbox))

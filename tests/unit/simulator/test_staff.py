"""What staff do in the group."""

from telegram import Bot

from bot.simulator import Simulator, Staff
from bot.simulator.wire import Json


def heard(simulator: Simulator) -> list[Json]:
    return [pending.body for pending in simulator.queue.waiting()]


def test_staff_send_and_edit_and_delete(simulator: Simulator, staff: Staff) -> None:
    topic = staff.create_topic("件")
    photo = staff.send("photo", topic=topic, caption="前")
    album = staff.album("photo", "document", topic=topic)

    staff.edit(photo, "後")
    staff.delete(album[0])

    assert [message.kind for message in topic.messages] == ["photo", "document"]
    assert heard(simulator)[-1]["edited_message"]["caption"] == "後"


def test_staff_rename_close_and_reopen_topics(simulator: Simulator, staff: Staff) -> None:
    topic = staff.create_topic("件")

    staff.rename_topic(topic, "済")
    staff.close_topic(topic)
    closed = topic.closed
    staff.reopen_topic(topic)

    assert (topic.name, closed, topic.closed) == ("済", True, False)
    assert [list(body["message"])[-1] for body in heard(simulator)[-3:]] == [
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ]


async def test_staff_pin_and_the_bot_unpins(bot: Bot, simulator: Simulator, staff: Staff) -> None:
    group = simulator.group_id
    first, second, third = staff.write("一"), staff.write("二"), staff.write("三")
    for message in (first, second, third):
        staff.pin(message)

    await bot.unpin_chat_message(group)
    newest = (await bot.get_chat(group)).pinned_message
    await bot.unpin_chat_message(group, first.id)
    left = list(simulator.group.pinned)
    await bot.unpin_all_general_forum_topic_messages(group)
    await bot.unpin_all_chat_messages(group)

    assert newest is not None
    assert newest.message_id == second.id
    assert left == [second.id]
    assert simulator.group.pinned == []


async def test_staff_tap_buttons_of_a_topic(bot: Bot, simulator: Simulator, staff: Staff) -> None:
    topic = staff.create_topic("件")
    await bot.send_message(
        simulator.group_id,
        "?",
        message_thread_id=topic.thread_id,
        reply_markup={"inline_keyboard": [[{"text": "受ける", "callback_data": "take"}]]},  # type: ignore[arg-type]  # plain JSON serves as well
    )

    staff.tap("受ける")

    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.to_dict()["message_thread_id"] == topic.thread_id


async def test_an_answer_to_another_topic_is_an_external_reply(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    here, there = staff.create_topic("ここ"), staff.create_topic("あそこ")
    said = staff.write("x", topic=there)

    sent = await bot.send_message(
        simulator.group_id,
        "y",
        message_thread_id=here.thread_id,
        reply_to_message_id=said.id,
    )

    assert sent.external_reply is not None
    assert sent.external_reply.message_id == said.id
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == here.thread_id

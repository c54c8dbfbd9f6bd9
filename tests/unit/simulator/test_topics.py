"""The forum: topics, their service messages, and what goes wrong with them."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.simulator import Simulator, Staff
from bot.simulator.wire import Json
from tests.unit.simulator.conftest import Caller


async def news(call: Caller) -> list[Json]:
    _, envelope = await call("getUpdates")
    return [update["message"] for update in envelope["result"] if "message" in update]


async def test_a_new_topic_comes_back_as_an_update_of_the_bots_own(
    bot: Bot, simulator: Simulator, call: Caller
) -> None:
    topic = await bot.create_forum_topic(simulator.group_id, "件 A7")

    message = (await news(call))[-1]
    assert message["forum_topic_created"] == {"name": "件 A7", "icon_color": 7322096}
    assert message["from"]["is_bot"]
    assert message["message_thread_id"] == topic.message_thread_id == message["message_id"]
    assert message["is_topic_message"]


async def test_a_plain_message_in_a_topic_seems_to_reply_to_its_creation(
    bot: Bot, simulator: Simulator, staff: Staff, call: Caller
) -> None:
    topic = await bot.create_forum_topic(simulator.group_id, "件")

    staff.write("見ました", topic=topic.message_thread_id)

    message = (await news(call))[-1]
    assert message["is_topic_message"]
    assert message["message_thread_id"] == topic.message_thread_id
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "件"


async def test_a_message_in_general_carries_nothing_of_topics(staff: Staff, call: Caller) -> None:
    staff.write("おはようございます")

    message = (await news(call))[-1]
    assert not {"is_topic_message", "message_thread_id", "reply_to_message"} & message.keys()


async def test_a_reply_in_general_carries_an_unusable_thread(staff: Staff, call: Caller) -> None:
    question = staff.write("誰か")

    staff.write("はい", reply_to=question)

    message = (await news(call))[-1]
    assert message["message_thread_id"] == question.id
    assert "is_topic_message" not in message
    status, _ = await call(
        "sendMessage", chat_id=message["chat"]["id"], text="x", message_thread_id=question.id
    )
    assert status == 400


async def test_a_reply_brings_a_message_into_the_topic(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    topic = staff.create_topic("件")
    said = staff.write("質問", topic=topic)

    answer = await bot.send_message(simulator.group_id, "答え", reply_to_message_id=said.id)

    assert answer.message_thread_id == topic.thread_id
    assert [message.text for message in topic.messages] == ["質問", "答え"]


@pytest.mark.parametrize("thread", [1, 999])
async def test_what_is_no_topic_takes_no_message(
    bot: Bot, simulator: Simulator, thread: int
) -> None:
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(simulator.group_id, "x", message_thread_id=thread)


async def test_a_deleted_topic_is_gone_with_its_messages_and_without_an_update(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    topic = staff.create_topic("件")
    staff.write("x", topic=topic)
    before = len(simulator.queue)

    staff.delete_topic(topic)

    assert len(simulator.queue) == before
    assert simulator.topics == []
    assert topic.messages == []
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(simulator.group_id, "x", message_thread_id=topic.thread_id)
    with pytest.raises(BadRequest, match="Topic_id_invalid"):
        await bot.close_forum_topic(simulator.group_id, topic.thread_id)


async def test_a_group_without_topics_takes_no_threads(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    topic = staff.create_topic("件")

    staff.act("set_forum", on=False)

    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(simulator.group_id, "x", message_thread_id=topic.thread_id)
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await bot.create_forum_topic(simulator.group_id, "x")
    assert not (await bot.get_chat(simulator.group_id)).is_forum


async def test_a_closed_topic_takes_messages_only_from_who_manages_topics(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    topic = staff.create_topic("件")
    staff.close_topic(topic)

    await bot.send_message(simulator.group_id, "x", message_thread_id=topic.thread_id)
    staff.act("set_rights", rights={"can_manage_topics": False})

    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(simulator.group_id, "x", message_thread_id=topic.thread_id)


async def test_every_change_of_a_topic_is_told(
    bot: Bot, simulator: Simulator, call: Caller
) -> None:
    group = simulator.group_id
    thread = (await bot.create_forum_topic(group, "件")).message_thread_id

    await bot.edit_forum_topic(group, thread, name="件 済")
    await bot.close_forum_topic(group, thread)
    await bot.reopen_forum_topic(group, thread)

    told = await news(call)
    assert told[-3]["forum_topic_edited"] == {"name": "件 済"}
    assert told[-2]["forum_topic_closed"] == {}
    assert told[-1]["forum_topic_reopened"] == {}
    assert {message["message_thread_id"] for message in told} == {thread}
    assert simulator.topics[0].name == "件 済"


async def test_a_change_that_changes_nothing_is_refused(bot: Bot, simulator: Simulator) -> None:
    group = simulator.group_id
    thread = (await bot.create_forum_topic(group, "件")).message_thread_id

    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.edit_forum_topic(group, thread, name="件")
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.reopen_forum_topic(group, thread)


async def test_without_the_right_only_own_topics_can_be_changed(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    group = simulator.group_id
    own = (await bot.create_forum_topic(group, "自分の")).message_thread_id
    other = staff.create_topic("人の").thread_id
    staff.act("set_rights", rights=["can_pin_messages"])

    assert await bot.close_forum_topic(group, own)
    with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
        await bot.create_forum_topic(group, "x")
    with pytest.raises(BadRequest, match="Not enough rights to close or open the topic"):
        await bot.close_forum_topic(group, other)
    with pytest.raises(BadRequest, match="Not enough rights to delete the topic"):
        await bot.delete_forum_topic(group, own)


async def test_icons_are_taken_from_the_list(bot: Bot, simulator: Simulator) -> None:
    stickers = await bot.get_forum_topic_icon_stickers()
    thread = (await bot.create_forum_topic(simulator.group_id, "件")).message_thread_id

    await bot.edit_forum_topic(
        simulator.group_id, thread, icon_custom_emoji_id=stickers[0].custom_emoji_id
    )

    assert simulator.topics[0].icon_custom_emoji_id == stickers[0].custom_emoji_id
    with pytest.raises(BadRequest, match="Document_invalid"):
        await bot.edit_forum_topic(simulator.group_id, thread, icon_custom_emoji_id="1")


async def test_general_closes_and_hides(bot: Bot, simulator: Simulator, staff: Staff) -> None:
    group = simulator.group_id

    await bot.close_general_forum_topic(group)
    await bot.hide_general_forum_topic(group)
    await bot.edit_general_forum_topic(group, "広間")
    staff.act("set_rights", rights={"can_manage_topics": False})

    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(group, "x")


async def test_pins_are_told_and_taken_off_by_topic(
    bot: Bot, simulator: Simulator, staff: Staff, call: Caller
) -> None:
    group = simulator.group_id
    topic = staff.create_topic("件")
    said = staff.write("大事", topic=topic)

    await bot.pin_chat_message(group, said.id)

    assert (await news(call))[-1]["pinned_message"]["text"] == "大事"
    pinned = (await bot.get_chat(group)).pinned_message
    assert pinned is not None
    assert pinned.message_id == said.id
    await bot.unpin_all_forum_topic_messages(group, topic.thread_id)
    assert (await bot.get_chat(group)).pinned_message is None
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await bot.unpin_chat_message(group)

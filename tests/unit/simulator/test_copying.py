"""Copies and forwards."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.simulator import Simulator, Staff, Visitor


async def test_a_copy_bears_no_trace_of_its_author(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    said = visitor.send("photo", caption="部屋です")

    copy = await bot.copy_message(simulator.group_id, visitor.id, said.id)

    fields = simulator.group.messages[copy.message_id].fields
    assert fields["caption"] == "部屋です"
    assert fields["photo"] == said.fields["photo"]
    assert not {"forward_origin", "via_bot"} & fields.keys()
    assert str(visitor.person.last_name) not in str(fields)


async def test_a_copy_may_have_another_caption(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    said = visitor.send("document", caption="元")

    copy = await bot.copy_message(simulator.group_id, visitor.id, said.id, caption="新")

    assert simulator.group.messages[copy.message_id].text == "新"


async def test_a_forward_shows_where_it_comes_from(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    said = visitor.write("内緒")

    forward = await bot.forward_message(simulator.group_id, visitor.id, said.id)

    assert forward.forward_origin is not None
    assert forward.forward_origin.to_dict()["sender_user"]["id"] == visitor.id


async def test_an_album_stays_one_when_copied(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    album = visitor.album("photo", "video", "photo", caption="三つ")

    copies = await bot.copy_messages(
        simulator.group_id, visitor.id, [message.id for message in album]
    )

    kept = [simulator.group.messages[copy.message_id].fields for copy in copies]
    assert len(kept) == 3
    assert len({fields["media_group_id"] for fields in kept}) == 1
    assert kept[0]["media_group_id"] != album[0].fields["media_group_id"]
    assert kept[0]["caption"] == "三つ"


async def test_what_cannot_be_copied_is_skipped_among_many_and_refused_alone(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    first, story, last = visitor.write("a"), visitor.send("story"), visitor.write("b")

    copies = await bot.copy_messages(simulator.group_id, visitor.id, [first.id, story.id, last.id])

    assert len(copies) == 2
    with pytest.raises(BadRequest, match="The message can't be copied"):
        await bot.copy_message(simulator.group_id, visitor.id, story.id)


async def test_a_message_that_is_gone_cannot_be_copied(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    said = visitor.write("やっぱりやめます")
    visitor.delete(said)

    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(simulator.group_id, visitor.id, said.id)
    with pytest.raises(BadRequest, match="Message to forward not found"):
        await bot.forward_message(simulator.group_id, visitor.id, said.id)
    with pytest.raises(BadRequest, match="There are no messages to copy"):
        await bot.copy_messages(simulator.group_id, visitor.id, [said.id])


async def test_ids_have_to_increase(bot: Bot, simulator: Simulator, visitor: Visitor) -> None:
    first, second = visitor.write("a"), visitor.write("b")

    with pytest.raises(BadRequest, match="Expected an array of message_ids"):
        await bot.copy_messages(simulator.group_id, visitor.id, ["x"])  # type: ignore[list-item]  # wrong on purpose
    with pytest.raises(BadRequest, match="strictly increasing order"):
        await bot.copy_messages(simulator.group_id, visitor.id, [second.id, first.id])


async def test_a_protected_group_lets_nothing_out(
    bot: Bot, simulator: Simulator, visitor: Visitor, staff: Staff
) -> None:
    simulator.group.protected = True
    said = staff.write("x")

    with pytest.raises(BadRequest, match="The message can't be copied"):
        await bot.copy_message(visitor.id, simulator.group_id, said.id)
    with pytest.raises(BadRequest, match="The message can't be forwarded"):
        await bot.forward_message(visitor.id, simulator.group_id, said.id)
    assert (await bot.get_chat(simulator.group_id)).has_protected_content


async def test_the_bot_may_copy_but_not_forward_what_it_protected(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    sent = await bot.send_message(visitor.id, "x", protect_content=True)

    await bot.copy_message(simulator.group_id, visitor.id, sent.message_id)

    assert sent.has_protected_content
    with pytest.raises(BadRequest, match="The message can't be forwarded"):
        await bot.forward_message(simulator.group_id, visitor.id, sent.message_id)


async def test_many_are_forwarded_at_once_and_captions_can_be_left_out(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    ids = [message.id for message in visitor.album("photo", "photo", caption="名前")]

    await bot.forward_messages(simulator.group_id, visitor.id, ids)
    copies = await bot.copy_messages(simulator.group_id, visitor.id, ids, remove_caption=True)

    messages = simulator.group.messages
    assert [m.text for m in messages.values() if "forward_origin" in m.fields] == ["名前", ""]
    assert [messages[copy.message_id].text for copy in copies] == ["", ""]

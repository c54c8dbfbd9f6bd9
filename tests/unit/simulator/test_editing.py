"""Edits and deletions, the bot's and people's."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument
from telegram import Message as SentMessage
from telegram.error import BadRequest

from bot.simulator import Simulator, Staff, Visitor
from tests.unit.simulator.conftest import Caller

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("はい", callback_data="yes")]])


async def test_an_edit_changes_the_text_and_drops_the_buttons(bot: Bot, visitor: Visitor) -> None:
    sent = await bot.send_message(visitor.id, "前", reply_markup=KEYBOARD)

    edited = await bot.edit_message_text("後", visitor.id, sent.message_id)

    assert isinstance(edited, SentMessage)
    assert edited.edit_date is not None
    assert visitor.screen is not None
    assert (visitor.screen.text, visitor.screen.buttons) == ("後", [])


async def test_an_edit_to_the_same_is_refused_in_telegrams_words(
    call: Caller, bot: Bot, visitor: Visitor
) -> None:
    sent = await bot.send_message(visitor.id, "同じ")

    _, envelope = await call(
        "editMessageText", chat_id=visitor.id, message_id=sent.message_id, text="同じ"
    )

    assert envelope["description"] == (
        "Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )


async def test_only_the_buttons_may_change(bot: Bot, visitor: Visitor) -> None:
    sent = await bot.send_message(visitor.id, "x")

    await bot.edit_message_reply_markup(visitor.id, sent.message_id, reply_markup=KEYBOARD)

    assert visitor.screen is not None
    assert visitor.screen.buttons == ["はい"]
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(visitor.id, sent.message_id, reply_markup=KEYBOARD)


async def test_the_bot_edits_only_what_is_there_and_its_own(bot: Bot, visitor: Visitor) -> None:
    said = visitor.write("わたしの")

    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", visitor.id, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", visitor.id, said.id)


async def test_texts_and_captions_are_not_mixed_up(bot: Bot, visitor: Visitor) -> None:
    text = await bot.send_message(visitor.id, "x")
    photo = await bot.send_photo(visitor.id, b"picture", caption="前")

    await bot.edit_message_caption(visitor.id, photo.message_id, caption="後")

    assert visitor.inbox[-1].text == "後"
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(visitor.id, text.message_id, caption="x")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", visitor.id, photo.message_id)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.edit_message_caption(visitor.id, photo.message_id, caption="あ" * 1025)


async def test_a_file_is_put_in_the_place_of_another(bot: Bot, visitor: Visitor) -> None:
    photo = await bot.send_photo(visitor.id, b"picture", caption="前")

    await bot.edit_message_media(
        InputMediaDocument(b"paper", filename="paper.txt"), visitor.id, photo.message_id
    )

    fields = visitor.inbox[-1].fields
    assert fields["document"]["file_name"] == "paper.txt"
    assert not {"photo", "caption"} & fields.keys()


async def test_an_edit_by_a_person_is_told_with_its_date(bot: Bot, visitor: Visitor) -> None:
    said = visitor.write("まちがい")

    visitor.edit(said, "ただしい")

    edited = (await bot.get_updates(offset=-1))[0].edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("ただしい", said.id)
    assert edited.edit_date is not None


async def test_a_message_is_deleted_for_two_days_only(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    old = await bot.send_message(visitor.id, "古い")
    simulator.advance(48 * 3600)
    new = await bot.send_message(visitor.id, "新しい")

    await bot.delete_message(visitor.id, new.message_id)

    assert [message.text for message in visitor.inbox] == ["古い"]
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(visitor.id, old.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(visitor.id, new.message_id)


async def test_others_messages_in_a_group_need_the_right(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    said = staff.write("x")
    staff.act("set_rights", rights=["can_manage_topics"])

    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(simulator.group_id, said.id)


async def test_many_are_deleted_at_once_and_missing_ones_passed_over(
    bot: Bot, visitor: Visitor
) -> None:
    first = await bot.send_message(visitor.id, "a")
    second = await bot.send_message(visitor.id, "b")

    await bot.delete_messages(visitor.id, [first.message_id, 998, second.message_id])

    assert visitor.inbox == []


def test_a_deletion_by_a_person_is_told_to_nobody(simulator: Simulator, visitor: Visitor) -> None:
    said = visitor.write("なかったことに")
    before = len(simulator.queue)

    visitor.delete(said)

    assert len(simulator.queue) == before
    assert said.id not in visitor.private_chat.messages

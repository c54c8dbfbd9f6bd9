"""People as objects."""

import asyncio

import pytest
from telegram import Bot, KeyboardButton, ReplyKeyboardMarkup

from bot.simulator import Simulator, Staff, Visitor
from bot.simulator.acts import ACTS, BadAct
from bot.simulator.wire import words
from tests.unit.simulator.conftest import Caller


async def test_a_start_carries_its_payload(bot: Bot, simulator: Simulator) -> None:
    simulator.visitor("みどり").start("leaflet")

    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.text == "/start leaflet"


async def test_an_identity_can_be_looked_for(bot: Bot, simulator: Simulator) -> None:
    someone = simulator.visitor("みどり", last_name="山田", username="midori", is_premium=True)
    someone.start()

    user = (await bot.get_updates())[0].effective_user
    assert user is not None
    assert (user.first_name, user.last_name, user.username) == ("みどり", "山田", "midori")
    assert user.is_premium
    assert user.language_code == "ja"


async def test_a_language_may_be_missing(bot: Bot, simulator: Simulator) -> None:
    simulator.visitor("みどり", language_code=None).start()

    user = (await bot.get_updates())[0].effective_user
    assert user is not None
    assert user.language_code is None


async def test_waiting_is_by_event(bot: Bot, simulator: Simulator, visitor: Visitor) -> None:
    waiting = asyncio.ensure_future(
        simulator.until(lambda: visitor.screen and visitor.screen.text == "やあ")
    )

    await bot.send_message(visitor.id, "やあ")

    assert await asyncio.wait_for(waiting, 1)


async def test_waiting_in_vain_ends(simulator: Simulator) -> None:
    with pytest.raises(TimeoutError):
        await simulator.until(lambda: False, timeout=0.01)


async def test_the_newest_button_of_that_name_is_tapped(
    call: Caller, simulator: Simulator, visitor: Visitor
) -> None:
    for data in ("old", "new"):
        button = {"text": "はい", "callback_data": data}
        await call(
            "sendMessage",
            chat_id=visitor.id,
            text="?",
            reply_markup={"inline_keyboard": [[button]]},
        )

    visitor.tap("はい")
    visitor.tap("はい", message=visitor.inbox[0])

    taps = [pending.body["callback_query"]["data"] for pending in simulator.queue.waiting()[-2:]]
    assert taps == ["new", "old"]


async def test_a_tap_on_what_is_gone_comes_with_an_inaccessible_message(
    bot: Bot, call: Caller, visitor: Visitor
) -> None:
    sent = await bot.send_message(visitor.id, "x")
    visitor.delete(sent.message_id)

    visitor.tap("yes", message=sent.message_id)

    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_a_reply_keyboard_writes_its_label(bot: Bot, visitor: Visitor) -> None:
    keyboard = ReplyKeyboardMarkup([["メニュー", KeyboardButton("ここ", request_location=True)]])
    await bot.send_message(visitor.id, "?", reply_markup=keyboard)

    visitor.tap("メニュー")
    visitor.tap("ここ")

    said = list(visitor.private_chat.messages.values())[-2:]
    assert [message.kind for message in said] == ["text", "location"]
    assert said[0].text == "メニュー"


async def test_a_link_is_followed_without_the_bot(
    call: Caller, simulator: Simulator, visitor: Visitor
) -> None:
    button = {"text": "地図", "url": "https://example.jp/"}
    await call(
        "sendMessage", chat_id=visitor.id, text="?", reply_markup={"inline_keyboard": [[button]]}
    )
    before = len(simulator.queue)

    assert visitor.tap("地図") == {"url": "https://example.jp/"}
    assert len(simulator.queue) == before


def test_staff_write_in_private_too(simulator: Simulator, staff: Staff) -> None:
    staff.write("/start", chat=staff.id)

    assert staff.person.started
    assert simulator.queue.waiting()[-1].body["message"]["chat"]["type"] == "private"


@pytest.mark.parametrize("by_number", [False, True])
def test_files_may_answer_a_message_as_words_do(
    simulator: Simulator, visitor: Visitor, staff: Staff, by_number: bool
) -> None:
    topic = staff.create_topic("件")
    asked, there = visitor.write("?"), staff.write("?", topic=topic)
    here = asked.id if by_number else asked
    inside = there.id if by_number else there

    answers = [
        (asked, [visitor.send("photo", reply_to=here), *visitor.album("photo", reply_to=here)]),
        (there, [staff.send("sticker", reply_to=inside), *staff.album("video", reply_to=inside)]),
    ]

    for answered, sent in answers:
        assert [each.fields["reply_to_message"]["message_id"] for each in sent] == [
            answered.id
        ] * len(sent)
    assert [each.kind for each in topic.messages] == ["text", "sticker", "video"]


def test_what_is_not_possible_says_why(
    simulator: Simulator, visitor: Visitor, staff: Staff
) -> None:
    topic = staff.create_topic("件")
    staff.delete_topic(topic)

    with pytest.raises(BadAct, match="no message in the chat"):
        visitor.tap("ない")
    with pytest.raises(BadAct, match="there is no topic"):
        staff.write("x", topic=topic)
    with pytest.raises(BadAct, match="there is no act"):
        visitor.act("fly")
    with pytest.raises(BadAct, match="lacks or does not know 'text'"):
        visitor.act("write")
    with pytest.raises(BadAct, match="not in the chat"):
        visitor.act("write", text="x", chat=simulator.group_id)
    with pytest.raises(BadAct, match="cannot be sent"):
        visitor.write("  ")
    with pytest.raises(BadAct, match="no reaction"):
        visitor.react(1, "✅")
    visitor.block()
    with pytest.raises(BadAct, match="unblock first"):
        visitor.write("x")
    visitor.deactivate()
    with pytest.raises(BadAct, match="account is deleted"):
        visitor.start()


def test_an_update_can_be_handed_over_as_written(simulator: Simulator, visitor: Visitor) -> None:
    visitor.act("raw", update={"update_id": 1, "surprise": {"odd": True}})

    assert simulator.queue.waiting()[-1].body["surprise"] == {"odd": True}


def test_every_act_of_the_contract_is_there() -> None:
    promised = words(
        "start write edit tap react send album delete block unblock deactivate create_topic "
        "close_topic reopen_topic rename_topic delete_topic pin migrate_group set_forum "
        "set_rights kick_bot add_bot raw"
    )

    assert set(promised) <= set(ACTS)


async def test_a_second_group_knows_only_its_members(bot: Bot, simulator: Simulator) -> None:
    other = simulator.world.add_group("よその", is_forum=True)

    await bot.send_message(other.id, "x")

    assert simulator.group.id != other.id
    assert [message.text for message in other.messages.values()] == ["x"]


async def test_the_same_person_acts_in_another_group(simulator: Simulator) -> None:
    here = simulator.staff("係員A")
    other = simulator.add_group("もうひとつの窓口")
    there = here.at(other)

    topic = there.create_topic("受付")
    written = there.write("おはようございます", topic=topic)
    there.edit(written, "こんにちは")
    picture = there.send("photo", topic=topic)
    there.act("kick_bot")

    assert there.id == here.id
    assert topic.chat is other
    assert (written.text, written.chat) == ("こんにちは", other)
    assert picture.chat is other
    assert (other.bot_status, simulator.group.bot_status) == ("kicked", "administrator")
    assert here.write("ここです").chat is simulator.group
    assert there.write("/start", chat=there.id).chat is there.private_chat

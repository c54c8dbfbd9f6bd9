"""Who is where with what rights, and how the bot hears of changes."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.simulator import FakeClock, Simulator, Staff, Visitor
from tests.unit.simulator.conftest import Caller, client_of


async def test_blocking_and_unblocking_is_told(bot: Bot, visitor: Visitor) -> None:
    visitor.block()
    visitor.unblock()

    blocked, unblocked = [update.my_chat_member for update in await bot.get_updates()][-2:]
    assert blocked is not None
    assert unblocked is not None
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert unblocked.new_chat_member.status == "member"
    assert blocked.chat.id == visitor.id


async def test_starting_again_unblocks(bot: Bot, visitor: Visitor) -> None:
    visitor.block()

    visitor.start("again")

    await bot.send_message(visitor.id, "おかえりなさい")
    assert not visitor.person.blocked


async def test_a_bot_that_was_kicked_is_out(bot: Bot, simulator: Simulator, staff: Staff) -> None:
    staff.act("kick_bot")
    staff.write("聞こえない")

    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(simulator.group_id, "x")
    updates = await bot.get_updates()
    change = updates[-1].my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "kicked"
    staff.act("add_bot")
    await bot.send_message(simulator.group_id, "x")


async def test_a_bot_that_left_is_no_member(bot: Bot, simulator: Simulator) -> None:
    await bot.leave_chat(simulator.group_id)

    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.get_chat(simulator.group_id)


async def test_the_bots_rights_are_shown_and_changed(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    staff.act("set_rights", rights={"can_delete_messages": False})

    member = await bot.get_chat_member(simulator.group_id, bot.id)

    assert member.status == "administrator"
    assert member.to_dict()["can_manage_topics"]
    assert not member.to_dict()["can_delete_messages"]
    change = (await bot.get_updates(offset=-1))[0].my_chat_member
    assert change is not None
    assert change.new_chat_member.to_dict() == member.to_dict()


async def test_a_restricted_bot_cannot_write(bot: Bot, simulator: Simulator, staff: Staff) -> None:
    staff.act("set_rights", rights=[], status="restricted")

    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(simulator.group_id, "x")
    assert (await bot.get_chat_member(simulator.group_id, bot.id)).status == "restricted"


async def test_members_are_counted_and_described(
    bot: Bot, simulator: Simulator, staff: Staff, visitor: Visitor
) -> None:
    group = simulator.group_id

    assert await bot.get_chat_member_count(group) == 2
    assert (await bot.get_chat_member(group, staff.id)).status == "administrator"
    assert (await bot.get_chat_member(group, visitor.id)).status == "left"
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group, 424242)
    statuses = {member.user.id for member in await bot.get_chat_administrators(group)}
    assert statuses == {staff.id, bot.id}


async def test_comings_and_goings_are_told_when_asked_for(
    bot: Bot, call: Caller, visitor: Visitor
) -> None:
    await call("getUpdates", allowed_updates=["chat_member", "message"])

    visitor.act("join")
    visitor.act("leave")

    changes = [update.chat_member for update in await bot.get_updates() if update.chat_member]
    assert [change.new_chat_member.status for change in changes] == ["member", "left"]


async def test_privacy_mode_hides_what_is_not_for_the_bot() -> None:
    async with Simulator(clock=FakeClock(), reads_all_group_messages=False) as simulator:
        staff = simulator.staff("係員A")
        async with client_of(simulator) as bot:
            staff.act("set_rights", rights=[], status="member")
            sent = await bot.send_message(simulator.group_id, "x")

            staff.write("ひとりごと")
            staff.write("/help")
            staff.write("/help@another_bot")
            staff.write("はい", reply_to=sent.message_id)

            heard = [u.message.text for u in await bot.get_updates() if u.message]
            me = await bot.get_me()
    assert heard == ["/help", "はい"]
    assert not me.can_read_all_group_messages


async def test_an_anonymous_administrator_hides_behind_the_group(
    bot: Bot, simulator: Simulator
) -> None:
    staff = simulator.staff("係員B", anonymous=True)

    staff.write("匿名")

    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert message.from_user is not None
    assert message.from_user.id == 1087968824
    assert message.sender_chat is not None
    assert message.sender_chat.id == simulator.group_id


@pytest.mark.parametrize("basic", [True, False])
async def test_a_migrated_group_names_its_new_id(basic: bool) -> None:
    async with Simulator(clock=FakeClock(), basic_group=basic) as simulator:
        staff, old = simulator.staff("係員A"), simulator.group_id
        async with client_of(simulator) as bot:
            staff.act("migrate_group")

            with pytest.raises(ChatMigrated) as caught:
                await bot.send_message(old, "x")
            messages = [update.message for update in await bot.get_updates()]
            await bot.send_message(simulator.group_id, "x")
    assert caught.value.new_chat_id == simulator.group_id != old
    assert messages[0] is not None
    assert messages[1] is not None
    assert messages[0].migrate_to_chat_id == simulator.group_id
    assert messages[1].migrate_from_chat_id == old

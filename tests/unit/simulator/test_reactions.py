"""Reactions, by the bot and by people."""

import pytest
from telegram import Bot
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest

from bot.simulator import Simulator, Staff, Visitor
from bot.simulator.methods.reactions import EMOJI, is_reaction
from tests.unit.simulator.conftest import Caller


def test_the_list_is_telegrams() -> None:
    assert len(EMOJI) == 73
    assert all(is_reaction(emoji) for emoji in ReactionEmoji)


async def test_a_reaction_is_set_and_taken_back(bot: Bot, visitor: Visitor) -> None:
    said = visitor.write("ありがとう")

    await bot.set_message_reaction(visitor.id, said.id, "👌")
    set_first = dict(said.reactions)
    await bot.set_message_reaction(visitor.id, said.id)

    assert list(set_first.values()) == ["👌"]
    assert said.reactions == {}


@pytest.mark.parametrize("emoji", ["✅", "❌", "⏳"])
async def test_other_emoji_are_refused(bot: Bot, visitor: Visitor, emoji: str) -> None:
    said = visitor.write("x")

    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(visitor.id, said.id, emoji)


async def test_a_bot_has_one_reaction_and_needs_a_message(bot: Bot, visitor: Visitor) -> None:
    said = visitor.write("x")

    with pytest.raises(BadRequest, match="Reactions_too_many"):
        await bot.set_message_reaction(visitor.id, said.id, ["👌", "👍"])
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(visitor.id, 999, "👌")


async def test_an_album_wears_its_reaction_on_the_first_message(
    bot: Bot, visitor: Visitor
) -> None:
    first, second = visitor.album("photo", "photo")

    await bot.set_message_reaction(visitor.id, second.id, "👀")

    assert list(first.reactions.values()) == ["👀"]
    assert second.reactions == {}


async def test_a_group_may_restrict_reactions(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    simulator.group.reactions_allowed = frozenset("👍")
    said = staff.write("x")

    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(simulator.group_id, said.id, "👌")
    assert (await bot.get_chat(simulator.group_id)).available_reactions is not None


async def test_staff_reactions_are_told_when_asked_for(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    sent = await bot.send_message(simulator.group_id, "x")
    staff.react(sent.message_id, "👍")
    await bot.get_updates(allowed_updates=["message_reaction"])

    staff.react(sent.message_id, "👎")

    update = (await bot.get_updates(offset=-1))[0].message_reaction
    assert update is not None
    assert [str(reaction.to_dict()["emoji"]) for reaction in update.old_reaction] == ["👍"]
    assert [str(reaction.to_dict()["emoji"]) for reaction in update.new_reaction] == ["👎"]


async def test_visitors_reactions_are_told_only_if_so_configured(
    call: Caller, simulator: Simulator, visitor: Visitor, bot: Bot
) -> None:
    await call("getUpdates", allowed_updates=["message_reaction"])
    sent = await bot.send_message(visitor.id, "x")
    before = len(simulator.queue)

    visitor.react(sent.message_id, "👍")
    untold = len(simulator.queue)
    simulator.world.private_reactions = True
    visitor.react(sent.message_id, None)

    assert (untold - before, len(simulator.queue) - before) == (0, 1)

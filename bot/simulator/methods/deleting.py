"""Deleting messages, which the bot may do for two days."""

from bot.simulator.methods.copying import MOST_AT_ONCE
from bot.simulator.methods.places import find_chat, reachable
from bot.simulator.methods.registry import method
from bot.simulator.parameters import Parameters
from bot.simulator.state import Chat, Message
from bot.simulator.wire import bad_request
from bot.simulator.world import World

DELETABLE_FOR = 48 * 3600


@method("deleteMessage")
def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete one message."""
    chat = reachable(find_chat(world, parameters))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _is_deletable(world, chat, message):
        raise bad_request("message can't be deleted")
    world.remove(chat, [message.id])
    return True


@method("deleteMessages")
def delete_messages(world: World, parameters: Parameters) -> bool:
    """Delete several messages; those that are gone already are passed over."""
    chat = reachable(find_chat(world, parameters))
    ids = parameters.integers("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers to delete")
    found = [chat.messages[number] for number in ids if number in chat.messages]
    if not all(_is_deletable(world, chat, message) for message in found):
        raise bad_request("message can't be deleted")
    world.remove(chat, [message.id for message in found])
    return True


def _is_deletable(world: World, chat: Chat, message: Message) -> bool:
    if world.now() - message.fields["date"] >= DELETABLE_FOR:
        return False
    if "forum_topic_created" in message.fields:
        return False
    return chat.is_private or message.from_bot or chat.bot_may("can_delete_messages")

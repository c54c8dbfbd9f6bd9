"""Pinning messages, the newest shown first."""

from bot.simulator.methods.places import find_chat, find_topic, writable
from bot.simulator.methods.registry import method
from bot.simulator.parameters import Parameters
from bot.simulator.state import Chat
from bot.simulator.wire import bad_request
from bot.simulator.world import Draft, World


@method("pinChatMessage")
def pin(world: World, parameters: Parameters) -> bool:
    """Pin a message, which posts a service message."""
    chat = writable(find_chat(world, parameters))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    _check_right(chat)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.post(Draft(chat, world.bot, {"pinned_message": message.fields}, message.thread))
    return True


@method("unpinChatMessage")
def unpin(world: World, parameters: Parameters) -> bool:
    """Unpin a message, the newest pinned one if none is named."""
    chat = writable(find_chat(world, parameters))
    newest = chat.pinned[-1] if chat.pinned else 0
    number = parameters.integer("message_id", newest)
    if number not in chat.messages:
        raise bad_request("message to unpin not found")
    _check_right(chat)
    if number in chat.pinned:
        chat.pinned.remove(number)
    return True


@method("unpinAllChatMessages")
def unpin_all(world: World, parameters: Parameters) -> bool:
    """Unpin everything."""
    chat = writable(find_chat(world, parameters))
    _check_right(chat)
    chat.pinned.clear()
    return True


@method("unpinAllForumTopicMessages")
def unpin_topic(world: World, parameters: Parameters) -> bool:
    """Unpin everything in one topic."""
    chat = writable(find_chat(world, parameters))
    topic = find_topic(chat, parameters.integer("message_thread_id"), "TOPIC_ID_INVALID")
    _check_right(chat)
    _unpin_thread(chat, topic.thread_id)
    return True


@method("unpinAllGeneralForumTopicMessages")
def unpin_general(world: World, parameters: Parameters) -> bool:
    """Unpin everything in General."""
    chat = writable(find_chat(world, parameters))
    _check_right(chat)
    _unpin_thread(chat, None)
    return True


def _unpin_thread(chat: Chat, thread: int | None) -> None:
    chat.pinned[:] = [number for number in chat.pinned if chat.messages[number].thread != thread]


def _check_right(chat: Chat) -> None:
    if not (chat.is_private or chat.bot_may("can_pin_messages")):
        raise bad_request("not enough rights to manage pinned messages in the chat")

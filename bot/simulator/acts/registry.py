"""The table of what people can do: `(world, person, wishes) -> what came of it`."""

from collections.abc import Callable

from bot.simulator.state import Chat, Message, Person, Topic
from bot.simulator.wire import Json
from bot.simulator.world import World

Act = Callable[[World, Person, Json], object]
ACTS: dict[str, Act] = {}


class BadAct(Exception):
    """A person wants what cannot be done; the text says why."""


def act(name: str) -> Callable[[Act], Act]:
    """Register a function as an act."""

    def register(function: Act) -> Act:
        ACTS[name] = function
        return function

    return register


def perform(world: World, person: Person, name: str, wishes: Json) -> object:
    """Do what a person wants; BadAct when it cannot be done."""
    function = ACTS.get(name)
    if function is None:
        raise BadAct(f"there is no act {name!r}; there are: {', '.join(sorted(ACTS))}")
    if person.deactivated:
        raise BadAct("this person's account is deleted")
    try:
        return function(world, person, wishes)
    except KeyError as missing:
        raise BadAct(f"the act {name!r} lacks or does not know {missing}") from missing


def chat_of(world: World, person: Person, wishes: Json) -> Chat:
    """Find the chat of an act: the one named, or else the private chat or the group."""
    given = wishes.get("chat")
    if given is None:
        return world.group if person.role == "staff" else world.chats[person.id]
    chat = world.chats.get(int(given))
    if chat is None:
        raise BadAct(f"there is no chat {given}")
    is_inside = chat.id == person.id or person.id in chat.members
    if not is_inside:
        raise BadAct(f"this person is not in the chat {given}")
    return chat


def message_of(chat: Chat, number: object) -> Message:
    """Find a message that still exists."""
    message = chat.messages.get(int(str(number)))
    if message is None:
        raise BadAct(f"there is no message {number} in the chat {chat.id}")
    return message


def topic_of(chat: Chat, number: object) -> Topic:
    """Find a topic that still exists."""
    topic = chat.topics.get(int(str(number)))
    if topic is None or topic.deleted:
        raise BadAct(f"there is no topic {number} in the chat {chat.id}")
    return topic

"""Where a call wants to act: the chat, its topic, the message it answers; and whether it may."""

from dataclasses import dataclass

from bot.simulator.parameters import Parameters
from bot.simulator.state import Chat, Message, Topic
from bot.simulator.wire import Json, bad_request, forbidden
from bot.simulator.world import World

GENERAL = 1
THREAD_GONE = "message thread not found"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message will go."""

    chat: Chat
    thread: int | None = None
    reply_to: Message | None = None
    extra: Json | None = None


def find_chat(world: World, parameters: Parameters, name: str = "chat_id") -> Chat:
    """Find the chat of a call, or refuse as Telegram does."""
    given = parameters.text(name)
    if not given:
        raise bad_request(f"{name} is empty")
    chat = _look_up(world, given)
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    if chat.person is not None and not (chat.person.started or _knows(world, chat)):
        raise bad_request("chat not found")
    return chat


def reachable(chat: Chat) -> Chat:
    """Refuse when the bot is no longer in the chat."""
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def writable(chat: Chat) -> Chat:
    """Refuse when the bot cannot write there."""
    person = chat.person
    if person is None:
        reachable(chat)
        if chat.bot_status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")
        return chat
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def find_place(world: World, parameters: Parameters) -> Place:
    """Find where a call wants to send something, or refuse."""
    chat = writable(find_chat(world, parameters))
    reply_to, extra = _find_answered(world, chat, parameters)
    thread = parameters.integer("message_thread_id")
    if thread:
        topic = find_topic(chat, thread, THREAD_GONE)
        if reply_to is not None and reply_to.thread != thread:
            extra = {**extra, **_external(reply_to)}
            reply_to = None
        check_open(chat, topic.closed)
        return Place(chat, thread, reply_to, extra)
    if reply_to is not None and reply_to.thread is not None:
        check_open(chat, chat.topics[reply_to.thread].closed)
        return Place(chat, reply_to.thread, reply_to, extra)
    check_open(chat, chat.is_forum and chat.general_closed)
    return Place(chat, None, reply_to, extra)


def find_topic(chat: Chat, thread: int, reason: str) -> Topic:
    """Find a topic that exists; General is none, and a chat without topics has none."""
    topic = chat.topics.get(thread)
    if thread == GENERAL or topic is None or topic.deleted or not chat.is_forum:
        raise bad_request(reason)
    return topic


def check_open(chat: Chat, closed: bool) -> None:
    """Refuse to write to a closed topic unless the bot may manage topics."""
    if closed and not chat.bot_may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def _look_up(world: World, given: str) -> Chat | None:
    try:
        return world.chats.get(int(given))
    except ValueError:
        return None


def _knows(world: World, chat: Chat) -> bool:
    """Say whether the bot shares a group with somebody who never wrote to it."""
    shared = [group for group in world.groups if group.bot_status not in ("left", "kicked")]
    return any(chat.id in group.members for group in shared)


def _find_answered(
    world: World, chat: Chat, parameters: Parameters
) -> tuple[Message | None, Json]:
    wanted = parameters.mapping("reply_parameters") or {}
    number = int(wanted.get("message_id") or parameters.integer("reply_to_message_id"))
    if not number:
        return None, {}
    source = chat
    if wanted.get("chat_id"):
        source = _look_up(world, str(wanted["chat_id"])) or chat
    found = source.messages.get(number)
    if found is None:
        lenient = wanted.get("allow_sending_without_reply")
        if lenient or parameters.flag("allow_sending_without_reply"):
            return None, {}
        raise bad_request("message to be replied not found")
    if source is not chat:
        return None, _external(found)
    quote = {"quote": {"text": wanted["quote"], "position": 0}} if wanted.get("quote") else {}
    return found, quote


def _external(message: Message) -> Json:
    origin = {
        "type": "user",
        "sender_user": message.fields["from"],
        "date": message.fields["date"],
    }
    where = {"origin": origin, "chat": message.chat.face, "message_id": message.id}
    return {"external_reply": where}

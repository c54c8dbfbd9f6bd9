"""From an update to an input: what we need is taken over, everything else is left behind.

No name, username or profile passes this door (SAFETY.md P1, P2), and nothing of an update is
kept that is not in the input made here. What is unknown becomes a defined input, not an error.
"""

from collections.abc import Mapping

from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, MessageEntity, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.kinds import is_service, kind_of
from bot.model.ids import ChatId, MessageId, StaffRef, ThreadId
from bot.model.inputs import (
    Arrival,
    BecameReachable,
    BecameUnreachable,
    Commanded,
    Edited,
    Entity,
    FromGroup,
    FromVisitor,
    GroupChanged,
    GroupMoved,
    Input,
    Pressed,
    Said,
    Showed,
    Staff,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffShowed,
    StaffWrote,
    Started,
    TopicClosed,
    TopicReopened,
)

ANONYMOUS_ADMIN = 1087968824  # GroupAnonymousBot (TELEGRAM.md 1.7)
NOBODY = Staff(StaffRef(""), "")
"""Stands for the author until the inbox puts the digest of the account there."""

LARGEST = 2**63 - 1
GONE = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})


def read(raw: Mapping[str, object], bot: Bot) -> Arrival | None:
    """Turn one update into an arrival; None when it concerns nobody.

    Whatever cannot be read becomes an arrival without input, so that it is kept in view.
    """
    key = f"telegram:{raw.get('update_id')}"
    if not _fits(raw):
        return _unreadable(key, raw)
    try:
        update = Update.de_json(dict(raw), bot)
        return _arrival(key, update, bot.id)
    except Exception:  # a malformed update may fail anywhere in the library
        return _unreadable(key, raw)


def _arrival(key: str, update: Update, me: int) -> Arrival | None:
    if update.callback_query is not None:
        return _from_press(key, update.callback_query)
    if update.my_chat_member is not None:
        return _from_membership(key, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return None
    edited = update.edited_message is not None
    if message.chat.type == ChatType.PRIVATE:
        happened = _visitor_edited(message) if edited else _visitor_wrote(message)
        return Arrival(key, FromVisitor(ChatId(message.chat.id)), happened) if happened else None
    if message.from_user is not None and message.from_user.id == me:
        return None
    return _from_group(key, message, edited)


# ── a visitor's private chat ─────────────────────────────────────────────────


def _visitor_wrote(message: Message) -> Input | None:
    hint = _hint(message.from_user)
    here = MessageId(message.message_id)
    reply = _reply_to(message)
    if message.text is not None:
        name, rest = command(message)
        if name == "start":
            return Started(rest.strip(), hint)
        if name:
            return Commanded(name, hint)
        return Said(here, message.text, _entities(message.entities), reply, hint)
    if is_service(message):
        return None
    caption = message.caption or ""
    return Showed(
        here,
        kind_of(message),
        caption,
        _entities(message.caption_entities),
        reply,
        message.media_group_id or "",
        hint,
    )


def _visitor_edited(message: Message) -> Input:
    here = MessageId(message.message_id)
    if message.text is not None:
        return Edited(here, message.text, _entities(message.entities))
    entities = _entities(message.caption_entities)
    return Edited(here, message.caption or "", entities, caption=True)


# ── a group ──────────────────────────────────────────────────────────────────


def _from_group(key: str, message: Message, edited: bool) -> Arrival | None:
    chat = ChatId(message.chat.id)
    if message.migrate_to_chat_id is not None:
        return Arrival(key, FromGroup(chat), GroupMoved(ChatId(message.migrate_to_chat_id)))
    if not message.is_topic_message or message.message_thread_id is None:
        return None
    author = _author(message)
    happened = _staff_edited(message, author) if edited else _staff_wrote(message, author)
    if happened is None:
        return None
    account = message.from_user.id if author and message.from_user else None
    return Arrival(key, FromGroup(chat, ThreadId(message.message_thread_id), account), happened)


def _author(message: Message) -> Staff | None:
    """Say whether somebody stands behind a message; an anonymous admin or a channel is nobody."""
    anonymous = message.sender_chat is not None or (
        message.from_user is not None and message.from_user.id == ANONYMOUS_ADMIN
    )
    return None if anonymous or message.from_user is None else NOBODY


def _staff_wrote(message: Message, author: Staff | None) -> Input | None:
    if message.forum_topic_closed is not None:
        return TopicClosed(author)
    if message.forum_topic_reopened is not None:
        return TopicReopened(author)
    if is_service(message) or _is_from_a_bot(message, author):
        return None
    here, reply, quoted = MessageId(message.message_id), _reply_to(message), _quoted(message)
    if message.text is None:
        entities, caption = _entities(message.caption_entities), message.caption or ""
        return StaffShowed(author, here, kind_of(message), caption, entities, reply, quoted)
    entities = _entities(message.entities)
    name, rest = command(message)
    if not name:
        return StaffWrote(author, here, message.text, entities, reply, quoted)
    behind = _behind(message.text, rest, entities)
    return StaffCommanded(author, here, name, rest, behind, reply, quoted)


def _is_from_a_bot(message: Message, author: Staff | None) -> bool:
    return author is not None and message.from_user is not None and message.from_user.is_bot


def _staff_edited(message: Message, author: Staff | None) -> Input:
    here = MessageId(message.message_id)
    if message.text is not None:
        return StaffEdited(author, here, message.text, _entities(message.entities))
    entities = _entities(message.caption_entities)
    return StaffEdited(author, here, message.caption or "", entities, caption=True)


# ── presses and membership ───────────────────────────────────────────────────


def _from_press(key: str, query: CallbackQuery) -> Arrival | None:
    message = query.message
    if message is None or query.data is None:
        return None
    chat = ChatId(message.chat.id)
    if message.chat.type == ChatType.PRIVATE:
        here = MessageId(message.message_id)
        pressed = Pressed(here, query.data, query.id, _hint(query.from_user))
        return Arrival(key, FromVisitor(chat), pressed)
    thread = message.message_thread_id if isinstance(message, Message) else None
    author = None if query.from_user.id == ANONYMOUS_ADMIN else query.from_user.id
    origin = FromGroup(chat, ThreadId(thread) if thread else None, author)
    staff = NOBODY if author else None
    return Arrival(key, origin, StaffPressed(staff, query.data, query.id))


def _from_membership(key: str, change: ChatMemberUpdated) -> Arrival | None:
    chat = ChatId(change.chat.id)
    if change.chat.type != ChatType.PRIVATE:
        return Arrival(key, FromGroup(chat), GroupChanged())
    gone = change.new_chat_member.status in GONE
    return Arrival(key, FromVisitor(chat), BecameUnreachable() if gone else BecameReachable())


# ── pieces of a message ──────────────────────────────────────────────────────


def command(message: Message) -> tuple[str, str]:
    """Split a command to us from what stands behind it; the name is empty where there is none."""
    text = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return "", ""
    name, _, called = text[1 : first.length].lower().partition("@")
    if called and called != message.get_bot().username.lower():
        return "", ""
    return name, text[first.length :].lstrip()


def _behind(text: str, rest: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Move the formatting along when the command in front is cut off."""
    shift = len(text[: len(text) - len(rest)].encode("utf-16-le")) // 2
    return tuple(
        Entity(each.kind, each.offset - shift, each.length, each.url, each.language)
        for each in entities
        if each.offset >= shift
    )


def _reply_to(message: Message) -> MessageId | None:
    """Find what a message answers; every message in a topic seems to answer the topic's birth."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    return MessageId(replied.message_id)


def _quoted(message: Message) -> str:
    """Give the first line of what a message answers, if that is the bot's."""
    replied = message.reply_to_message
    author = replied.from_user if replied else None
    if replied is None or author is None or author.id != message.get_bot().id:
        return ""
    return (replied.text or replied.caption or "").partition("\n")[0]


def _entities(entities: tuple[MessageEntity, ...]) -> tuple[Entity, ...]:
    """Take formatting over, without the accounts that mentions point at."""
    return tuple(
        Entity(str(each.type), each.offset, each.length, each.url or "", each.language or "")
        for each in entities
    )


def _hint(user: object) -> str:
    return getattr(user, "language_code", None) or ""


def _fits(part: object) -> bool:
    """Say whether every number fits into 64 bits, as Telegram's do and as a database asks."""
    if isinstance(part, Mapping):
        return all(_fits(each) for each in part.values())
    if isinstance(part, list):
        return all(_fits(each) for each in part)
    return not isinstance(part, int) or -LARGEST <= part <= LARGEST


def _unreadable(key: str, raw: Mapping[str, object]) -> Arrival | None:
    return Arrival(key, FromVisitor(chat), None) if (chat := _chat_of(raw)) else None


def _chat_of(raw: Mapping[str, object]) -> ChatId | None:
    """Find the private chat in an update that cannot be read; a press has it in its message."""
    for part in raw.values():
        for place in (part, _in(part, "message")):
            number = _in(_in(place, "chat"), "id")
            if isinstance(number, int) and number > 0:
                return ChatId(number)
    return None


def _in(part: object, name: str) -> object:
    return part.get(name) if isinstance(part, Mapping) else None

"""From an update to an input: what we need is taken over, everything else is left behind.

No name, username or profile passes this door (SAFETY.md P1, P2), and nothing of an update is
kept that is not in the input made here. What is unknown becomes a defined input, not an error.
"""

from collections.abc import Mapping

from telegram import (
    Bot,
    CallbackQuery,
    ChatMemberUpdated,
    Message,
    MessageReactionUpdated,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.kinds import is_service, kind_of
from bot.channels.telegram.pieces import (
    behind,
    chat_of,
    command,
    entities,
    fits,
    hint,
    quoted,
    reply_to,
)
from bot.channels.telegram.reactions import newest
from bot.model.ids import ChatId, MessageId, StaffRef, ThreadId
from bot.model.inputs import (
    Arrival,
    BecameReachable,
    BecameUnreachable,
    Commanded,
    Edited,
    FromGroup,
    FromVisitor,
    GroupChanged,
    GroupEntered,
    GroupMoved,
    Input,
    Pressed,
    Reacted,
    Said,
    Showed,
    Staff,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffReacted,
    StaffShowed,
    StaffWrote,
    Started,
    TopicClosed,
    TopicReopened,
    TopicSeen,
)

UNNAMED = frozenset({1087968824, 136817688})
"""Bots that stand for an anonymous admin and for a channel (TELEGRAM.md 1.7)."""
NOBODY = Staff(StaffRef(""), "")
"""Stands for the author until the inbox puts the digest of the account there."""

GONE = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})


def key_of(number: object) -> str:
    """Name an update by its number."""
    return f"telegram:{number}"


def read(raw: Mapping[str, object], bot: Bot) -> Arrival | None:
    """Turn one update into an arrival; None when it concerns nobody.

    Whatever cannot be read becomes an arrival without input, so that it is kept in view.
    """
    key = key_of(raw.get("update_id"))
    if not fits(raw):
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
    if update.message_reaction is not None:
        return _from_reaction(key, update.message_reaction)
    message = update.message or update.edited_message
    return _from_message(key, message, update.edited_message is not None, me) if message else None


def _from_message(key: str, message: Message, edited: bool, me: int) -> Arrival | None:
    if message.chat.type == ChatType.PRIVATE:
        happened = _visitor_edited(message) if edited else _visitor_wrote(message)
        origin, at = FromVisitor(ChatId(message.chat.id)), message.edit_date or message.date
        return Arrival(key, origin, happened, at) if happened else None
    if message.from_user is not None and message.from_user.id == me:
        return _from_us(key, message)
    return _from_group(key, message, edited)


def _from_us(key: str, message: Message) -> Arrival | None:
    """Hear of the topics that we made: of all our messages, Telegram echoes the service ones."""
    if message.forum_topic_created is None or message.message_thread_id is None:
        return None
    chat = ChatId(message.chat.id)
    return Arrival(key, FromGroup(chat), TopicSeen(chat, ThreadId(message.message_thread_id)))


# ── a visitor's private chat ─────────────────────────────────────────────────


def _visitor_wrote(message: Message) -> Input | None:
    app = hint(message.from_user)
    here = MessageId(message.message_id)
    answered = reply_to(message)
    if message.text is not None:
        name, rest = command(message)
        if name == "start":
            return Started(rest.strip(), app)
        if name:
            return Commanded(name, app)
        return Said(here, message.text, entities(message.entities), answered, app)
    if is_service(message):
        return None
    return Showed(
        here,
        kind_of(message),
        message.caption or "",
        entities(message.caption_entities),
        answered,
        message.media_group_id or "",
        app,
    )


def _visitor_edited(message: Message) -> Input:
    here = MessageId(message.message_id)
    if message.text is not None:
        return Edited(here, message.text, entities(message.entities))
    formatting = entities(message.caption_entities)
    return Edited(here, message.caption or "", formatting, caption=True)


# ── a group ──────────────────────────────────────────────────────────────────


def _from_group(key: str, message: Message, edited: bool) -> Arrival | None:
    chat = ChatId(message.chat.id)
    if message.migrate_to_chat_id is not None:
        return Arrival(
            key, FromGroup(chat), GroupMoved(ChatId(message.migrate_to_chat_id), was=chat)
        )
    origin = FromGroup(chat, _topic(message), _account(message))
    if origin.author is None and _is_bot(message.from_user):
        given = None if edited or origin.thread is None else _of_a_bot(message)
        return Arrival(key, origin, given) if given else None
    author = NOBODY if origin.author else None
    happened = _staff_edited(message, author) if edited else _staff_wrote(message, author)
    if happened is None or (origin.thread is None and not isinstance(happened, StaffCommanded)):
        return None
    return Arrival(key, origin, happened)


def _of_a_bot(message: Message) -> Input | None:
    return _commanded(message, None, from_bot=True)


def _topic(message: Message) -> ThreadId | None:
    """Name the topic a message is in; in General a thread is a chain of replies and no place."""
    if not message.is_topic_message or message.message_thread_id is None:
        return None
    return ThreadId(message.message_thread_id)


def _account(message: Message) -> int | None:
    """Give who stands behind a message; an anonymous admin, a channel or a bot is nobody."""
    person = message.from_user
    if message.sender_chat is not None or person is None or person.is_bot:
        return None
    return person.id


def _is_bot(person: User | None) -> bool:
    """Say whether a bot wrote it of itself, and not for somebody who stays unnamed."""
    return person is not None and person.is_bot and person.id not in UNNAMED


def _staff_wrote(message: Message, author: Staff | None) -> Input | None:
    if message.forum_topic_closed is not None:
        return TopicClosed(author)
    if message.forum_topic_reopened is not None:
        return TopicReopened(author)
    if is_service(message):
        return None
    here, answered, first_line = MessageId(message.message_id), reply_to(message), quoted(message)
    if message.text is None:
        return StaffShowed(
            author,
            here,
            kind_of(message),
            message.caption or "",
            entities(message.caption_entities),
            answered,
            first_line,
            message.media_group_id or "",
        )
    given = _commanded(message, author)
    formatting = entities(message.entities)
    return given or StaffWrote(author, here, message.text, formatting, answered, first_line)


def _commanded(
    message: Message, author: Staff | None, *, from_bot: bool = False
) -> StaffCommanded | None:
    name, rest = command(message)
    if not name:
        return None
    return StaffCommanded(
        author,
        MessageId(message.message_id),
        name,
        rest,
        behind(message.text or "", rest, entities(message.entities)),
        reply_to(message),
        quoted(message),
        from_bot,
    )


def _staff_edited(message: Message, author: Staff | None) -> Input:
    """Take a change over; of a command, what stands behind it, as when it was given."""
    here = MessageId(message.message_id)
    if message.text is None:
        formatting = entities(message.caption_entities)
        return StaffEdited(author, here, message.caption or "", formatting, caption=True)
    given = _commanded(message, author)
    if given is not None:
        return StaffEdited(author, here, given.text, given.entities)
    return StaffEdited(author, here, message.text, entities(message.entities))


# ── presses, reactions and membership ────────────────────────────────────────


def _from_press(key: str, query: CallbackQuery) -> Arrival | None:
    message = query.message
    if message is None or query.data is None:
        return None
    chat, here = ChatId(message.chat.id), MessageId(message.message_id)
    if message.chat.type == ChatType.PRIVATE:
        pressed = Pressed(here, query.data, query.id, hint(query.from_user))
        return Arrival(key, FromVisitor(chat), pressed)
    thread = message.message_thread_id if isinstance(message, Message) else None
    author = None if query.from_user.id in UNNAMED else query.from_user.id
    origin = FromGroup(chat, ThreadId(thread) if thread else None, author)
    staff = NOBODY if author else None
    return Arrival(key, origin, StaffPressed(staff, query.data, query.id, here))


def _from_reaction(key: str, change: MessageReactionUpdated) -> Arrival | None:
    """Take a reaction over; the topic is not told, so the message itself says where it was."""
    if _is_bot(change.user):  # our own comes back to us as well
        return None
    chat, here = ChatId(change.chat.id), MessageId(change.message_id)
    emoji = newest(change.new_reaction)
    if change.chat.type == ChatType.PRIVATE:
        return Arrival(key, FromVisitor(chat), Reacted(here, emoji))
    author = change.user.id if change.user and change.user.id not in UNNAMED else None
    origin = FromGroup(chat, author=author, message=here)
    return Arrival(key, origin, StaffReacted(NOBODY if author else None, here, emoji))


def _from_membership(key: str, change: ChatMemberUpdated) -> Arrival | None:
    chat = ChatId(change.chat.id)
    was_out, is_out = (
        member.status in GONE for member in (change.old_chat_member, change.new_chat_member)
    )
    if change.chat.type != ChatType.PRIVATE:
        entered = was_out and not is_out
        return Arrival(key, FromGroup(chat), GroupEntered() if entered else GroupChanged())
    return Arrival(key, FromVisitor(chat), BecameUnreachable() if is_out else BecameReachable())


# ── what cannot be read ──────────────────────────────────────────────────────


def _unreadable(key: str, raw: Mapping[str, object]) -> Arrival | None:
    return Arrival(key, FromVisitor(chat), None) if (chat := chat_of(raw)) else None

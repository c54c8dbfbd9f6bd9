"""From a parcel to the Bot API, and from its answer to an outcome (TELEGRAM.md section 4)."""

import contextlib
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import assert_never

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.client import Client, NotSent
from bot.channels.telegram.reactions import settable
from bot.model.delivery import (
    Copy,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditCaption,
    EditText,
    EditTopic,
    LeaveGroup,
    MakeTopic,
    Moved,
    Outcome,
    Parcel,
    PinMessage,
    Reason,
    Refused,
    RetireTopic,
    SendText,
    SetReaction,
    ShutTopic,
    StripButtons,
    TryLater,
    UnshutTopic,
)
from bot.model.effects import Button
from bot.model.ids import ChatId, MessageId, ThreadId
from bot.model.inputs import Entity

DONE_ALREADY = ("not modified", "topic_not_modified", "message to delete not found")
REASONS = (
    ("message thread not found", Reason.TOPIC_GONE),
    ("topic_deleted", Reason.TOPIC_GONE),
    ("topic_id_invalid", Reason.TOPIC_GONE),
    ("topic_closed", Reason.TOPIC_CLOSED),
    ("not a forum", Reason.NOT_A_FORUM),
    ("not enough rights", Reason.NO_RIGHTS),
    ("need administrator rights", Reason.NO_RIGHTS),
    ("message to copy not found", Reason.MESSAGE_GONE),
    ("message to edit not found", Reason.MESSAGE_GONE),
    ("message to react not found", Reason.MESSAGE_GONE),
    ("message to be replied not found", Reason.MESSAGE_GONE),
    ("message to pin not found", Reason.MESSAGE_GONE),
    ("there are no messages to copy", Reason.MESSAGE_GONE),
    ("message can't be deleted", Reason.TOO_LATE),
)
"""What the server's words mean; looked for in lower case."""

NO_PREVIEW = {"is_disabled": True}
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """The port to Telegram."""

    client: Client

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once and say what came of it."""
        try:
            return await _send(self.client, parcel)
        except TelegramError as error:
            return understand(error, parcel)

    async def answer(self, query: str, text: str, alert: bool) -> None:
        """Answer a press; too late is nobody's loss."""
        with contextlib.suppress(TelegramError):
            await self.client.answer_callback_query(query, text or None, show_alert=alert)


def understand(error: TelegramError, parcel: Parcel) -> Outcome:
    """Say what an error means for the parcel."""
    refused = isinstance(error, ChatMigrated | Forbidden | BadRequest)
    if refused and isinstance(parcel.act, LeaveGroup):
        return Delivered()  # the group is gone, or we are out of it already
    match error:
        case RetryAfter():
            return TryLater(after=float(_seconds(error)))
        case ChatMigrated():
            return Moved(ChatId(error.new_chat_id), was=parcel.chat)
        case Forbidden():
            return Refused(Reason.BLOCKED if parcel.chat > 0 else Reason.NO_RIGHTS)
        case BadRequest():
            return _bad_request(error.message.lower(), parcel)
        case NotSent() | InvalidToken():
            return TryLater()
        case TimedOut() | NetworkError():
            return TryLater(maybe_sent=True)
        case _:
            return TryLater()


def _bad_request(said: str, parcel: Parcel) -> Outcome:
    if any(words in said for words in DONE_ALREADY):
        return Delivered()
    if "chat not found" in said or "user is deactivated" in said:
        return Refused(Reason.BLOCKED if parcel.chat > 0 else Reason.NO_RIGHTS)
    reason = next((reason for words, reason in REASONS if words in said), Reason.OTHER)
    return Refused(reason, detail=said[:80])


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()


async def _send(client: Client, parcel: Parcel) -> Outcome:
    match parcel.act:
        case SendText() as act:
            return await _text(client, parcel, act)
        case Copy() as act:
            return await _copy(client, parcel, act)
        case MakeTopic(title):
            topic = await client.create_forum_topic(parcel.chat, title)
            return Delivered(thread=ThreadId(topic.message_thread_id))
        case EditText() as act:
            return await _edit(client, parcel, act)
        case EditCaption() as act:
            return await _caption(client, parcel, act)
        case DeleteMessage(target):
            return await _done(client.delete_message(parcel.chat, _target(parcel, target)))
        case RetireTopic(thread=thread, title=title):
            await client.edit_forum_topic(parcel.chat, thread, name=title)
            return await _done(client.close_forum_topic(parcel.chat, thread))
        case LeaveGroup():
            return await _done(client.leave_chat(parcel.chat))
        case StripButtons(message):
            return await _done(client.edit_message_reply_markup(parcel.chat, message))
        case SetReaction(message, emoji):
            mark = settable(emoji) or None
            return await _done(client.set_message_reaction(parcel.chat, message, mark))
        case CopyAlbum() as act:
            return await _album(client, parcel, act)
        case PinMessage(target):
            pinned = _target(parcel, target)
            return await _done(
                client.pin_chat_message(parcel.chat, pinned, disable_notification=True)
            )
        case EditTopic() | ShutTopic() | UnshutTopic():
            return await _topic(client, parcel, parcel.act)
        case _:
            assert_never(parcel.act)


async def _text(client: Client, parcel: Parcel, act: SendText) -> Outcome:
    sent = await client.call(
        "sendMessage",
        chat_id=parcel.chat,
        text=act.text,
        message_thread_id=parcel.thread,
        entities=_entities(act.entities),
        reply_markup=_keyboard(act.buttons),
        reply_parameters=_reply(act.reply_to),
        disable_notification=act.silent or None,
        link_preview_options=NO_PREVIEW,
    )
    return Delivered(MessageId(sent["message_id"]))


async def _copy(client: Client, parcel: Parcel, act: Copy) -> Outcome:
    if parcel.source_chat is None:
        return Refused(Reason.MESSAGE_GONE)
    sent = await client.call(
        "copyMessage",
        chat_id=parcel.chat,
        from_chat_id=parcel.source_chat,
        message_id=act.message,
        caption=act.caption,
        caption_entities=_entities(act.entities) if act.caption is not None else None,
        message_thread_id=parcel.thread,
        reply_parameters=_reply(act.reply_to),
    )
    return Delivered(MessageId(sent["message_id"]))


async def _edit(client: Client, parcel: Parcel, act: EditText) -> Outcome:
    return await _done(
        client.call(
            "editMessageText",
            chat_id=parcel.chat,
            message_id=_target(parcel, act.target),
            text=act.text,
            entities=_entities(act.entities),
            reply_markup=_keyboard(act.buttons),
            link_preview_options=NO_PREVIEW,
        )
    )


async def _album(client: Client, parcel: Parcel, act: CopyAlbum) -> Outcome:
    """Copy an album; its captions stay behind, for they may name somebody (TELEGRAM.md 1.6).

    It answers nothing: copyMessages knows no reply (PEERS.md 3).
    """
    if parcel.source_chat is None:
        return Refused(Reason.MESSAGE_GONE)
    made = await client.copy_messages(
        parcel.chat,
        parcel.source_chat,
        sorted(set(act.messages)),  # the server asks for a strictly rising order
        message_thread_id=parcel.thread,
        remove_caption=True,
    )
    return Delivered(album=tuple(MessageId(each.message_id) for each in made))


async def _caption(client: Client, parcel: Parcel, act: EditCaption) -> Outcome:
    return await _done(
        client.call(
            "editMessageCaption",
            chat_id=parcel.chat,
            message_id=_target(parcel, act.target),
            caption=act.caption,
            caption_entities=_entities(act.entities),
        )
    )


async def _topic(
    client: Client, parcel: Parcel, act: EditTopic | ShutTopic | UnshutTopic
) -> Outcome:
    if parcel.thread is None:
        return Refused(Reason.TOPIC_GONE)
    match act:
        case EditTopic(title):
            return await _done(client.edit_forum_topic(parcel.chat, parcel.thread, name=title))
        case ShutTopic():
            return await _done(client.close_forum_topic(parcel.chat, parcel.thread))
        case UnshutTopic():
            return await _done(client.reopen_forum_topic(parcel.chat, parcel.thread))
        case _:
            assert_never(act)


async def _done(call: Awaitable[object]) -> Outcome:
    await call
    return Delivered()


def _target(parcel: Parcel, named: object) -> int:
    """Find the message to change: by number in the act, or by the role looked up for it."""
    if parcel.target is not None:
        return parcel.target
    if isinstance(named, int):
        return named
    raise BadRequest("message to edit not found")


def _keyboard(buttons: Sequence[Button]) -> Json | None:
    if not buttons:
        return None
    rows: list[list[Json]] = []
    for each in buttons:
        button: Json = {"text": each.label, "callback_data": each.press}
        if each.beside and rows:
            rows[-1].append(button)
        else:
            rows.append([button])
    return {"inline_keyboard": rows}


def _reply(message: MessageId | None) -> Json | None:
    if message is None:
        return None
    return {"message_id": message, "allow_sending_without_reply": True}


def _entities(entities: Sequence[Entity]) -> list[Json] | None:
    return [_entity(each) for each in entities] or None


def _entity(entity: Entity) -> Json:
    told: Json = {"type": entity.kind, "offset": entity.offset, "length": entity.length}
    if entity.url:
        told["url"] = entity.url
    if entity.language:
        told["language"] = entity.language
    return told

"""What leaves us and what the channel says of it: the port that every channel implements.

An `Outgoing` is what one row of the outbox holds. A `Parcel` is the same with its address filled
in, a moment before it is sent, because a topic may be made and a group may move while rows wait.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.model.effects import Button
from bot.model.ids import AlertNumber, ChatId, MessageId, ThreadId
from bot.model.inputs import About, Entity


class Side(StrEnum):
    """Where an outgoing goes: the visitor's chat, the case's topic, or a room of the desk's."""

    VISITOR = "visitor"
    TOPIC = "topic"
    QUEUE = "queue"
    ASIDE = "aside"
    """The topic for those who are not given one of their own yet."""
    OUTSIDE = "outside"
    """Nowhere in the channel: whoever the second channel reaches."""


class Slot(StrEnum):
    """A message of ours that is edited later and known by its role."""

    CARD = "card"
    QUEUE_LINE = "queue_line"
    OFFER = "offer"
    """The offer to take the last reply back."""
    BOARD = "board"
    """The pinned message in the queue topic that says how things stand."""
    ALERT = "alert"
    TWIN = "twin"
    """The visitor's copy of the staff message that the outgoing comes from, once it is there."""


@dataclass(frozen=True, slots=True)
class SendText:
    """Send plain text with entities; never a parse mode, so nothing in it can be markup."""

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: tuple[Button, ...] = ()
    reply_to: MessageId | None = None
    silent: bool = False
    slot: Slot | None = None
    """Remember the message under this role once it is sent."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy a message from the other side without a trace of its author."""

    message: MessageId
    source: Side
    caption: str | None = None
    """None leaves the caption; stickers and video notes take none."""
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None


@dataclass(frozen=True, slots=True)
class CopyAlbum:
    """Copy messages that came as one album, without captions; they stay one album."""

    messages: tuple[MessageId, ...]
    source: Side
    reply_to: MessageId | None = None


@dataclass(frozen=True, slots=True)
class EditText:
    """Replace the text and buttons of a message of ours."""

    target: MessageId | Slot
    text: str
    buttons: tuple[Button, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class EditCaption:
    """Replace the caption of a message of ours."""

    target: MessageId | Slot
    caption: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    """Delete a message of ours; the channel allows it for 48 hours."""

    target: MessageId | Slot


@dataclass(frozen=True, slots=True)
class StripButtons:
    """Take the buttons off a message of ours."""

    target: MessageId


@dataclass(frozen=True, slots=True)
class SetReaction:
    """Put the bot's one reaction on a message; an empty one takes it away."""

    message: MessageId
    emoji: str


@dataclass(frozen=True, slots=True)
class MakeTopic:
    """Make a forum topic."""

    title: str


@dataclass(frozen=True, slots=True)
class EditTopic:
    """Rename the topic."""

    title: str


@dataclass(frozen=True, slots=True)
class ShutTopic:
    """Close the topic."""


@dataclass(frozen=True, slots=True)
class UnshutTopic:
    """Open the topic again."""


@dataclass(frozen=True, slots=True)
class PinMessage:
    """Pin a message, silently."""

    target: MessageId | Slot


@dataclass(frozen=True, slots=True)
class LeaveGroup:
    """Leave a group that is no desk's."""

    chat: ChatId


@dataclass(frozen=True, slots=True)
class RetireTopic:
    """Rename and close a topic of ours that is nobody's."""

    chat: ChatId
    thread: ThreadId
    title: str


Act = (
    SendText
    | Copy
    | CopyAlbum
    | EditText
    | EditCaption
    | DeleteMessage
    | StripButtons
    | SetReaction
    | MakeTopic
    | EditTopic
    | ShutTopic
    | UnshutTopic
    | PinMessage
    | LeaveGroup
    | RetireTopic
)


class Priority(StrEnum):
    """What goes first when a limit is near; in alphabetical order, first first."""

    ALERT = "0-alert"
    OPENING = "1-opening"
    VISITOR = "2-visitor"
    STAFF = "3-staff"
    STATUS = "4-status"
    RENAME = "5-rename"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One row of the outbox."""

    side: Side
    act: Act
    priority: Priority = Priority.STAFF
    about: About = About.NOTICE
    origin: MessageId | None = None
    """The message on the other side that this one carries over, if any."""
    digest: str = ""
    """Of the words it carries, so that an edit that changes nothing is known."""
    coalesce: str = ""
    """A waiting row with the same key on the same lane is replaced by this one."""
    part: int = 0
    """Which part of the message it carries over, where that one is cut into several."""
    album: MessageId | None = None
    """The first message of the album it comes from: what takes that back takes this, too."""
    alert: AlertNumber | None = None
    """The alert that it shows."""
    expires: datetime | None = None
    """After this it is not worth sending any more, and is dropped."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """An outgoing with its address, as a channel sends it."""

    chat: ChatId
    thread: ThreadId | None
    act: Act
    source_chat: ChatId | None = None
    """Where the message to copy lies."""
    target: MessageId | None = None
    """The message to edit, pin or delete, when the act names it by its slot."""


class Reason(StrEnum):
    """Why a channel refuses for good."""

    BLOCKED = "blocked"
    """The visitor blocked the bot, deleted the account, or never opened the chat."""
    TOPIC_GONE = "topic_gone"
    TOPIC_CLOSED = "topic_closed"
    MESSAGE_GONE = "message_gone"
    """The message to copy, edit or react to is no longer there."""
    TOO_LATE = "too_late"
    """It is too old to be deleted."""
    NO_RIGHTS = "no_rights"
    """The bot is out of the group or may not do this there."""
    NOT_A_FORUM = "not_a_forum"
    EXPIRED = "expired"
    """It was not worth sending any more; nobody was asked."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is done; `message` or `thread` is what came of it."""

    message: MessageId | None = None
    thread: ThreadId | None = None
    album: tuple[MessageId, ...] = ()
    """Of an album: the copies that were made, in order; fewer where one could not be copied."""


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now. `after`: seconds until the channel may be asked again; None leaves it to us."""

    after: float | None = None
    maybe_sent: bool = False
    """The answer was lost: it may have been done."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new id; send it there."""

    chat: ChatId
    was: ChatId
    """The id that it was asked for under."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No, and asking again will not help."""

    reason: Reason
    detail: str = ""
    """The channel's own words, free of content and of names."""


Outcome = Delivered | TryLater | Moved | Refused


class Channel(Protocol):
    """How parcels leave."""

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once and say what came of it; raises nothing of the channel's own."""
        ...

    async def answer(self, query: str, text: str, alert: bool) -> None:
        """Answer a press with a passing line, best effort: a failure is nobody's loss."""
        ...

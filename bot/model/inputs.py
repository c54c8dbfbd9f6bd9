"""What happened, in the past tense: everything an engine can be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.danger import Danger
from bot.model.ids import (
    NO_DESK,
    CaseNumber,
    ChatId,
    DeskId,
    Language,
    MessageId,
    StaffRef,
    ThreadId,
)
from bot.model.weighed import Weighed


@dataclass(frozen=True, slots=True)
class Moment:
    """What an engine may not find out for itself: the time, chance, and fresh names."""

    now: datetime
    """Always with a zone; the desk reckons in its own, Asia/Tokyo."""
    chance: int
    """64 random bits, new for each turn."""
    weighed: Weighed | None = None
    """What the visitor's text may be about; None where nothing was made of it."""
    next_opening: datetime | None = None
    """When somebody of the desk is there next; None: now, or nobody knows."""
    is_sure: bool = True
    """The channel's clock and ours agree."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of formatted text, counted in UTF-16 units as Telegram does."""

    kind: str
    offset: int
    length: int
    url: str = ""
    language: str = ""


class MediaKind(StrEnum):
    """What a message can be besides text, as far as we tell it apart."""

    PHOTO = "photo"
    STICKER = "sticker"
    VOICE = "voice"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    ANIMATION = "animation"
    AUDIO = "audio"
    DOCUMENT = "document"
    CONTACT = "contact"
    LOCATION = "location"
    POLL = "poll"
    DICE = "dice"
    STORY = "story"
    OTHER = "other"


# ── from a visitor ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Started:
    """The visitor opened the bot, perhaps by a link or a poster's QR code."""

    payload: str = ""
    language_hint: str = ""
    """The app's language (IETF tag), good for a first guess and never stored as such."""


@dataclass(frozen=True, slots=True)
class Commanded:
    """The visitor used a command other than /start: menu, stop, language, help."""

    name: str
    language_hint: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The visitor wrote text."""

    message: MessageId
    text: str
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    language_hint: str = ""
    danger: Danger | None = None
    is_answered: bool = False
    """The danger was answered, with the panel, before the words were stored."""


@dataclass(frozen=True, slots=True)
class Showed:
    """The visitor sent something other than text."""

    message: MessageId
    kind: MediaKind
    caption: str = ""
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    album: str = ""
    language_hint: str = ""
    danger: Danger | None = None
    is_answered: bool = False
    """The danger was answered, with the panel, before the words were stored."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The visitor changed the text or caption of an earlier message."""

    message: MessageId
    text: str
    entities: tuple[Entity, ...] = ()
    caption: bool = False
    danger: Danger | None = None
    is_answered: bool = False
    """The danger was answered, with the panel, before the words were stored."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The visitor pressed a button of ours."""

    message: MessageId
    press: str
    query: str = ""
    """What the channel wants quoted when the press is answered with a passing line."""
    language_hint: str = ""
    is_answered: bool = False
    """The panel that it asks for was shown before the press was stored."""


@dataclass(frozen=True, slots=True)
class Reacted:
    """The visitor set a reaction on a message in their chat, or took it back."""

    message: MessageId
    emoji: str
    """Empty: none any more."""


@dataclass(frozen=True, slots=True)
class BecameUnreachable:
    """The visitor blocked the bot or the account is gone."""


@dataclass(frozen=True, slots=True)
class BecameReachable:
    """The visitor lifted the block."""


# ── from staff, in the desk's group; `desk` is the one in whose group it happened ─────


@dataclass(frozen=True, slots=True)
class Staff:
    """Who of the staff acts: a ref and the work name that visitors read."""

    ref: StaffRef
    work_name: str


@dataclass(frozen=True, slots=True)
class StaffWrote:
    """A member of staff wrote in a case's topic: a reply to somebody, or a note."""

    staff: Staff | None
    """None: an anonymous admin, whom nobody can name."""
    message: MessageId
    text: str
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    quoted: str = ""
    """The first line of what it answers, where that is our own."""
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class StaffShowed:
    """A member of staff sent something other than text in a case's topic."""

    staff: Staff | None
    message: MessageId
    kind: MediaKind
    caption: str = ""
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    quoted: str = ""
    """The first line of what it answers, where that is our own."""
    album: str = ""
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class StaffEdited:
    """A member of staff changed what they had written."""

    staff: Staff | None
    message: MessageId
    text: str
    entities: tuple[Entity, ...] = ()
    caption: bool = False
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class StaffCommanded:
    """A member of staff used a command in a case's topic: `/close`, `/r …`."""

    staff: Staff | None
    message: MessageId
    name: str
    text: str = ""
    """What stands behind the command."""
    entities: tuple[Entity, ...] = ()
    reply_to: MessageId | None = None
    quoted: str = ""
    """The first line of what it answers, where that is our own."""
    from_bot: bool = False
    """Another bot gave it; then `staff` is None."""
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class StaffPressed:
    """A member of staff pressed a button in a case's topic or in the queue topic."""

    staff: Staff | None
    press: str
    query: str = ""
    message: MessageId | None = None
    """The message of ours that has the button."""
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class StaffReacted:
    """A member of staff set a reaction in a case's topic, or took it back."""

    staff: Staff | None
    message: MessageId
    emoji: str
    """Empty: none any more."""
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class TopicClosed:
    """Staff closed the topic by hand."""

    staff: Staff | None
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class TopicReopened:
    """Staff opened the closed topic again by hand."""

    staff: Staff | None
    desk: DeskId = NO_DESK


# ── from the desk's group as a whole, minded by the pipeline itself ──────────


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """The group became a supergroup and has a new id."""

    to: ChatId
    was: ChatId | None = None
    """Its id until now; None: that of the group where the desk works."""


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """The bot's place or rights in the group changed: what waited may be tried again."""


@dataclass(frozen=True, slots=True)
class TopicSeen:
    """A topic of ours was made; when a crash fell in between, nobody knows whose it is."""

    chat: ChatId
    thread: ThreadId


@dataclass(frozen=True, slots=True)
class GroupEntered:
    """Somebody let the bot into a group."""


# ── from one engine, told to the other within the same turn ──────────────────


@dataclass(frozen=True, slots=True)
class CaseRequested:
    """The visitor confirmed the handoff."""

    nickname: str
    language: Language
    answers: tuple[tuple[str, str], ...]
    """Questions and answers as staff read them, in the base language."""
    path: tuple[str, ...]
    """Titles of the flows read, oldest first, in the base language."""
    earlier: tuple[Said | Showed, ...] = ()
    """What the visitor had written before, and wishes staff to have, oldest first."""
    by: Staff | None = None
    """Who of the staff opened it, after an alert; None: the visitor did."""
    at: DeskId = NO_DESK
    """The booth where it is to be; nameless: wherever there is room."""


@dataclass(frozen=True, slots=True)
class VisitorWrote:
    """The visitor wrote or sent something while the case is theirs to write in."""

    written: Said | Showed | Edited


@dataclass(frozen=True, slots=True)
class DangerSeen:
    """The visitor wrote words in which danger was seen, amber or red."""

    danger: Danger


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A member of staff answered an alert at a booth, and is to be able to write."""

    staff: Staff
    at: DeskId


@dataclass(frozen=True, slots=True)
class VisitorLeft:
    """The visitor ended the case."""


@dataclass(frozen=True, slots=True)
class VisitorUnreachable:
    """Nothing reaches the visitor any more."""


@dataclass(frozen=True, slots=True)
class VisitorReachable:
    """The visitor can be reached again."""


@dataclass(frozen=True, slots=True)
class VisitorReacted:
    """The visitor set a reaction on a message in their chat, or took it back."""

    message: MessageId
    emoji: str


@dataclass(frozen=True, slots=True)
class VisitorAgreed:
    """The visitor answered whether another ward's desk may see the case."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class VisitorRated:
    """The visitor said, after a case, whether it helped."""

    helped: bool


@dataclass(frozen=True, slots=True)
class Notified:
    """The desk has something to tell the visitor: a step of the flow `case` or a system flow."""

    notice: str
    values: Mapping[str, str | datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Invited:
    """A member of staff at a booth is here for a visitor who has no case."""

    staff: Staff
    at: DeskId


@dataclass(frozen=True, slots=True)
class CaseEnded:
    """The desk closed the case; `told` says whether the visitor should read so."""

    told: bool = True


@dataclass(frozen=True, slots=True)
class CaseResumed:
    """The desk opened the case again: what the visitor writes goes to staff."""


# ── from the world, about something we sent ──────────────────────────────────


class About(StrEnum):
    """What an outgoing was, so that its outcome can be understood."""

    REPLY = "reply"
    """Staff's words to the visitor; `message` is the staff message."""
    RELAY = "relay"
    """The visitor's words to staff; `message` is the visitor's message."""
    EDIT = "edit"
    """A reply that was changed; `message` is the staff message."""
    WITHDRAWAL = "withdrawal"
    """A reply that was taken back; `message` is the staff message."""
    CARD = "card"
    TOPIC = "topic"
    QUEUE = "queue"
    NOTICE = "notice"
    ALERT = "alert"
    """Danger, told to everybody on the desk."""


@dataclass(frozen=True, slots=True)
class OutgoingArrived:
    """An outgoing that somebody waits for was delivered."""

    about: About
    message: MessageId | None = None
    desk: DeskId = NO_DESK
    """Whose it was: a number of the staff's side counts in that desk's group alone."""


@dataclass(frozen=True, slots=True)
class OutgoingRefused:
    """An outgoing was refused for good."""

    about: About
    reason: str
    message: MessageId | None = None
    desk: DeskId = NO_DESK


@dataclass(frozen=True, slots=True)
class TopicMade:
    """The topic of this conversation now exists."""

    thread: ThreadId


@dataclass(frozen=True, slots=True)
class TopicLost:
    """The topic of this conversation is gone: deleted by hand, or dead of age."""


@dataclass(frozen=True, slots=True)
class TimeCame:
    """A time that the case was waiting for has come; which one, the case itself knows."""


@dataclass(frozen=True, slots=True)
class AlertTimeCame:
    """A time that the visitor's newest alert was waiting for has come."""


@dataclass(frozen=True, slots=True)
class TurnFailed:
    """An input of this lane was parked after its last try; staff must know."""

    case: CaseNumber | None = None


VisitorInput = (
    Started
    | Commanded
    | Said
    | Showed
    | Edited
    | Pressed
    | Reacted
    | BecameUnreachable
    | BecameReachable
    | Notified
    | Invited
    | CaseEnded
    | CaseResumed
)
"""What the conversation engine is told."""

StaffInput = (
    StaffWrote
    | StaffShowed
    | StaffEdited
    | StaffCommanded
    | StaffPressed
    | StaffReacted
    | TopicClosed
    | TopicReopened
)

DeskInput = (
    StaffInput
    | CaseRequested
    | VisitorWrote
    | TakenOver
    | VisitorLeft
    | VisitorUnreachable
    | VisitorReachable
    | VisitorReacted
    | VisitorAgreed
    | VisitorRated
    | OutgoingArrived
    | OutgoingRefused
    | TopicMade
    | TopicLost
    | TimeCame
    | TurnFailed
)
"""What the desk engine is told."""

AlarmInput = DangerSeen | AlertTimeCame | StaffPressed | OutgoingRefused
"""What the alarm is told: a press of its own buttons, and a refusal of its own posts."""

GroupInput = GroupMoved | GroupChanged | GroupEntered | TopicSeen

Input = VisitorInput | DeskInput | AlarmInput | GroupInput


# ── how inputs come in ───────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class FromVisitor:
    """It came from a visitor's chat."""

    chat: ChatId


@dataclass(frozen=True, slots=True)
class FromGroup:
    """It came from a group; `author` is the account, digested before anything is stored."""

    chat: ChatId
    thread: ThreadId | None = None
    author: int | None = None
    message: MessageId | None = None
    """The message it is about, where the channel tells no topic."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One input on its way into the inbox."""

    key: str
    """The channel's own number of it; the same key twice is the same input."""
    origin: FromVisitor | FromGroup
    input: Input | None
    """None: it could not be read; it is kept as a parked row without content."""
    at: datetime | None = None
    """When it happened, by the channel's clock; None where it does not tell."""

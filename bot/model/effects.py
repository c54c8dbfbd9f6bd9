"""What we want done, in the imperative: everything an engine can ask for.

Each has one branch in `pipeline/perform.py`. Texts are in their final words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.model.danger import Danger, Level, Type
from bot.model.ids import AlertNumber, DeskId, MessageId
from bot.model.inputs import CaseRequested, Edited, Entity, MediaKind, Said, Showed, Staff


@dataclass(frozen=True, slots=True)
class Button:
    """One button of an inline keyboard: what it says and what pressing it sends back."""

    label: str
    press: str
    """At most 64 bytes."""
    beside: bool = False
    """It stands beside the one before it, and not in a row of its own."""


# ── to the visitor ───────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Say:
    """Send the visitor a text with its buttons, one a row."""

    text: str
    buttons: tuple[Button, ...] = ()
    silent: bool = False
    urgent: bool = False
    """It goes before everything else that waits to be sent."""
    steps: tuple[str, ...] = field(default=(), compare=False)
    """`flow.step` of each step that it is made of, for whoever counts what was read."""


@dataclass(frozen=True, slots=True)
class Toast:
    """Answer the press that is being handled with a short passing line, best effort."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """Take the buttons off a message whose question is answered."""

    message: MessageId


# ── from the conversation to the desk ────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Hand the visitor over to a desk."""

    request: CaseRequested


@dataclass(frozen=True, slots=True)
class PassOn:
    """Give the desk what the visitor wrote."""

    written: Said | Showed | Edited


@dataclass(frozen=True, slots=True)
class RaiseAlarm:
    """Tell the desk of danger in what the visitor wrote, whether there is a case or not."""

    danger: Danger


@dataclass(frozen=True, slots=True)
class PassReaction:
    """Give the desk what the visitor set on a message, or took back."""

    message: MessageId
    emoji: str


@dataclass(frozen=True, slots=True)
class Agree:
    """Give the desk the visitor's answer to whether another ward's desk may see the case."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """Give the desk the visitor's one word on whether the case helped."""

    helped: bool


@dataclass(frozen=True, slots=True)
class LeaveCase:
    """Tell the desk that the visitor ended the case."""


@dataclass(frozen=True, slots=True)
class MarkUnreachable:
    """Tell the desk that nothing reaches the visitor."""


@dataclass(frozen=True, slots=True)
class MarkReachable:
    """Tell the desk that the visitor can be reached again."""


# ── from the desk to the conversation ────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Notify:
    """Let the visitor know, in their own language: a step of `case`, or a system flow."""

    notice: str
    values: Mapping[str, str | datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleaseVisitor:
    """Give the conversation back to the flows: the case is closed."""

    told: bool = True


@dataclass(frozen=True, slots=True)
class ResumeVisitor:
    """Take the visitor into the case again."""


@dataclass(frozen=True, slots=True)
class Invite:
    """Take a visitor who has no case into one, and tell them who of the staff is here."""

    staff: Staff
    at: DeskId
    """The booth that is to have it."""


# ── in the desk's group ──────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """Make the case's topic; everything for it waits until it is there."""

    title: str
    reuse: bool = False
    """Take the topic that the visitor has on this desk already, if there is one."""


@dataclass(frozen=True, slots=True)
class TakeAlong:
    """Bring here what waits for a topic that was never made, at the booth where the case lay."""

    former: DeskId


@dataclass(frozen=True, slots=True)
class RenameTopic:
    """Show the case's state in the topic's title; the last one counts."""

    title: str
    desk: DeskId | None = None
    """The desk whose topic it is; None: the case's own."""


@dataclass(frozen=True, slots=True)
class CloseTopic:
    """Close the case's topic."""

    desk: DeskId | None = None
    """The desk whose topic it is; None: the case's own."""


@dataclass(frozen=True, slots=True)
class ReopenTopic:
    """Open the case's topic again."""


@dataclass(frozen=True, slots=True)
class PostCard:
    """Post the case's card and pin it."""

    text: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """Bring the card up to date; the last one counts."""

    text: str
    buttons: tuple[Button, ...]
    desk: DeskId | None = None
    """The desk whose card it is; None: the case's own."""


@dataclass(frozen=True, slots=True)
class PostQueueLine:
    """Post the case's one line in the queue topic."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateQueueLine:
    """Bring the line in the queue topic up to date; the last one counts."""

    text: str
    buttons: tuple[Button, ...] = ()
    desk: DeskId | None = None
    """The desk whose line it is; None: the case's own."""


@dataclass(frozen=True, slots=True)
class PostToTopic:
    """Say something to staff in the case's topic, as the system."""

    text: str
    reply_to: MessageId | None = None
    silent: bool = False
    buttons: tuple[Button, ...] = ()
    desk: DeskId | None = None
    """The desk in whose topic to say it; None: the case's own."""


@dataclass(frozen=True, slots=True)
class EditPost:
    """Change a message of ours in the case's topic; buttons not given again are gone."""

    message: MessageId
    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class PostToQueue:
    """Say something in the desk's queue topic, for everybody on the desk."""

    text: str


@dataclass(frozen=True, slots=True)
class PostAside:
    """Say something in the desk's topic for cases that have none of their own yet."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class PinPost:
    """Pin a message of the topic, silently."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class RelayToStaff:
    """Bring the visitor's words into the topic under a header; long text is split."""

    header: str
    written: Said | Showed | Edited


@dataclass(frozen=True, slots=True)
class RelayToVisitor:
    """Bring a reply of staff to the visitor; `message` is the staff message it came from."""

    message: MessageId
    header: str
    text: str
    entities: tuple[Entity, ...] = ()
    media: MediaKind | None = None
    """Copy the staff message itself; text and entities are its caption."""
    reply_to: MessageId | None = None
    """The staff-side message that it answers; its twin on the visitor's side is looked up."""
    album: str = ""


@dataclass(frozen=True, slots=True)
class EditReply:
    """Change the visitor's copy of a reply; one that still waits to be sent goes out changed."""

    message: MessageId
    header: str
    text: str
    entities: tuple[Entity, ...] = ()
    caption: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawReply:
    """Take a reply back: delete the visitor's copy, or send it not at all."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class OfferUndo:
    """Offer to take a reply back, in place of the offer for the reply before."""

    message: MessageId
    text: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class ReactToVisitor:
    """Show the visitor what staff set on their words; `message` is the staff-side one."""

    message: MessageId
    emoji: str


@dataclass(frozen=True, slots=True)
class ReactToStaff:
    """Show staff what the visitor set on their words; `message` is the visitor-side one."""

    message: MessageId
    emoji: str


@dataclass(frozen=True, slots=True)
class React:
    """Set the bot's one reaction on a staff message: delivered or failed."""

    message: MessageId
    emoji: str


# ── about danger ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PostAlert:
    """Post an alert, with a ping; its earlier post at that place is taken away."""

    number: AlertNumber
    text: str
    buttons: tuple[Button, ...]
    desk: DeskId
    in_topic: bool = False
    """In the visitor's topic; else in the queue topic."""


@dataclass(frozen=True, slots=True)
class UpdateAlert:
    """Bring an alert up to date where it stands; the last one counts."""

    number: AlertNumber
    text: str
    buttons: tuple[Button, ...]
    desk: DeskId
    in_topic: bool = False


@dataclass(frozen=True, slots=True)
class CallOut:
    """Call those who do not look at the group, by the second channel; nothing of the visitor."""

    number: AlertNumber
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class CallOff:
    """Call nobody any more about an alert."""

    number: AlertNumber


@dataclass(frozen=True, slots=True)
class CountAlert:
    """Count an alert, or what staff said of it: a number for a day, and nothing of anybody."""

    desk: DeskId
    day: date
    level: Level
    type: Type
    raised: int = 0
    hits: int = 0
    misses: int = 0


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Let a member of staff write to the visitor, in a case that is opened where there is none."""

    staff: Staff
    at: DeskId
    """The booth where they are."""


@dataclass(frozen=True, slots=True)
class Popup:
    """Answer the staff press that is being handled, best effort."""

    text: str
    alert: bool = False


ConversationEffect = (
    Say
    | Toast
    | Settle
    | OpenCase
    | PassOn
    | RaiseAlarm
    | PassReaction
    | Agree
    | Rate
    | LeaveCase
    | MarkUnreachable
    | MarkReachable
)
DeskEffect = (
    Notify
    | ReleaseVisitor
    | ResumeVisitor
    | Invite
    | OpenTopic
    | TakeAlong
    | RenameTopic
    | CloseTopic
    | ReopenTopic
    | PostCard
    | UpdateCard
    | PostQueueLine
    | UpdateQueueLine
    | PostToTopic
    | EditPost
    | PostToQueue
    | PostAside
    | PinPost
    | RelayToStaff
    | RelayToVisitor
    | EditReply
    | WithdrawReply
    | OfferUndo
    | React
    | ReactToVisitor
    | ReactToStaff
    | Popup
)
AlarmEffect = PostAlert | UpdateAlert | CallOut | CallOff | CountAlert | TakeOver | Popup
Effect = ConversationEffect | DeskEffect | AlarmEffect

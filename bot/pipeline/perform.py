"""Do what the engines want done: each effect becomes rows, within the turn's transaction.

One branch per effect. What concerns the other engine is handed back as an input for it.
"""

from dataclasses import dataclass
from typing import assert_never

from bot.conversation.content import Content
from bot.conversation.interface import CONTEXT, STAFF_NAME
from bot.desk.state import Desk
from bot.i18n import fill, translate
from bot.model.delivery import (
    Act,
    EditText,
    EditTopic,
    MakeTopic,
    Outgoing,
    PinMessage,
    Priority,
    SendText,
    SetReaction,
    ShutTopic,
    Side,
    Slot,
    StripButtons,
    UnshutTopic,
)
from bot.model.effects import (
    CloseTopic,
    Effect,
    LeaveCase,
    MarkReachable,
    MarkUnreachable,
    Notify,
    OpenCase,
    OpenTopic,
    PassOn,
    Popup,
    PostCard,
    PostQueueLine,
    PostToTopic,
    React,
    RelayToStaff,
    RelayToVisitor,
    ReleaseVisitor,
    RenameTopic,
    ReopenTopic,
    ResumeVisitor,
    Say,
    Settle,
    Toast,
    UpdateCard,
    UpdateQueueLine,
)
from bot.model.ids import ConversationId, Lane, Language
from bot.model.inputs import (
    About,
    CaseEnded,
    CaseRequested,
    CaseResumed,
    Moment,
    Notified,
    Showed,
    VisitorLeft,
    VisitorReachable,
    VisitorUnreachable,
    VisitorWrote,
)
from bot.pipeline import lanes, relay
from bot.store import messages, outbox, topics
from bot.store.connect import Tx

Follow = (
    CaseRequested
    | VisitorWrote
    | VisitorLeft
    | VisitorUnreachable
    | VisitorReachable
    | Notified
    | CaseEnded
    | CaseResumed
)
"""What one engine's effect is to the other: an input."""


@dataclass(slots=True)
class Stage:
    """Where a turn is played: its transaction, its visitor, and what the press is answered."""

    tx: Tx
    conversation: ConversationId
    desk: Desk
    content: Content
    moment: Moment
    language: Language
    holder: str
    """Whose key seals what is sent: the case's while there is one, else the conversation's."""
    answer: tuple[str, bool] | None = None
    """The passing line for the press being handled, and whether it must be confirmed."""


def perform(effect: Effect, stage: Stage) -> Follow | None:
    """Do one effect, or hand it on to the other engine."""
    match effect:
        case Say(text, buttons, silent):
            said = SendText(text, buttons=buttons, silent=silent)
            _to_visitor(stage, said)
        case Toast(text, alert) | Popup(text, alert):
            stage.answer = (text, alert)
        case Settle(message):
            _to_visitor(stage, StripButtons(message), Priority.STATUS)
        case OpenCase(request):
            return request
        case PassOn(written):
            return VisitorWrote(written)
        case LeaveCase():
            return VisitorLeft()
        case MarkUnreachable():
            return VisitorUnreachable()
        case MarkReachable():
            return VisitorReachable()
        case Notify(notice, values):
            return Notified(notice, values)
        case ReleaseVisitor(told):
            return CaseEnded(told)
        case ResumeVisitor():
            return CaseResumed()
        case OpenTopic(title):
            topics.make(stage.tx, stage.conversation, stage.desk.id)
            topics.lose(stage.tx, stage.conversation)
            _to_open(stage, MakeTopic(title), About.TOPIC, outbox.ROOM)
        case RenameTopic(title):
            _to_status(stage, EditTopic(title), "title", Priority.RENAME)
        case CloseTopic():
            _to_status(stage, ShutTopic(), "shut")
        case ReopenTopic():
            _to_status(stage, UnshutTopic(), "shut")
        case PostCard(text, buttons):
            card = SendText(text, buttons=buttons, slot=Slot.CARD)
            _to_open(stage, card, About.CARD, "card")
            _to_status(stage, PinMessage(Slot.CARD), "pin", Priority.RENAME)
        case UpdateCard(text, buttons):
            _to_status(stage, EditText(Slot.CARD, text, buttons), "card")
        case PostQueueLine(text, buttons):
            line = SendText(text, buttons=buttons, slot=Slot.QUEUE_LINE)
            _to_queue(stage, line)
        case UpdateQueueLine(text, buttons):
            _to_status(stage, EditText(Slot.QUEUE_LINE, text, buttons), "line", side=Side.QUEUE)
        case PostToTopic(text, reply_to, silent):
            _to_topic(stage, SendText(text, reply_to=reply_to, silent=silent), Priority.STAFF)
        case RelayToStaff():
            _relay_to_staff(stage, effect)
        case RelayToVisitor():
            _relay_to_visitor(stage, effect)
        case React(message, emoji):
            _to_status(stage, SetReaction(message, emoji), f"react {message}")
        case _:
            assert_never(effect)
    return None


def _relay_to_staff(stage: Stage, effect: RelayToStaff) -> None:
    written = effect.written
    earlier = messages.staff_of(stage.tx, stage.conversation, relay.points_at(written))
    acts = relay.to_staff(effect, earlier[0] if earlier else None)
    text = written.caption if isinstance(written, Showed) else written.text
    digest = messages.digest(stage.tx, text)
    for act in acts:
        outgoing = Outgoing(
            Side.TOPIC,
            act,
            Priority.VISITOR,
            About.RELAY,
            origin=written.message,
            digest=digest,
        )
        _put(stage, lanes.of_topic(stage.conversation), outgoing)


def _relay_to_visitor(stage: Stage, effect: RelayToVisitor) -> None:
    known = stage.content.catalogues.get(stage.language)
    header = fill(translate(known, CONTEXT, STAFF_NAME), lambda _: effect.header)
    reply_to = None
    if effect.reply_to is not None:
        linked = messages.visitor_of(stage.tx, stage.conversation, effect.reply_to)
        reply_to = linked.visitor_message if linked else None
    for act in relay.to_visitor(effect, header, reply_to):
        outgoing = Outgoing(Side.VISITOR, act, Priority.STAFF, About.REPLY, origin=effect.message)
        _put(stage, lanes.of_visitor(stage.conversation), outgoing)


def _to_visitor(stage: Stage, act: Act, priority: Priority = Priority.STAFF) -> None:
    outgoing = Outgoing(Side.VISITOR, act, priority)
    _put(stage, lanes.of_visitor(stage.conversation), outgoing)


def _to_topic(stage: Stage, act: SendText, priority: Priority) -> None:
    _put(stage, lanes.of_topic(stage.conversation), Outgoing(Side.TOPIC, act, priority))


def _to_open(stage: Stage, act: SendText | MakeTopic, about: About, coalesce: str) -> None:
    """Open the topic with this; what waits there for the same purpose is out of date."""
    outgoing = Outgoing(Side.TOPIC, act, Priority.OPENING, about, coalesce=coalesce)
    _put(stage, lanes.of_topic(stage.conversation), outgoing)


def _to_status(
    stage: Stage,
    act: Act,
    coalesce: str,
    priority: Priority = Priority.STATUS,
    side: Side = Side.TOPIC,
) -> None:
    outgoing = Outgoing(side, act, priority, coalesce=coalesce)
    _put(stage, lanes.of_status(stage.conversation), outgoing)


def _to_queue(stage: Stage, act: SendText) -> None:
    outgoing = Outgoing(Side.QUEUE, act, Priority.OPENING, About.QUEUE)
    _put(stage, lanes.of_queue(stage.desk.id), outgoing)


def _put(stage: Stage, lane: Lane, outgoing: Outgoing) -> None:
    outbox.put(
        stage.tx,
        lane=lane,
        conversation_id=stage.conversation,
        desk=stage.desk.id,
        holder=stage.holder,
        outgoing=outgoing,
        at=stage.moment.now,
    )

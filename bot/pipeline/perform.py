"""Do what the engines want done: each effect becomes rows, within the turn's transaction.

One branch per effect. What concerns the other engine is handed back as an input for it.
"""

from typing import assert_never

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
    Agree,
    CallOff,
    CallOut,
    CloseTopic,
    CountAlert,
    EditPost,
    EditReply,
    Effect,
    Invite,
    LeaveCase,
    MarkReachable,
    MarkUnreachable,
    Notify,
    OfferUndo,
    OpenCase,
    OpenTopic,
    PassOn,
    PassReaction,
    PinPost,
    Popup,
    PostAlert,
    PostAside,
    PostCard,
    PostQueueLine,
    PostToQueue,
    PostToTopic,
    RaiseAlarm,
    Rate,
    React,
    ReactToStaff,
    ReactToVisitor,
    RelayToStaff,
    RelayToVisitor,
    ReleaseVisitor,
    RenameTopic,
    ReopenTopic,
    ResumeVisitor,
    Say,
    Settle,
    TakeAlong,
    TakeOver,
    Toast,
    UpdateAlert,
    UpdateCard,
    UpdateQueueLine,
    WithdrawReply,
)
from bot.model.ids import DeskId, MessageId
from bot.model.inputs import (
    About,
    CaseEnded,
    CaseRequested,
    CaseResumed,
    DangerSeen,
    Invited,
    Notified,
    TakenOver,
    VisitorAgreed,
    VisitorLeft,
    VisitorRated,
    VisitorReachable,
    VisitorReacted,
    VisitorUnreachable,
    VisitorWrote,
)
from bot.pipeline import address, alarm, carry, group, lanes, offer
from bot.pipeline.stage import Stage, put
from bot.store import desks, messages, outbox, topics

Follow = (
    CaseRequested
    | VisitorWrote
    | DangerSeen
    | TakenOver
    | VisitorReacted
    | VisitorAgreed
    | VisitorRated
    | VisitorLeft
    | VisitorUnreachable
    | VisitorReachable
    | Notified
    | Invited
    | CaseEnded
    | CaseResumed
)
"""What one engine's effect is to the other: an input."""


def perform(effect: Effect, stage: Stage) -> Follow | None:
    """Do one effect, or hand it on to the other engine."""
    match effect:
        case Say(text, buttons, silent, urgent):
            priority = Priority.ALERT if urgent else Priority.STAFF
            _to_visitor(stage, SendText(text, buttons=buttons, silent=silent), priority)
        case Toast(text, alert) | Popup(text, alert):
            stage.answer = (text, alert)
        case Settle(message):
            _to_visitor(stage, StripButtons(message), Priority.STATUS)
        case OpenCase(request):
            return request
        case PassOn(written):
            return VisitorWrote(written)
        case RaiseAlarm(danger):
            return DangerSeen(danger)
        case PassReaction(message, emoji):
            return VisitorReacted(message, emoji)
        case Agree(agreed):
            return VisitorAgreed(agreed)
        case Rate(helped):
            return VisitorRated(helped)
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
        case Invite(staff, at):
            return Invited(staff, at)
        case TakeOver(staff, at):
            return TakenOver(staff, at)
        case PostAlert() | UpdateAlert() | CallOut() | CallOff() | CountAlert():
            alarm.do(stage, effect)
        case OpenTopic():
            _open_topic(stage, effect)
        case TakeAlong(former):
            carry.along(stage, former)
        case RenameTopic(title, desk):
            _to_status(stage, EditTopic(title), "title", Priority.RENAME, desk=desk)
        case CloseTopic(desk):
            _to_status(stage, ShutTopic(), "shut", desk=desk)
        case ReopenTopic():
            _to_status(stage, UnshutTopic(), "shut")
        case PostCard(text, buttons):
            _make_way(stage, Slot.CARD, "card")
            card = SendText(text, buttons=buttons, slot=Slot.CARD)
            _to_open(stage, card, About.CARD, address.CARD)
            _to_status(stage, PinMessage(Slot.CARD), "pin", Priority.RENAME)
        case UpdateCard(text, buttons, desk):
            _to_status(stage, EditText(Slot.CARD, text, buttons), "card", desk=desk)
        case PostQueueLine(text, buttons):
            _make_way(stage, Slot.QUEUE_LINE, "line")
            _to_queue(stage, SendText(text, buttons=buttons, slot=Slot.QUEUE_LINE), About.QUEUE)
        case UpdateQueueLine(text, buttons, desk):
            line = EditText(Slot.QUEUE_LINE, text, buttons)
            _to_status(stage, line, "line", side=Side.QUEUE, desk=desk)
        case PostToQueue(text):
            _to_queue(stage, SendText(text), About.NOTICE)
        case PostAside(text, buttons):
            _aside(stage, SendText(text, buttons=buttons))
        case PostToTopic(text, reply_to, silent, buttons, desk):
            post = SendText(text, reply_to=reply_to, silent=silent, buttons=buttons)
            outgoing = Outgoing(Side.TOPIC, post, Priority.STAFF)
            put(stage, lanes.of_topic(stage.conversation, desk or stage.desk.id), outgoing, desk)
        case EditPost(message, text, buttons):
            _to_status(stage, EditText(message, text, buttons), f"post {message}")
        case PinPost(message):
            _to_status(stage, PinMessage(message), f"pin {message}")
        case RelayToStaff():
            carry.to_staff(stage, effect)
        case RelayToVisitor():
            carry.to_visitor(stage, effect)
        case EditReply():
            carry.edited(stage, effect)
        case WithdrawReply(message):
            carry.withdrawn(stage, message)
        case OfferUndo():
            offer.make(stage, effect)
        case React(message, emoji):
            _mark(stage, message, emoji, stage.desk.id)
        case ReactToVisitor(message, emoji):
            linked = messages.visitor_of(stage.tx, stage.conversation, stage.desk.id, message)
            if linked is not None and linked.from_visitor:
                _mark(stage, linked.visitor_message, emoji)
        case ReactToStaff(message, emoji):
            twins = messages.staff_of(stage.tx, stage.conversation, stage.desk.id, message)
            if twins:
                _mark(stage, twins[0], emoji, stage.desk.id)
        case _:
            assert_never(effect)
    return None


def _open_topic(stage: Stage, effect: OpenTopic) -> None:
    """Have the case's topic made, or take the one that is there."""
    tx, desk = stage.tx, stage.desk.id
    topics.make(tx, stage.conversation, desk)
    there = topics.of(tx, stage.conversation, desk)
    placed = there is not None and there.thread is not None
    comes = outbox.waits(tx, lanes.of_topic(stage.conversation, desk), outbox.ROOM)
    if effect.reuse and (placed or comes):
        _to_status(stage, UnshutTopic(), "shut")
        _to_status(stage, EditTopic(effect.title), "title", Priority.RENAME)
        return
    topics.lose(tx, stage.conversation, desk)
    _to_open(stage, MakeTopic(effect.title), About.TOPIC, outbox.ROOM)


def _make_way(stage: Stage, slot: Slot, edits: str) -> None:
    """Let what is posted now take over a role: what waits to be changed is the one before."""
    desk = stage.desk.id
    topics.set_slot(stage.tx, stage.conversation, desk, slot, None)
    outbox.drop(stage.tx, lanes.of_status(stage.conversation, desk), edits)


def _aside(stage: Stage, act: SendText) -> None:
    """Say something in the topic for those who have none, which is made when first needed."""
    tx, desk, now = stage.tx, stage.desk.id, stage.moment.now
    made = desks.group(tx, desk).aside_thread is not None
    if not made and not outbox.waits(tx, lanes.of_aside(desk), outbox.ROOM):
        group.ask_for_aside_topic(tx, desk, now)
    outgoing = Outgoing(Side.ASIDE, act, Priority.STATUS)
    put(stage, lanes.of_aside(desk), outgoing)


def _mark(stage: Stage, message: MessageId, emoji: str, desk: DeskId | None = None) -> None:
    """React in the topic on a desk, or else in the visitor's chat; the last mark counts."""
    side = Side.TOPIC if desk else Side.VISITOR
    mark, key = SetReaction(message, emoji), f"react {message}"
    outgoing = Outgoing(side, mark, Priority.STATUS, coalesce=key)
    put(stage, lanes.of_reactions(stage.conversation, desk), outgoing)


def _to_visitor(stage: Stage, act: Act, priority: Priority = Priority.STAFF) -> None:
    outgoing = Outgoing(Side.VISITOR, act, priority)
    put(stage, lanes.of_visitor(stage.conversation), outgoing)


def _to_open(stage: Stage, act: SendText | MakeTopic, about: About, coalesce: str) -> None:
    """Open the topic with this; what waits there for the same purpose is out of date."""
    outgoing = Outgoing(Side.TOPIC, act, Priority.OPENING, about, coalesce=coalesce)
    put(stage, lanes.of_topic(stage.conversation, stage.desk.id), outgoing)


def _to_status(  # noqa: PLR0913, PLR0917 - one fact each, all of one row
    stage: Stage,
    act: Act,
    coalesce: str,
    priority: Priority = Priority.STATUS,
    side: Side = Side.TOPIC,
    desk: DeskId | None = None,
) -> None:
    outgoing = Outgoing(side, act, priority, coalesce=coalesce)
    put(stage, lanes.of_status(stage.conversation, desk or stage.desk.id), outgoing, desk)


def _to_queue(stage: Stage, act: SendText, about: About) -> None:
    priority = Priority.OPENING if about is About.QUEUE else Priority.STAFF
    coalesce = address.line_of(stage.conversation) if about is About.QUEUE else ""
    outgoing = Outgoing(Side.QUEUE, act, priority, about, coalesce=coalesce)
    put(stage, lanes.of_queue(stage.desk.id), outgoing)

"""One turn of the alarm: an alert is loaded, taken on and saved, and what it wants becomes rows.

Alerts have lanes of their own, so that nothing that waits in a topic holds one up.
"""

from typing import assert_never

from bot.desk.alerts import looks, times
from bot.desk.alerts.counts import Count
from bot.desk.alerts.engine import AlarmScene, advance
from bot.desk.alerts.state import Alert
from bot.desk.state import Case
from bot.desk.state import Stage as CaseStage
from bot.model.delivery import (
    Act,
    DeleteMessage,
    EditText,
    Outgoing,
    Priority,
    SendText,
    Side,
    Slot,
)
from bot.model.effects import AlarmEffect, CallOff, CallOut, CountAlert, PostAlert, UpdateAlert
from bot.model.ids import AlertNumber, DeskId
from bot.model.inputs import About, AlarmInput, AlertTimeCame, DangerSeen, StaffPressed
from bot.pipeline import booths, group, lanes
from bot.pipeline.play import Play
from bot.pipeline.scenery import in_force
from bot.pipeline.stage import Stage, put
from bot.store import alerts, outbox, topics

Doing = PostAlert | UpdateAlert | CallOut | CallOff | CountAlert


def take(
    stage: Stage, case: Case | None, happened: AlarmInput, play: Play
) -> tuple[AlarmEffect, ...]:
    """Play what concerns an alert, and save it with the time when it is to be looked at again."""
    tx, visitor = stage.tx, stage.conversation
    newest = alerts.latest(tx, visitor)
    before = _meant(stage, newest, happened)
    scene = _scene(stage, case, before, happened, play)
    alert, effects = advance(before, happened, scene)
    if alert is None:
        return effects
    if before is not None and alert.number == before.number and alert.desk != before.desk:
        _leave(stage, before)
    is_newest = newest is None or alert.number >= newest.number
    due = times.due_at(alert, scene.desk.hours) if is_newest else None
    alerts.save(tx, visitor, alert, due)
    if newest is not None and alert.number > newest.number:
        alerts.settle_older(tx, visitor, alert.number)
    return effects


def do(stage: Stage, effect: Doing) -> None:
    """Do one of the alarm's effects."""
    match effect:
        case PostAlert():
            _post(stage, effect)
        case UpdateAlert(number, text, buttons, desk):
            edit = EditText(Slot.ALERT, text, buttons)
            _put(stage, edit, effect, _edit(number), About.NOTICE)
        case CallOut(number, subject, text):
            _call(stage, number, f"{subject}\n\n{text}")
        case CallOff(number):
            outbox.drop(stage.tx, lanes.of_call(number))
        case CountAlert(desk, day, level, type, raised, hits, misses):
            alerts.count(stage.tx, desk, Count(day, level, type, raised, hits, misses))
        case _:
            assert_never(effect)


def _meant(stage: Stage, newest: Alert | None, happened: AlarmInput) -> Alert | None:
    """Find the alert that an input is about: of a press the one whose button it was."""
    if not isinstance(happened, StaffPressed):
        return newest
    number = looks.number_in(happened.press)
    if newest is not None and number == newest.number:
        return newest
    return None if number is None else alerts.by_number(stage.tx, stage.conversation, number)


def _scene(
    stage: Stage, case: Case | None, alert: Alert | None, happened: AlarmInput, play: Play
) -> AlarmScene:
    tx, now = stage.tx, stage.moment.now
    open_case = case if case is not None and case.stage is not CaseStage.CLOSED else None
    desk = _where(stage, open_case, alert, happened)
    topic = topics.of(tx, stage.conversation, desk)
    return AlarmScene(
        desk=in_force(tx, play.desk(desk)),
        now=now,
        case=case,
        fresh=lambda: alerts.next_number(tx),
        has_topic=topic is not None and open_case is not None and not open_case.aside,
        out_of_reach=booths.is_shunned(tx, desk, now),
    )


def _where(stage: Stage, case: Case | None, alert: Alert | None, happened: AlarmInput) -> DeskId:
    """Name the booth where an alert is to stand.

    One that nobody has answered goes on to another group of the desk's, where one takes it.
    """
    tx, now = stage.tx, stage.moment.now
    home = _home(stage, case, alert, happened)
    is_answered = alert is not None and alert.acknowledged_at is not None
    if is_answered or not booths.is_shunned(tx, home, now):
        return home
    other = booths.choose(tx, stage.conversation, home, now)
    return home if booths.is_shunned(tx, other, now) else other


def _home(stage: Stage, case: Case | None, alert: Alert | None, happened: AlarmInput) -> DeskId:
    """Name the booth of the open case when it is posted; else where it stands, or a case would."""
    if case is not None and isinstance(happened, DangerSeen | AlertTimeCame):
        return case.desk
    if alert is not None:
        return alert.desk
    return booths.choose(stage.tx, stage.conversation, stage.desk.id, stage.moment.now)


def _leave(stage: Stage, alert: Alert) -> None:
    """Take back what waits where the alert stood; by its numbers nothing is to be found there."""
    alerts.forget_messages(stage.tx, alert.desk, alert.number)
    for side in (Side.QUEUE, Side.TOPIC):
        outbox.drop(stage.tx, lanes.of_alert(stage.conversation, alert.desk, side))


def _post(stage: Stage, post: PostAlert) -> None:
    """Post it at the end; one that waits to be posted is changed, one that stands is deleted."""
    tx, side = stage.tx, _side(post)
    lane = lanes.of_alert(stage.conversation, post.desk, side)
    key = f"post {post.number}"
    outbox.drop(tx, lane, _edit(post.number))
    stands = alerts.message(tx, post.number, side) is not None or outbox.waits(tx, lane, key)
    if stands and outbox.waiting(tx, lane, key) is None:
        _put(stage, DeleteMessage(Slot.ALERT), post, "", About.NOTICE)
    act = SendText(post.text, buttons=post.buttons, slot=Slot.ALERT)
    # only the queue's is asked about: a topic may be closed while the group is well
    _put(stage, act, post, key, About.NOTICE if post.in_topic else About.ALERT)


def _put(
    stage: Stage, act: Act, shown: PostAlert | UpdateAlert, coalesce: str, about: About
) -> None:
    side = _side(shown)
    outgoing = Outgoing(side, act, Priority.ALERT, about, coalesce=coalesce, alert=shown.number)
    put(stage, lanes.of_alert(stage.conversation, shown.desk, side), outgoing, shown.desk)


def _call(stage: Stage, number: AlertNumber, text: str) -> None:
    """Call by the second channel; it is nobody's chat, and no limit of a group's is its."""
    outgoing = Outgoing(Side.OUTSIDE, SendText(text), Priority.ALERT, coalesce="call")
    outbox.put(
        stage.tx,
        lane=lanes.of_call(number),
        conversation_id=None,
        desk=None,
        holder=group.holder(stage.desk.id),
        outgoing=outgoing,
        at=stage.moment.now,
    )


def _edit(number: AlertNumber) -> str:
    return f"edit {number}."  # the dot: what begins with 1 begins with 12, too


def _side(shown: PostAlert | UpdateAlert) -> Side:
    return Side.TOPIC if shown.in_topic else Side.QUEUE

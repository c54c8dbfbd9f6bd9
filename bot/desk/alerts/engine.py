"""What happens to an alert: raised, counted, raised again, answered, judged, followed up.

Pure like the desk's engine beside it. It knows of the case only where the alert is to be shown and
what staff call the visitor; it changes none.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.desk import words as desk_words
from bot.desk.alerts import looks, times, words
from bot.desk.alerts.state import Alert
from bot.desk.hours import TOKYO
from bot.desk.state import Case, Desk, Holder, Stage
from bot.model.danger import Danger
from bot.model.effects import (
    AlarmEffect,
    Button,
    CallOff,
    CountAlert,
    Popup,
    PostAlert,
    TakeOver,
    UpdateAlert,
)
from bot.model.ids import AlertNumber
from bot.model.inputs import (
    About,
    AlarmInput,
    AlertTimeCame,
    DangerSeen,
    OutgoingRefused,
    Staff,
    StaffPressed,
)


@dataclass(frozen=True, slots=True)
class AlarmScene:
    """What is around an alert."""

    desk: Desk
    """The booth where it stands, or is to stand; with the hours in force."""
    now: datetime
    case: Case | None = None
    fresh: Callable[[], AlertNumber] = lambda: AlertNumber(0)
    """Gives the number for an alert that is raised now."""
    has_topic: bool = False
    """The visitor's case is open, and has a topic."""
    out_of_reach: bool = False
    """The desk's group took nothing of late."""


Outcome = tuple[Alert | None, tuple[AlarmEffect, ...]]
"""The alert as it is now, and what is to be done."""


def is_about_alert(happened: StaffPressed | OutgoingRefused) -> bool:
    """Say whether it is a press of an alert's button, or a refusal of an alert's post."""
    if isinstance(happened, StaffPressed):
        return happened.press.startswith(looks.PREFIX)
    return happened.about is About.ALERT


def advance(alert: Alert | None, happened: AlarmInput, scene: AlarmScene) -> Outcome:
    """Take one input; the alert is the visitor's newest, or the one whose button was pressed."""
    match happened:
        case DangerSeen(danger):
            return _seen(alert, danger, scene)
        case StaffPressed():
            return _pressed(alert, happened, scene)
        case AlertTimeCame():
            return _time_came(alert, scene) if alert is not None else (None, ())
        case OutgoingRefused():
            return _out_of_reach(alert, scene) if alert is not None else (None, ())
        case _:
            assert_never(happened)


def _seen(alert: Alert | None, danger: Danger, scene: AlarmScene) -> Outcome:
    is_held = scene.case is not None and scene.case.stage is Stage.HELD
    if alert is None or not times.covers(alert, scene.now, is_held=is_held):
        return _raised(danger, scene)
    if danger.level <= alert.danger.level:
        return _counted(alert, scene)
    if alert.acknowledged_at is not None:  # whoever answered that has not seen this
        return _raised(danger, scene)
    graver = replace(alert, danger=danger, count=alert.count + 1, rung_at=scene.now)
    moved = (_count(alert, raised=-1), _count(graver, raised=1))
    after, posted = _posted(graver, scene)
    return after, (*moved, *posted)


def _raised(danger: Danger, scene: AlarmScene) -> Outcome:
    now = scene.now
    alert = Alert(scene.fresh(), scene.desk.id, danger, now, rung_at=now, shown_at=now)
    alert, posted = _posted(alert, scene)
    called: tuple[AlarmEffect, ...] = ()
    if scene.out_of_reach:
        alert, called = _out_of_reach(alert, scene)
    return alert, (*posted, *called, _count(alert, raised=1))


def _counted(alert: Alert, scene: AlarmScene) -> Outcome:
    alert = replace(alert, count=alert.count + 1)
    late = scene.now >= alert.shown_at + times.SHOW_PAUSE
    return _shown(alert, scene) if late else (alert, ())


def _time_came(alert: Alert, scene: AlarmScene) -> Outcome:
    """See which of its times it is; one that came too early is simply kept."""
    now = scene.now
    if _has_come(times.rings_at(alert), now):
        return _rung(alert, scene)
    if _has_come(times.follow_up_at(alert, scene.desk.hours), now):
        return _posted(replace(alert, task_at=now), scene)
    if _has_come(times.shows_at(alert), now):
        return _shown(alert, scene)
    return alert, ()


def _rung(alert: Alert, scene: AlarmScene) -> Outcome:
    alert, posted = _posted(replace(alert, rings=alert.rings + 1, rung_at=scene.now), scene)
    called = looks.call(alert, scene.desk, out_of_reach=scene.out_of_reach)
    return alert, (*posted, called)


def _out_of_reach(alert: Alert, scene: AlarmScene) -> tuple[Alert, tuple[AlarmEffect, ...]]:
    """Post it in another group of the desk's, or call by the second channel at once, once."""
    if alert.acknowledged_at is not None:
        return alert, ()
    if scene.desk.id != alert.desk:
        return _posted(alert, scene)
    if alert.out_of_reach:
        return alert, ()
    alert = replace(alert, out_of_reach=True)
    return alert, (looks.call(alert, scene.desk, out_of_reach=True),)


def _pressed(alert: Alert | None, pressed: StaffPressed, scene: AlarmScene) -> Outcome:
    if pressed.staff is None:
        return alert, (Popup(desk_words.ANONYMOUS, alert=True),)
    what = pressed.press.rpartition(":")[2]
    if alert is None or what not in looks.PRESSES:
        return alert, (Popup(words.GONE, alert=True),)
    if what == looks.RESPOND:
        return _answered(alert, pressed.staff, scene)
    if what == looks.DONE:
        return _done(alert, pressed.staff, scene)
    return _judged(alert, what == looks.RIGHT, scene)


def _answered(alert: Alert, staff: Staff, scene: AlarmScene) -> Outcome:
    """Let the first one answer; the others are told who did."""
    if alert.by is not None:
        own = alert.by.ref == staff.ref
        told = (words.YOURS if own else words.TAKEN).format(name=alert.by.work_name)
        return alert, (Popup(told, alert=not own),)
    holder = Holder(staff.ref, staff.work_name)
    alert = replace(alert, by=holder, acknowledged_at=scene.now)
    alert, shown = _shown(alert, scene)
    thanks = Popup(_thanks(staff, scene.case), alert=True)
    return alert, (thanks, CallOff(alert.number), *shown, TakeOver(staff, alert.desk))


def _thanks(staff: Staff, case: Case | None) -> str:
    """Say who answers the visitor: whoever holds the case goes on doing so."""
    if case is not None and case.holder is not None and case.holder.ref != staff.ref:
        return words.THANKS_HELD.format(name=case.holder.work_name)
    return words.THANKS.format(name=staff.work_name)


def _judged(alert: Alert, right: bool, scene: AlarmScene) -> Outcome:
    """Keep the one word of staff; said again, the last one counts."""
    before = {True: {"hits": -1}, False: {"misses": -1}, None: {}}[alert.right]
    change = {"hits": 0, "misses": 0} | before
    change["hits" if right else "misses"] += 1
    alert, shown = _shown(replace(alert, right=right), scene)
    return alert, (Popup(words.KEPT), _count(alert, **change), *shown)


def _done(alert: Alert, staff: Staff, scene: AlarmScene) -> Outcome:
    if alert.task_by:
        return alert, (Popup(words.DONE_ALREADY.format(name=alert.task_by)),)
    alert, shown = _shown(replace(alert, task_by=staff.work_name), scene)
    return alert, (Popup(words.NOTED), *shown)


def _posted(alert: Alert, scene: AlarmScene) -> tuple[Alert, tuple[AlarmEffect, ...]]:
    """Post it at the end of its topics, so that it is heard, in the stead of an earlier post."""
    if alert.desk != scene.desk.id:  # its group takes nothing, and this one does
        alert = replace(alert, desk=scene.desk.id, in_topic=False)
    alert = _as_shown(replace(alert, in_topic=alert.in_topic or scene.has_topic), scene)
    posts = [PostAlert(alert.number, *_look(alert, scene), alert.desk)]
    if scene.has_topic:
        posts.append(replace(posts[0], in_topic=True))
    return alert, tuple(posts)


def _shown(alert: Alert, scene: AlarmScene) -> tuple[Alert, tuple[AlarmEffect, ...]]:
    """Bring it up to date where it stands."""
    alert = _as_shown(alert, scene)
    edits = [UpdateAlert(alert.number, *_look(alert, scene), alert.desk)]
    if alert.in_topic:
        edits.append(replace(edits[0], in_topic=True))
    return alert, tuple(edits)


def _as_shown(alert: Alert, scene: AlarmScene) -> Alert:
    return replace(alert, shown=alert.count, shown_at=scene.now)


def _look(alert: Alert, scene: AlarmScene) -> tuple[str, tuple[Button, ...]]:
    return looks.text(alert, scene.case, scene.desk), looks.buttons(alert)


def _count(alert: Alert, *, raised: int = 0, hits: int = 0, misses: int = 0) -> CountAlert:
    day = alert.raised_at.astimezone(TOKYO).date()
    danger = alert.danger
    return CountAlert(alert.desk, day, danger.level, danger.type, raised, hits, misses)


def _has_come(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now

"""How an alert looks to staff: two lines of reason, how things stand, the protocol, buttons."""

import re

from bot.desk import card
from bot.desk.alerts import words
from bot.desk.alerts.state import Alert
from bot.desk.alerts.times import TO_LEAD
from bot.desk.state import Case, Desk, Stage
from bot.i18n import clip
from bot.model.effects import Button, CallOut
from bot.model.ids import AlertNumber

PREFIX = "alert:"
"""How the presses of an alert's buttons begin: `alert:7:respond`."""
PRESSES = RESPOND, RIGHT, WRONG, DONE = ("respond", "right", "wrong", "done")
LABELS = {
    RESPOND: words.RESPOND,
    RIGHT: words.RIGHT,
    WRONG: words.WRONG,
    DONE: words.DONE,
}
LONGEST_NUMBER = 9  # digits; a column holds 32 bits
MOST_SIGNS = 3
CHOICES = re.compile(r"[(（]([^()（）/／]*)[^()（）]*[)）]")
"""Words of a sign that may stand in one place; the first one is kept."""
LONGEST_SIGNS = 300  # units; some signs are long lists of words


def text(alert: Alert, case: Case | None, desk: Desk) -> str:
    """Write the alert; the protocol stays until somebody answers, and the task takes its place."""
    lines = [_head(alert, case), _reason(alert), _signs(alert)]
    if alert.task_at is not None:
        return "\n".join([*lines, *_settled(alert), _task(alert, case)])
    if alert.acknowledged_at is not None:
        return "\n".join([*lines, *_settled(alert), *_protocol(alert)])
    if case is not None and case.holder is not None:
        lines.append(words.HELD_BY.format(name=case.holder.work_name))
    if alert.rings:
        lines.append(_unanswered(alert, desk))
    return "\n".join([*lines, *_protocol(alert)])


def buttons(alert: Alert) -> tuple[Button, ...]:
    """Offer what can still be done about it."""
    wanted = [RIGHT, WRONG]
    if alert.acknowledged_at is None:
        wanted = [RESPOND, *wanted]
    elif alert.task_at is not None and not alert.task_by:
        wanted = [DONE, *wanted]
    said = {True: RIGHT, False: WRONG, None: ""}[alert.right]
    return tuple(
        Button(
            LABELS[what] + (words.SAID if what == said else ""),
            f"{PREFIX}{alert.number}:{what}",
            beside=what == WRONG,
        )
        for what in wanted
    )


def number_in(press: str) -> AlertNumber | None:
    """Read which alert a press is about; it comes from outside."""
    number = press.removeprefix(PREFIX).partition(":")[0]
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    return AlertNumber(int(number))


def line(alert: Alert) -> str:
    """Write the alert's one line at the head of /queue."""
    return words.LINE.format(
        mark=words.MARKS[alert.danger.level],
        number=alert.number,
        who=words.LEVELS[alert.danger.level],
        since=card.clock(alert.raised_at),
        count=alert.count,
    )


def call(alert: Alert, desk: Desk, *, out_of_reach: bool) -> CallOut:
    """Write what goes to those who do not look at the group: nothing of the visitor."""
    values = {
        "desk": desk.name,
        "number": alert.number,
        "level": words.LEVELS[alert.danger.level],
        "since": card.clock(alert.raised_at),
    }
    body = words.CALL_OUT_OF_REACH if out_of_reach else words.CALL
    told = body.format(**values)
    if alert.rings >= TO_LEAD and desk.rules.lead:
        told = f"{told}\n{words.CALL_LEAD.format(lead=desk.rules.lead)}"
    return CallOut(alert.number, words.CALL_SUBJECT.format(**values), told)


def _head(alert: Alert, case: Case | None) -> str:
    mark = words.MARKS[alert.danger.level] if alert.acknowledged_at is None else "🔔"
    return words.HEAD.format(mark=mark, number=alert.number, who=_called(case))


def _called(case: Case | None) -> str:
    if case is None:
        return words.WITHOUT_CASE
    ended = words.CLOSED_CASE if case.stage is Stage.CLOSED else ""
    return f"No. {case.number} {card.called(case)} さん{ended}"


def _reason(alert: Alert) -> str:
    danger = alert.danger
    told = words.LEVEL_LINE.format(level=words.LEVELS[danger.level], type=words.TYPES[danger.type])
    return told + (words.COUNT_LINE.format(count=alert.count) if alert.count > 1 else "")


def _signs(alert: Alert) -> str:
    """Name the first of the words that an editor gave for one place: it is read in a hurry."""
    signs = (CHOICES.sub(r"\1", sign) for sign in alert.danger.signs[:MOST_SIGNS])
    shown = "、".join(f"「{sign}」など" for sign in signs) or words.NO_SIGNS
    return clip(words.SIGNS_LINE.format(signs=shown), LONGEST_SIGNS)


def _protocol(alert: Alert) -> list[str]:
    asked = words.ASK[alert.danger.type]
    return ["", words.PROTOCOL, asked, words.DECIDES, words.WRITTEN]


def _unanswered(alert: Alert, desk: Desk) -> str:
    since = card.clock(alert.raised_at)
    if alert.rings < TO_LEAD:
        return words.UNANSWERED.format(since=since)
    if not desk.rules.lead:
        return words.EVERYBODY_CALLED.format(since=since)
    return words.LEAD_CALLED.format(name=desk.rules.lead, since=since)


def _settled(alert: Alert) -> list[str]:
    """Say who answered."""
    if alert.by is None or alert.acknowledged_at is None:
        return []
    at = card.clock(alert.acknowledged_at)
    return [words.ANSWERED.format(name=alert.by.work_name, at=at)]


def _task(alert: Alert, case: Case | None) -> str:
    if alert.task_by:
        return words.TASK_DONE.format(name=alert.task_by)
    return words.TASK.format(who=_called(case))

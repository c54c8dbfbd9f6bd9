"""How a case looks to staff: title, card, line in the queue topic, header over relayed words."""

import re
from datetime import datetime

from bot.desk import words
from bot.desk.hours import TOKYO
from bot.desk.scene import Aim, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import Button

SIGNS = {Stage.WAITING: "🔴", Stage.HELD: "🟢", Stage.CLOSED: "⚪"}
UNREACHABLE_SIGN = "⛔"


def called(case: Case) -> str:
    """Say what staff call the visitor."""
    return case.nickname or words.NO_NAME


def title(case: Case) -> str:
    """Make the topic's title: state, nickname, number; at most 128 characters."""
    return f"{_sign(case)} {called(case)} ・{case.number}"


def text(case: Case, scene: Scene) -> str:
    """Write the card."""
    lines = [f"{_sign(case)} No. {case.number} ｜ {called(case)}", _state_line(case)]
    lines.append(f"ことば：{scene.language_name}")
    lines += [f"{question}：{answer}" for question, answer in case.answers]
    if case.path:
        lines.append(f"読んだページ：{' → '.join(case.path)}")
    return "\n".join([*lines, "", words.HOW_TO_REPLY])


def buttons(case: Case) -> tuple[Button, ...]:
    """Offer what can be done with the case now."""
    claim = Button(words.CLAIM, f"claim:{case.number}")
    release = Button(words.RELEASE, f"release:{case.number}")
    close = Button(words.CLOSE, f"close:{case.number}")
    match case.stage:
        case Stage.WAITING:
            return (claim, close)
        case Stage.HELD:
            return (release, close)
        case Stage.CLOSED:
            return (Button(words.REOPEN, f"reopen:{case.number}"),)


def queue_line(case: Case) -> str:
    """Write the case's one line in the queue topic."""
    return f"{_sign(case)} No. {case.number} {called(case)} ― {_state_line(case)}"


def header(case: Case, note: str = "") -> str:
    """Head the visitor's words: who, and which number; every copy bears the same."""
    mark = f"・{note}" if note else ""
    return f"{called(case)} {case.written}{mark}"


def recognised(case: Case, first_line: str) -> Aim:
    """Know our card or a header over the visitor's words by its first line.

    For what arrived without our hearing of it, so that its number is in no table: staff see it
    all the same, and a reply to it must not pass for a note.
    """
    if first_line.endswith(f" No. {case.number} ｜ {called(case)}"):
        return Aim.CARD
    if re.fullmatch(rf"{re.escape(called(case))} [1-9]\d*(・.*)?", first_line):
        return Aim.VISITOR
    return Aim.NOTHING


def _sign(case: Case) -> str:
    if case.unreachable_since and case.stage is not Stage.CLOSED:
        return UNREACHABLE_SIGN
    return SIGNS[case.stage]


def _state_line(case: Case) -> str:
    parts = [_stage_words(case)]
    if case.unreachable_since:
        parts.append(f"{_clock(case.unreachable_since)} から{words.UNREACHABLE}")
    return "／".join(parts)


def _stage_words(case: Case) -> str:
    if case.stage is Stage.CLOSED and case.closed_at:
        return f"{words.CLOSED}（{_clock(case.closed_at)}）"
    if case.holder:
        return f"{words.HELD}（担当：{case.holder.work_name}）"
    return f"{words.WAITING}（{_clock(case.waiting_since or case.opened_at)} から）"


def _clock(moment: datetime) -> str:
    local = moment.astimezone(TOKYO)
    return f"{local.month}/{local.day} {local.hour}:{local.minute:02d}"

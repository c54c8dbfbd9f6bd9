"""How a case looks to staff: title, card, line in the queue topic, header over relayed words."""

import re
from datetime import datetime

from bot.desk import words
from bot.desk.hours import TOKYO
from bot.desk.scene import Aim, Scene
from bot.desk.state import Case, Stage
from bot.i18n import clip
from bot.model.effects import Button

SIGNS = {Stage.WAITING: "🔴", Stage.HELD: "🟢", Stage.CLOSED: "⚪"}
UNREACHABLE_SIGN = "⛔"
SNOOZED_SIGN = "💤"
MOST_UNITS = 4000


def called(case: Case) -> str:
    """Say what staff call the visitor."""
    return case.nickname or words.NO_NAME


def title(case: Case) -> str:
    """Make the topic's title: state, nickname, number; at most 128 characters."""
    return f"{_sign(case)} {called(case)} ・{case.number}"


def text(case: Case, scene: Scene) -> str:
    """Write the card."""
    return "\n".join([*_known(case, scene), "", words.HOW_TO_REPLY])


def details(case: Case, scene: Scene) -> str:
    """Write everything that is known of a case: the card, and what has no room on it."""
    outcomes = dict(scene.desk.outcomes)
    lines = [words.DETAILS_HEAD, *_known(case, scene), f"はじまり：{clock(case.opened_at)}"]
    lines.append(f"相手から：{case.written}通")
    if case.outcome:
        lines.append(f"どうなったか：{outcomes.get(case.outcome, case.outcome)}")
    if case.helped is not None:
        lines.append(f"相手の感想：{words.HELPED if case.helped else words.NOT_HELPED}")
    return clip("\n".join(lines), MOST_UNITS)


def _known(case: Case, scene: Scene) -> list[str]:
    lines = [f"{_sign(case)} No. {case.number} ｜ {called(case)}", _state_line(case)]
    lines.append(f"ことば：{scene.language_name}")
    lines += [f"{question}：{answer}" for question, answer in case.answers]
    if case.path:
        lines.append(f"読んだページ：{' → '.join(case.path)}")
    if case.told:
        told = dict.fromkeys(words.NOTICES.get(each, each) for each in case.told)
        lines.append(f"ボットが伝えたこと：{'、'.join(told)}")
    if case.note:
        lines.append(f"📌 {case.note}")
    return lines


def buttons(case: Case) -> tuple[Button, ...]:
    """Offer what can be done with the case now."""
    if case.stage is Stage.CLOSED:
        return (_button(words.REOPEN, "reopen", case),)
    waits = case.stage is Stage.WAITING
    first = (words.CLAIM, "claim") if waits else (words.RELEASE, "release")
    return (
        _button(*first, case),
        _button(words.CANNED, "canned", case),
        _button(words.CLOSE, "close", case),
        _button(words.MORE, "more", case, beside=True),
    )


def queue_buttons(case: Case) -> tuple[Button, ...]:
    """Offer, on the line in the queue topic, to take a case that nobody has."""
    return (_button(words.CLAIM, "claim", case),) if case.stage is Stage.WAITING else ()


def queue_line(case: Case) -> str:
    """Write the case's one line in the queue topic."""
    return f"{_sign(case)} No. {case.number} {called(case)} ― {_state_line(case)}"


def header(case: Case, note: str = "") -> str:
    """Head the visitor's words: who, and which number; every copy bears the same."""
    mark = f"・{note}" if note else ""
    return f"{called(case)} {case.written}{mark}"


def recognised(case: Case, first_line: str) -> Aim:
    """Know a card or a header over the visitor's words by its first line.

    For what arrived without our hearing of it, so that its number is in no table, and for the card
    of an earlier case: staff see it all the same, and a reply to it must not pass for a note.
    """
    if re.fullmatch(r". No\. [1-9]\d* ｜ .*", first_line):
        return Aim.CARD
    if re.fullmatch(rf"{re.escape(called(case))} [1-9]\d*(・.*)?", first_line):
        return Aim.VISITOR
    return Aim.NOTHING


def clock(moment: datetime) -> str:
    """Write a time as staff read it, in Asia/Tokyo."""
    local = moment.astimezone(TOKYO)
    return f"{local.month}/{local.day} {local.hour}:{local.minute:02d}"


def _button(label: str, name: str, case: Case, *, beside: bool = False) -> Button:
    return Button(label, f"{name}:{case.number}", beside)


def _sign(case: Case) -> str:
    if case.stage is Stage.CLOSED:
        return SIGNS[case.stage]
    if case.unreachable_since:
        return UNREACHABLE_SIGN
    return SNOOZED_SIGN if case.snoozed_until else SIGNS[case.stage]


def _state_line(case: Case) -> str:
    parts = [_stage_words(case)]
    if case.unreachable_since:
        parts.append(f"{clock(case.unreachable_since)} から{words.UNREACHABLE}")
    if case.stage is not Stage.CLOSED and case.snoozed_until:
        parts.append(f"{clock(case.snoozed_until)} まで{words.PUT_AWAY}")
    if case.stage is not Stage.CLOSED and case.closing_at:
        parts.append(f"{clock(case.closing_at)} に{words.CLOSES_THEN}")
    return "／".join(parts)


def _stage_words(case: Case) -> str:
    if case.stage is Stage.CLOSED and case.closed_at:
        return f"{words.CLOSED}（{clock(case.closed_at)}）"
    if case.holder:
        return f"{words.HELD}（担当：{case.holder.work_name}）"
    return f"{words.WAITING}（{clock(case.waiting_since or case.opened_at)} から）"

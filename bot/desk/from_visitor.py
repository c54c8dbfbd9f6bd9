"""What a visitor does, as the desk meets it: words relayed, a case opened anew, a case left."""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.desk import aside, card, moving, stages, words
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import (
    DeskEffect,
    Notify,
    PostAside,
    PostToTopic,
    ReactToStaff,
    RelayToStaff,
)
from bot.model.inputs import (
    Edited,
    MediaKind,
    Said,
    Showed,
    VisitorAgreed,
    VisitorLeft,
    VisitorRated,
    VisitorReachable,
    VisitorReacted,
    VisitorUnreachable,
    VisitorWrote,
)

THANKS_WINDOW = timedelta(hours=48)  # PEERS.md 3, "Reopen": a thank-you pages nobody
THANKS = re.compile(
    r"(?:ありがとう|有り?難う|どうも|本当に|ほんとに|感謝|助かりました|おやすみ(?:なさい)?|了解|"
    r"わかりました|はい|うん|ございま(?:す|した)|です|でした|し(?:ます|ました|ています)|"
    r"thank(?:s| ?you)|thx|so|very|much|ok(?:ay)?|[^\w])+"
)
"""Nothing but thanks, a nod or good night, in the words people end a talk with."""
MOST_KEPT = 20
"""What a visitor without a topic wrote before that is let go: nobody deserving writes so much."""

FromVisitor = (
    VisitorWrote
    | VisitorLeft
    | VisitorUnreachable
    | VisitorReachable
    | VisitorReacted
    | VisitorAgreed
    | VisitorRated
)


def take(case: Case, happened: FromVisitor, scene: Scene) -> Outcome:
    """Take one input of the visitor's side."""
    match happened:
        case VisitorWrote(written):
            return _wrote(case, written, scene)
        case VisitorLeft():
            return (case, ()) if _is_closed(case) else stages.closed(case, scene, by_visitor=True)
        case VisitorUnreachable():
            return went_silent(case, scene)
        case VisitorReachable():
            return _back_in_reach(case, scene)
        case VisitorReacted(message, emoji):
            return case, (ReactToStaff(message, emoji),)
        case VisitorAgreed(agreed):
            return _answered(case, agreed, scene)
        case VisitorRated(helped):
            return (case if case.helped is not None else replace(case, helped=helped)), ()
        case _:
            assert_never(happened)


def opens_case(case: Case, written: Said | Showed | Edited, now: datetime) -> bool:
    """Say whether what was written opens a new case for a visitor who is back."""
    if not _is_closed(case) or isinstance(written, Edited):
        return False
    return not (is_thanks(written) and _just_closed(case, now))


def is_thanks(written: Said | Showed | Edited) -> bool:
    """Say whether it is no more than a thank-you, a nod, or a sticker."""
    if isinstance(written, Showed):
        return written.kind is MediaKind.STICKER
    plain = unicodedata.normalize("NFKC", written.text).casefold().strip()
    return THANKS.fullmatch(plain) is not None


def went_silent(case: Case, scene: Scene) -> Outcome:
    """Note that nothing reaches the visitor, and show it."""
    if case.unreachable_since:
        return case, ()
    case = replace(case, unreachable_since=scene.moment.now)
    if _is_closed(case):
        return case, ()
    return case, (PostToTopic(words.WENT_SILENT), *stages.refreshed(case, scene))


def _wrote(case: Case, written: Said | Showed | Edited, scene: Scene) -> Outcome:
    if case.aside and not _is_closed(case):
        return _wrote_aside(case, written, scene)
    if not _is_closed(case):
        case, back = _back_in_reach(case, scene)
        case, woken = _woken(_waiting(case, written, scene.moment.now), written, scene)
        case, told = stages.with_hours(case, scene)
        case, relayed = relayed_to_staff(case, written)
        return case, (*back, *woken, *relayed, *told)
    if opens_case(case, written, scene.moment.now):
        case, back = stages.returned(case, scene)
        case, relayed = relayed_to_staff(case, written)
        return case, (*back, *relayed)
    case, relayed = relayed_to_staff(case, written, words.AFTER_CLOSING)
    return case, relayed if isinstance(written, Edited) else (*relayed, Notify("thanks"))


def _wrote_aside(case: Case, written: Said | Showed | Edited, scene: Scene) -> Outcome:
    """Give a topic to a case that has something to say; keep the rest where staff see it."""
    case = replace(case, kept=(*case.kept, written)[-MOST_KEPT:])
    if aside.is_worth_a_topic(written):
        return stages.promoted(case, scene)
    button = stages.promote_button(case)
    return case, (PostAside(aside.line(case, written), (button,)),)


def _waiting(case: Case, written: Said | Showed | Edited, now: datetime) -> Case:
    if isinstance(written, Edited):
        return case
    return replace(case, waiting_since=case.waiting_since or now)


def _woken(
    case: Case, written: Said | Showed | Edited, scene: Scene
) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Let new words end a snooze and a closing that was to come."""
    if isinstance(written, Edited) or not (case.snoozed_until or case.closing_at):
        return case, ()
    said = (PostToTopic(words.CLOSING_CANCELLED, silent=True),) if case.closing_at else ()
    case = replace(case, snoozed_until=None, closing_at=None)
    return case, (*said, *stages.refreshed(case, scene))


def relayed_to_staff(
    case: Case, written: Said | Showed | Edited, note: str = ""
) -> tuple[Case, tuple[DeskEffect, ...]]:
    """Bring words into the topic under the next number."""
    case = replace(case, written=case.written + 1)
    marks = [note, words.EDITED if isinstance(written, Edited) else ""]
    header = card.header(case, "・".join(filter(None, marks)))
    return case, (RelayToStaff(header, written),)


def _back_in_reach(case: Case, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    if not case.unreachable_since:
        return case, ()
    case = replace(case, unreachable_since=None)
    if _is_closed(case):
        return case, ()
    return case, (PostToTopic(words.CAME_BACK), *stages.refreshed(case, scene))


def _answered(case: Case, agreed: bool, scene: Scene) -> Outcome:
    """Take the visitor's answer to whether another ward's desk may see the case."""
    asked = case.transfer
    if asked is None or _is_closed(case):
        return case, ()
    case = replace(case, transfer=None)
    to = next((desk for desk in scene.desks if desk.id == asked.to), None)
    if not agreed or to is None:
        return case, (PostToTopic(words.TRANSFER_DECLINED),)
    return moving.to_desk(case, to, (asked.note, asked.by), scene)


def _just_closed(case: Case, now: datetime) -> bool:
    return case.closed_at is not None and now - case.closed_at < THANKS_WINDOW


def _is_closed(case: Case) -> bool:
    return case.stage is Stage.CLOSED

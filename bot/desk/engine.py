"""What happens on the staff's side: one case, one input, and what is to be done.

Only replies go out (`replies.py`); stages change in `stages.py`; each command has its own file.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.desk import card, replies, stages, words
from bot.desk.command import Order
from bot.desk.commands import COMMANDS
from bot.desk.replies import Reply
from bot.desk.scene import Aim, Outcome, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import DeskEffect, Notify, Popup, PostToTopic, React, RelayToStaff
from bot.model.ids import MessageId
from bot.model.inputs import (
    About,
    CaseRequested,
    DeskInput,
    Edited,
    MediaKind,
    OutgoingArrived,
    OutgoingRefused,
    Said,
    Showed,
    Staff,
    StaffCommanded,
    StaffEdited,
    StaffInput,
    StaffPressed,
    StaffShowed,
    StaffWrote,
    TopicClosed,
    TopicLost,
    TopicMade,
    TopicReopened,
    TurnFailed,
    VisitorLeft,
    VisitorReachable,
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
OUT_OF_REACH = frozenset({"no_rights", "not_a_forum", "topic_closed"})
"""Why nothing reaches the desk's group: the words wait, and the visitor is told so once."""
LISTING = tuple((command.name, command.help) for command in COMMANDS.values())


def advance(case: Case | None, happened: DeskInput, scene: Scene) -> Outcome:
    """Take one input; the case may be None only before the first was opened."""
    if isinstance(happened, CaseRequested):
        return stages.opened(case, happened, scene)
    if case is None:
        return None, _without_case(happened)
    if isinstance(happened, StaffInput):
        return _from_staff(case, happened, scene)
    match happened:
        case VisitorWrote(written):
            return _visitor_wrote(case, written, scene)
        case VisitorLeft():
            return (case, ()) if _is_closed(case) else stages.closed(case, scene, by_visitor=True)
        case VisitorUnreachable():
            return _unreachable(case, scene)
        case VisitorReachable():
            return _back_in_reach(case, scene)
        case TopicLost():
            return case, () if scene.has_topic else stages.rebuilt(case, scene)
        case OutgoingArrived(about, message):
            return case, _arrived(about, message)
        case OutgoingRefused():
            return _refused(case, happened, scene)
        case TurnFailed():
            return case, (PostToTopic(words.TURN_FAILED),)
        case TopicMade():
            return case, ()
        case _:
            assert_never(happened)


def opens_case(case: Case | None, happened: DeskInput, now: datetime) -> bool:
    """Say whether an input opens a new case, which needs a fresh number."""
    if isinstance(happened, CaseRequested):
        return True
    if case is None or not _is_closed(case) or not isinstance(happened, VisitorWrote):
        return False
    written = happened.written
    nod = is_thanks(written) and _just_closed(case, now)
    return not isinstance(written, Edited) and not nod


def is_thanks(written: Said | Showed | Edited) -> bool:
    """Say whether it is no more than a thank-you, a nod, or a sticker."""
    if isinstance(written, Showed):
        return written.kind is MediaKind.STICKER
    plain = unicodedata.normalize("NFKC", written.text).casefold().strip()
    return THANKS.fullmatch(plain) is not None


# ── from the visitor ─────────────────────────────────────────────────────────


def _visitor_wrote(case: Case, written: Said | Showed | Edited, scene: Scene) -> Outcome:
    if not _is_closed(case):
        case, back = _back_in_reach(case, scene)
        case, told = stages.with_hours(_waiting(case, written, scene.moment.now), scene)
        case, relayed = _relayed(case, written)
        return case, (*back, *relayed, *told)
    if opens_case(case, VisitorWrote(written), scene.moment.now):
        case, back = stages.returned(case, scene)
        case, relayed = _relayed(case, written)
        return case, (*back, *relayed)
    case, relayed = _relayed(case, written, words.AFTER_CLOSING)
    return case, relayed if isinstance(written, Edited) else (*relayed, Notify("thanks"))


def _waiting(case: Case, written: Said | Showed | Edited, now: datetime) -> Case:
    if isinstance(written, Edited):
        return case
    return replace(case, waiting_since=case.waiting_since or now)


def _relayed(
    case: Case, written: Said | Showed | Edited, note: str = ""
) -> tuple[Case, tuple[DeskEffect, ...]]:
    case = replace(case, written=case.written + 1)
    marks = [note, words.EDITED if isinstance(written, Edited) else ""]
    header = card.header(case, "・".join(filter(None, marks)))
    return case, (RelayToStaff(header, written),)


def _just_closed(case: Case, now: datetime) -> bool:
    return case.closed_at is not None and now - case.closed_at < THANKS_WINDOW


def _unreachable(case: Case, scene: Scene) -> Outcome:
    if case.unreachable_since:
        return case, ()
    case = replace(case, unreachable_since=scene.moment.now)
    if _is_closed(case):
        return case, ()
    return case, (PostToTopic(words.WENT_SILENT), *stages.refreshed(case, scene))


def _back_in_reach(case: Case, scene: Scene) -> tuple[Case, tuple[DeskEffect, ...]]:
    if not case.unreachable_since:
        return case, ()
    case = replace(case, unreachable_since=None)
    if _is_closed(case):
        return case, ()
    return case, (PostToTopic(words.CAME_BACK), *stages.refreshed(case, scene))


# ── from staff ───────────────────────────────────────────────────────────────


def _from_staff(case: Case, happened: StaffInput, scene: Scene) -> Outcome:
    if isinstance(happened, TopicClosed | TopicReopened):
        return _by_hand(case, happened, scene)
    if happened.staff is None:
        return case, _to_anonymous(happened, scene)
    match happened:
        case StaffWrote() | StaffShowed():
            return _wrote(case, happened, happened.staff, scene)
        case StaffCommanded():
            return _commanded(case, happened, happened.staff, scene)
        case StaffPressed(press=press):
            return _pressed(case, press, happened.staff, scene)
        case StaffEdited(message=message):
            told = PostToTopic(words.EDIT_NOT_SENT, reply_to=message, silent=True)
            return case, (told,) if scene.went_out else ()
        case _:
            assert_never(happened)


def _wrote(case: Case, wrote: StaffWrote | StaffShowed, staff: Staff, scene: Scene) -> Outcome:
    if scene.aim not in {Aim.VISITOR, Aim.CARD}:
        return case, ()
    media = wrote.kind if isinstance(wrote, StaffShowed) else None
    text = wrote.caption if isinstance(wrote, StaffShowed) else wrote.text
    reply_to = wrote.reply_to if scene.aim is Aim.VISITOR else None
    return replies.send(
        case, Reply(staff, wrote.message, text, wrote.entities, reply_to, media), scene
    )


def _commanded(case: Case, given: StaffCommanded, staff: Staff, scene: Scene) -> Outcome:
    reply_to = given.reply_to if scene.aim is Aim.VISITOR else None
    order = Order(staff, given.message, given.text, given.entities, reply_to, LISTING)
    command = COMMANDS.get(given.name)
    if command is None:
        return case, (order.answer(words.UNKNOWN_COMMAND),)
    return command.run(case, order, scene)


def _pressed(case: Case, press: str, staff: Staff, scene: Scene) -> Outcome:
    name, _, number = press.partition(":")
    command = COMMANDS.get(name)
    if command is None or number != str(case.number):
        return case, (Popup(words.OLD_CARD, alert=True),)
    return command.run(case, Order(staff, None), scene)


def _by_hand(case: Case, happened: TopicClosed | TopicReopened, scene: Scene) -> Outcome:
    closing = isinstance(happened, TopicClosed)
    case = replace(case, topic_open=not closing)
    if closing == _is_closed(case):
        return case, ()
    return stages.closed(case, scene) if closing else stages.reopened(case, happened.staff, scene)


def _to_anonymous(happened: StaffInput, scene: Scene) -> tuple[DeskEffect, ...]:
    match happened:
        case StaffPressed():
            return (Popup(words.ANONYMOUS, alert=True),)
        case StaffCommanded(message=message):
            return (PostToTopic(words.ANONYMOUS, reply_to=message),)
        case StaffWrote(message=message) | StaffShowed(message=message):
            meant_to_send = scene.aim in {Aim.VISITOR, Aim.CARD}
            return (PostToTopic(words.ANONYMOUS, reply_to=message),) if meant_to_send else ()
        case _:
            return ()


# ── from the world ───────────────────────────────────────────────────────────


def _arrived(about: About, message: MessageId | None) -> tuple[DeskEffect, ...]:
    if about is About.REPLY and message is not None:
        return (React(message, replies.DELIVERED),)
    return ()


def _refused(case: Case, refused: OutgoingRefused, scene: Scene) -> Outcome:
    if refused.reason in OUT_OF_REACH:
        told_before, case = case.told_out_of_reach, replace(case, told_out_of_reach=True)
        return case, () if told_before else (Notify("unreachable-staff"),)
    told = _told_of(refused)
    if refused.reason != "blocked":
        return case, told
    silent, shown = _unreachable(case, scene)
    return silent, (*told, *shown)


def _told_of(refused: OutgoingRefused) -> tuple[DeskEffect, ...]:
    if refused.about is About.RELAY:
        return (PostToTopic(words.RELAY_FAILED),)
    if refused.about is not About.REPLY or refused.message is None:
        return ()
    reason = words.REASONS.get(refused.reason, words.OTHER_REASON)
    said = PostToTopic(words.NOT_DELIVERED.format(reason=reason), reply_to=refused.message)
    return (React(refused.message, replies.FAILED), said)


def _without_case(happened: DeskInput) -> tuple[DeskEffect, ...]:
    if isinstance(happened, StaffPressed):
        return (Popup(words.NO_CASE),)
    if isinstance(happened, StaffCommanded):
        return (PostToTopic(words.NO_CASE, reply_to=happened.message),)
    return ()


def _is_closed(case: Case) -> bool:
    return case.stage is Stage.CLOSED

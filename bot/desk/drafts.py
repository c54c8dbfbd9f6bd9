"""Canned replies on their way out: chosen, filled in, shown as they will be read, then sent."""

from dataclasses import replace

from bot.desk import replies, words
from bot.desk.scene import Canned, Outcome, Scene
from bot.desk.state import Case, Draft, Reply
from bot.i18n import fill, units
from bot.model.effects import Button, EditPost, Popup, PostToTopic
from bot.model.ids import MessageId
from bot.model.inputs import Staff, StaffWrote

MOST_UNITS = 4000  # a list of everything must fit into one message, with room for its head
BETWEEN = "／"
"""What separates several fillings on one line."""


def listed(case: Case, scene: Scene) -> tuple[str, tuple[Button, ...]]:
    """Show every canned reply in full, in both languages, with a button for each."""
    found = scene.canned()
    buttons = tuple(
        Button(f"{number}. {each.title}", f"say:{case.number}:{each.id}")
        for number, each in enumerate(found, 1)
    )
    if not found:
        return words.NO_CANNED, ()
    return (_in_full(found) if _are_shown_in_full(found) else words.CANNED_TITLES), buttons


def _in_full(found: tuple[Canned, ...]) -> str:
    parts = [f"{number}. {each.title}\n{shown(each)}" for number, each in enumerate(found, 1)]
    return "\n\n".join([words.CANNED_HEAD, *parts])


def _are_shown_in_full(found: tuple[Canned, ...]) -> bool:
    """Say whether one message holds them all; else each is shown before it is sent."""
    return units(_in_full(found)) <= MOST_UNITS


def shown(canned: Canned) -> str:
    """Show a text as staff read it, and as the visitor will, where that is another language."""
    if canned.for_visitor == canned.for_staff:
        return canned.for_staff.rstrip()
    return f"{canned.for_staff.rstrip()}\n――\n{canned.for_visitor.rstrip()}"


def chosen(case: Case, staff: Staff, place: tuple[str, MessageId], scene: Scene) -> Outcome:
    """Send a canned reply, or ask for its blanks; `place` is its id and the list it stands in."""
    name, under = place
    if under == case.spent:
        return case, (Popup(words.SENT_ALREADY),)
    canned = next((each for each in scene.canned() if each.id == name), None)
    if canned is None:
        return case, (Popup(words.CANNED_GONE, alert=True),)
    if canned.blanks:
        case = _drafted(case, canned, staff)
        ask = words.FILL_BLANKS.format(blanks=BETWEEN.join(canned.blanks))
        return case, (PostToTopic(f"{_head(canned)}\n{shown(canned)}\n\n{ask}"),)
    if not _are_shown_in_full(scene.canned()):
        return _preview(case, canned, staff, None)
    return _out(case, Reply(staff, under, canned.for_visitor), canned, scene)


def is_answer(case: Case, wrote: StaffWrote) -> bool:
    """Say whether a note answers the question for a draft's blanks."""
    return case.draft is not None and wrote.quoted.startswith(words.DRAFT_HEAD)


def _drafted(case: Case, canned: Canned, staff: Staff, text: str = "") -> Case:
    serial = case.drafts + 1
    return replace(case, draft=Draft(serial, canned.id, staff, text), drafts=serial)


def filled(case: Case, wrote: StaffWrote, scene: Scene) -> Outcome:
    """Fill the blanks in order and show what the visitor would read."""
    canned = next((each for each in scene.canned() if _head(each) == wrote.quoted), None)
    if canned is None or wrote.staff is None:
        return case, (PostToTopic(words.CANNED_GONE, reply_to=wrote.message),)
    parts = [part.strip() for part in wrote.text.replace("\n", BETWEEN).split(BETWEEN)]
    given = [part for part in parts if part]
    if len(given) != len(canned.blanks):
        again = words.FILL_AGAIN.format(
            wanted=len(canned.blanks), blanks=BETWEEN.join(canned.blanks), given=len(given)
        )
        return case, (PostToTopic(f"{_head(canned)}\n{again}", reply_to=wrote.message),)
    values = dict(zip(canned.blanks, given, strict=True))
    ready = replace(
        canned,
        for_staff=fill(canned.for_staff, lambda name: values.get(name, "")),
        for_visitor=fill(canned.for_visitor, lambda name: values.get(name, "")),
    )
    return _preview(case, ready, wrote.staff, wrote.message)


def _preview(case: Case, ready: Canned, staff: Staff, reply_to: MessageId | None) -> Outcome:
    """Show what the visitor would read, with the word to send it."""
    case = _drafted(case, ready, staff, ready.for_visitor)
    send = Button(words.SEND_DRAFT, f"send_draft:{case.number}:{case.drafts}")
    drop = Button(words.DROP_DRAFT, f"drop_draft:{case.number}:{case.drafts}", beside=True)
    said = PostToTopic(f"{words.AS_READ}\n{shown(ready)}", reply_to, buttons=(send, drop))
    return case, (said,)


def sent(case: Case, staff: Staff, place: tuple[str, MessageId], scene: Scene) -> Outcome:
    """Send the draft as it was shown; `place` is its serial and the message that shows it."""
    serial, under = place
    draft = case.draft
    if draft is None or not draft.text or str(draft.serial) != serial:
        return case, (EditPost(under, words.DRAFT_GONE), Popup(words.DRAFT_GONE, alert=True))
    titles = {each.id: each.title for each in scene.canned()}
    canned = Canned(draft.canned, titles.get(draft.canned, ""), draft.text, draft.text)
    return _out(replace(case, draft=None), Reply(staff, under, draft.text), canned, scene)


def dropped(case: Case, place: tuple[str, MessageId]) -> Outcome:
    """Let the draft go; `place` is its serial and the message that shows it."""
    serial, under = place
    gone = EditPost(under, words.DRAFT_GONE)
    if case.draft is None or str(case.draft.serial) != serial:
        return case, (gone, Popup(words.DRAFT_GONE))
    return replace(case, draft=None), (gone,)


def _out(case: Case, reply: Reply, canned: Canned, scene: Scene) -> Outcome:
    """Send, and leave in place of the buttons what was sent and by whom."""
    before, case = case.held_back, replace(case, spent=reply.message)
    after, effects = replies.send(case, reply, scene)
    waits = after is not None and after.held_back != before
    head = words.CANNED_WAITS if waits else words.CANNED_SENT
    told = head.format(name=reply.staff.work_name, title=canned.title)
    return after, (EditPost(reply.message, f"{told}\n{shown(canned)}"), *effects)


def _head(canned: Canned) -> str:
    return f"{words.DRAFT_HEAD}{canned.title}"

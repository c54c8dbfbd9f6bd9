"""ほかの人や窓口に引きつぐ（/transfer かえで 理由）。

Usage: `/transfer かえで 言葉` to a colleague by work name, or to a desk by its name; the words are
required and go along. To another ward's desk only after the visitor has agreed.
"""

from dataclasses import replace

from bot.desk import moving, stages, words
from bot.desk.command import Order
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Desk, Stage, Transfer
from bot.model.effects import DeskEffect, Notify, PostToTopic
from bot.model.ids import DeskId, whole
from bot.model.inputs import Staff


def run(case: Case, order: Order, scene: Scene) -> Outcome:
    """Hand the case on, with a note."""
    if case.stage is Stage.CLOSED:
        return case, (order.answer(words.CASE_CLOSED, alert=True),)
    to, note = _parts(order.text)
    colleague = next((each for each in scene.colleagues() if each.work_name == to), None)
    desk = _desk(case, to, scene.desks)
    if not to or (colleague is None and desk is None):
        return case, (_how(case, order, scene),)
    if not note:
        return case, (order.answer(words.TRANSFER_NEEDS_NOTE),)
    if colleague is not None:
        return _to_colleague(case, colleague, (order, note), scene)
    return _to_desk(case, desk, (order, note), scene) if desk else (case, ())


def goes_at_once_to(case: Case, text: str, desks: tuple[Desk, ...]) -> DeskId | None:
    """Name the desk that a transfer written so goes to without asking the visitor."""
    to, note = _parts(text)
    desk = _desk(case, to, desks)
    if desk is None or not note or case.stage is Stage.CLOSED:
        return None
    return None if _is_another_ward(case, desk, desks) else desk.id


def _to_colleague(case: Case, to: Staff, given: tuple[Order, str], scene: Scene) -> Outcome:
    order, note = given
    if case.holder and case.holder.ref == to.ref:
        return case, (order.answer(words.ALREADY_HELD.format(name=to.work_name)),)
    case = stages.noted(case, note)
    case, shown = stages.claimed(case, to, scene)
    said = words.TRANSFERRED.format(by=order.staff.work_name, name=to.work_name, note=note)
    handed_on = Notify("handed-on", {"name": to.work_name})
    return case, (PostToTopic(said, order.message), handed_on, *shown)


def _to_desk(case: Case, to: Desk, given: tuple[Order, str], scene: Scene) -> Outcome:
    order, note = given
    if not _is_another_ward(case, to, scene.desks):
        return moving.to_desk(case, to, (note, order.staff.work_name), scene)
    case = replace(case, transfer=Transfer(to.id, note, order.staff.work_name))
    asked: tuple[DeskEffect, ...] = (
        order.answer(words.TRANSFER_ASKED.format(desk=to.name)),
        Notify("transfer-asked", {"desk": to.name}),
    )
    return case, asked


def _how(case: Case, order: Order, scene: Scene) -> DeskEffect:
    """Say how it is written, with the names that there are."""
    names = [
        each.work_name
        for each in scene.colleagues()
        if case.holder is None or each.ref != case.holder.ref
    ]
    desks = [desk.name for desk in scene.desks if desk.id != whole(case.desk)]
    listed = "、".join([*names, *desks]) or words.NOBODY_YET
    return PostToTopic(words.TRANSFER_HOW.format(names=listed), order.message, silent=True)


def _parts(text: str) -> tuple[str, str]:
    to, *note = text.split(maxsplit=1) or [""]
    return to, note[0].strip() if note else ""


def _desk(case: Case, name: str, desks: tuple[Desk, ...]) -> Desk | None:
    others = (desk for desk in desks if desk.id != whole(case.desk))
    return next((desk for desk in others if name in {desk.name, desk.id}), None)


def _is_another_ward(case: Case, to: Desk, desks: tuple[Desk, ...]) -> bool:
    here = next((desk.ward for desk in desks if desk.id == whole(case.desk)), "")
    return here != to.ward

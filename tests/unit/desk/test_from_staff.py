"""What staff do in a case's topic."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import words
from bot.desk.engine import advance
from bot.desk.scene import Aim
from bot.desk.state import Case, Stage
from bot.model.effects import (
    Popup,
    PostToTopic,
    ReactToVisitor,
    ReleaseVisitor,
    ResumeVisitor,
)
from bot.model.ids import DeskId
from bot.model.inputs import (
    DeskInput,
    Edited,
    Said,
    StaffCommanded,
    StaffPressed,
    StaffReacted,
    StaffWrote,
    TopicClosed,
    TopicLost,
    TopicReopened,
    TurnFailed,
    VisitorLeft,
    VisitorUnreachable,
    VisitorWrote,
)
from tests.unit.desk.given import (
    DESK,
    DESKS,
    IN_HOURS,
    KAEDE,
    OURS,
    SAKURA,
    SISTER,
    THEIRS,
    a_case,
    a_scene,
    after,
    closed,
    held,
)

WORDS = Said(THEIRS, "夜ねむれません")
THANKS = Said(THEIRS, "ありがとうございました！")
CHANGED = Edited(THEIRS, "夜、ねむれません")


@pytest.mark.parametrize(
    ("happened", "effects"),
    [
        (StaffPressed(SAKURA, "claim:1"), (Popup(words.NO_CASE),)),
        (StaffCommanded(SAKURA, OURS, "claim"), (PostToTopic(words.NO_CASE, reply_to=OURS),)),
        (StaffWrote(SAKURA, OURS, "?"), ()),
        (VisitorWrote(WORDS), ()),
        (VisitorLeft(), ()),
        (VisitorUnreachable(), ()),
        (TopicLost(), ()),
        (TurnFailed(), ()),
    ],
)
def test_without_a_case_nothing_is_done_and_a_question_is_answered(
    happened: DeskInput, effects: tuple[object, ...]
) -> None:
    assert advance(None, happened, a_scene()) == (None, effects)


def test_closing_the_topic_by_hand_closes_the_case() -> None:
    case, effects = after(held(), TopicClosed(SAKURA), a_scene())

    assert case.stage is Stage.CLOSED
    assert ReleaseVisitor() in effects


def test_opening_the_topic_by_hand_opens_the_case_for_whoever_did() -> None:
    case, effects = after(closed(), TopicReopened(KAEDE), a_scene())

    assert case.holder is not None
    assert case.holder.work_name == "かえで"
    assert ResumeVisitor() in effects


def test_an_anonymous_hand_opens_the_case_for_nobody() -> None:
    case, _ = after(closed(), TopicReopened(None), a_scene())

    assert (case.stage, case.holder, case.waiting_since) == (Stage.WAITING, None, IN_HOURS)


@pytest.mark.parametrize(
    ("case", "happened"), [(closed(), TopicClosed(None)), (held(), TopicReopened(None))]
)
def test_the_echo_of_our_own_closing_and_opening_does_nothing(
    case: Case, happened: DeskInput
) -> None:
    unchanged, effects = after(case, happened, a_scene())

    assert effects == []
    assert unchanged.stage is case.stage


@pytest.mark.parametrize("press", ["claim:11", "claim", "claim:", "nonsense:12", "", ":12"])
def test_a_button_of_another_card_does_nothing(press: str) -> None:
    case, effects = after(a_case(), StaffPressed(SAKURA, press), a_scene())

    assert replace(case, active_at=None) == a_case()
    assert effects == [Popup(words.OLD_CARD, alert=True)]


def test_staff_of_the_desk_that_handed_a_case_on_are_told_and_nothing_goes_out() -> None:
    moved = held(desk=SISTER.id)
    scene = a_scene(desk=SISTER, desks=DESKS, aim=Aim.VISITOR)
    reply = StaffWrote(SAKURA, OURS, "まだいますか", reply_to=THEIRS, desk=DESK.id)

    case, effects = after(moved, reply, scene)
    _, over_the_button = after(moved, StaffPressed(SAKURA, "close:12", desk=DESK.id), scene)
    _, by_hand = after(moved, TopicClosed(SAKURA, desk=DESK.id), scene)

    told = words.HANDED_ON.format(desk="となりの係")
    assert case == moved
    assert effects == [PostToTopic(told, reply_to=OURS, desk=DESK.id)]
    assert over_the_button == [Popup(told, alert=True)]
    assert by_hand == []


def test_staff_of_another_booth_of_the_desk_are_told_that_the_case_lies_in_another_group() -> None:
    moved = held(desk=DeskId("ward#2"))
    scene = a_scene(desks=DESKS, aim=Aim.VISITOR)
    reply = StaffWrote(SAKURA, OURS, "まだいますか", reply_to=THEIRS, desk=DESK.id)

    case, effects = after(moved, reply, scene)

    told = words.HANDED_ON.format(desk=words.ANOTHER_GROUP)
    assert case == moved
    assert effects == [PostToTopic(told, reply_to=OURS, desk=DESK.id)]


def test_staff_of_another_desk_are_named_the_desk_and_not_its_booth() -> None:
    moved = held(desk=DeskId("sister#2"))
    scene = a_scene(desks=DESKS)

    _, effects = after(moved, StaffPressed(SAKURA, "close:12", desk=DESK.id), scene)

    assert effects == [Popup(words.HANDED_ON.format(desk="となりの係"), alert=True)]


def test_another_bot_is_told_that_it_cannot_claim() -> None:
    order = StaffCommanded(None, OURS, "claim", from_bot=True)

    case, effects = after(a_case(), order, a_scene())

    assert case.holder is None
    assert effects == [PostToTopic(words.OTHER_BOT, reply_to=OURS)]


def test_a_reaction_of_staff_is_shown_to_the_visitor() -> None:
    reacted = StaffReacted(SAKURA, OURS, "❤")

    assert after(held(), reacted, a_scene())[1] == [ReactToVisitor(OURS, "❤")]


def test_whatever_staff_do_waiting_times_begin_anew() -> None:
    later = IN_HOURS + timedelta(minutes=7)

    case, _ = after(held(), StaffWrote(SAKURA, OURS, "メモ"), a_scene(later))

    assert case.active_at == later


def test_a_case_set_aside_can_only_be_given_a_topic() -> None:
    aside = a_case(aside=True)

    case, effects = after(aside, StaffPressed(SAKURA, "claim:12"), a_scene(has_topic=False))

    assert case.holder is None
    assert effects == [Popup(words.ASIDE_FIRST, alert=True)]

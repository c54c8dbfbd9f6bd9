"""How a case goes to another desk, or to another booth of its own."""

from dataclasses import replace

from bot.desk import moving, words
from bot.desk.scene import Fresh
from bot.desk.state import Stage
from bot.model.effects import (
    CloseTopic,
    Notify,
    OpenTopic,
    PostCard,
    PostQueueLine,
    PostToTopic,
    ReleaseVisitor,
    ResumeVisitor,
    TakeAlong,
    UpdateQueueLine,
)
from bot.model.ids import CaseId, CaseNumber, DeskId
from tests.unit.desk.given import AT_NIGHT, DESK, SISTER, a_case, a_scene, held

SECOND = DeskId("ward#2")
THERE = Fresh(CaseId("new-case"), CaseNumber(3), DeskId("sister#2"))
SAID = ("午後はお願いします", "さくら")


def test_another_desk_takes_a_case_at_the_booth_and_under_the_number_that_are_fresh() -> None:
    case, effects = moving.to_desk(held(), SISTER, SAID, a_scene(fresh=THERE))

    assert case is not None
    assert (case.desk, case.number, case.stage) == ("sister#2", 3, Stage.WAITING)
    assert case.id == held().id
    assert CloseTopic(desk=DESK.id) in effects
    assert (
        PostToTopic(
            words.MOVED_AWAY.format(desk="となりの係", by="さくら", note=SAID[0]), desk=DESK.id
        )
        in effects
    )
    assert Notify("moved", {"desk": "となりの係"}) in effects


def test_the_hours_that_a_visitor_is_told_are_those_of_the_desk_to_come() -> None:
    never = replace(SISTER, hours=replace(SISTER.hours, weekly=((),) * 7))

    _, nothing_to_tell = moving.to_desk(held(), never, SAID, a_scene(AT_NIGHT, fresh=THERE))
    _, told = moving.to_desk(held(), SISTER, SAID, a_scene(AT_NIGHT, fresh=THERE))

    assert [each.notice for each in nothing_to_tell if isinstance(each, Notify)] == ["moved"]
    assert [each.notice for each in told if isinstance(each, Notify)] == ["moved", "out-of-hours"]


def test_another_booth_takes_the_same_case_with_all_that_waits_and_the_visitor_hears_nothing() -> (
    None
):
    before = a_case()

    case, effects = moving.to_booth(before, SECOND, a_scene())

    assert case == replace(before, desk=SECOND)
    assert effects[0] == TakeAlong(DESK.id)
    assert [type(each) for each in effects[2:]] == [OpenTopic, PostCard, PostQueueLine]
    line = effects[1]
    assert isinstance(line, UpdateQueueLine)
    assert line.desk == DESK.id
    assert not line.buttons
    assert words.ANOTHER_GROUP in line.text
    assert not any(isinstance(each, Notify | ReleaseVisitor | ResumeVisitor) for each in effects)

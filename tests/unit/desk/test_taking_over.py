"""Who answers an alert can write to the visitor, whatever state the case is in."""

from dataclasses import replace

from bot.desk import words
from bot.desk.engine import advance
from bot.desk.state import Stage
from bot.model.effects import (
    Invite,
    Notify,
    OpenTopic,
    PostCard,
    PostQueueLine,
    PostToTopic,
    RelayToStaff,
    UpdateCard,
)
from bot.model.inputs import Said, TakenOver
from tests.unit.desk.given import (
    AT_NIGHT,
    DESK,
    KAEDE,
    SAKURA,
    THEIRS,
    a_case,
    a_scene,
    after,
    closed,
    held,
    request,
)

TAKEN_OVER, INVITE = TakenOver(SAKURA, DESK.id), Invite(SAKURA, DESK.id)


def test_a_case_that_waits_becomes_theirs_and_the_visitor_reads_who_it_is() -> None:
    case, effects = after(a_case(), TAKEN_OVER, a_scene())

    assert case.holder is not None
    assert case.holder.work_name == "さくら"
    assert Notify("claimed", {"name": "さくら"}) in effects


def test_a_case_that_somebody_holds_stays_theirs() -> None:
    assert after(held(KAEDE), TAKEN_OVER, a_scene()) == (held(KAEDE), [])


def test_without_an_open_case_the_visitor_is_taken_into_one() -> None:
    assert advance(None, TAKEN_OVER, a_scene()) == (
        None,
        (INVITE,),
    )
    assert advance(closed(), TAKEN_OVER, a_scene()) == (
        closed(),
        (INVITE,),
    )


def test_a_case_that_was_set_aside_gets_its_topic_first() -> None:
    waiting = a_case(aside=True, kept=(Said(THEIRS, "あの"),))

    case, effects = after(waiting, TAKEN_OVER, a_scene(has_topic=False))

    assert not case.aside
    assert case.stage is Stage.HELD
    kinds = [type(each) for each in effects]
    assert kinds.index(OpenTopic) < kinds.index(UpdateCard)


def test_a_case_opened_by_staff_is_theirs_and_tells_no_hours() -> None:
    asked = replace(request(), by=SAKURA, earlier=(Said(THEIRS, "あの"),))

    case, effects = after(None, asked, a_scene(AT_NIGHT, has_topic=False, crowded=True))

    assert case.stage is Stage.HELD
    assert case.number == 13
    assert case.desk == DESK.id
    assert [type(each) for each in effects] == [
        OpenTopic,
        PostCard,
        PostQueueLine,
        PostToTopic,
        RelayToStaff,
    ]
    (card,) = (each for each in effects if isinstance(each, PostCard))
    assert words.NOTICES["invited"] in card.text


def test_a_claim_on_an_alert_without_an_answer_goes_back_to_the_queue_like_any_other() -> None:
    case, _ = after(None, replace(request(), by=SAKURA), a_scene())

    assert case.waiting_since is not None

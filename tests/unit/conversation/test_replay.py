"""The old version's ways are walked on the new one, and a dead end keeps it out."""

from dataclasses import replace

from bot.conversation.content import ERROR, MENU, RESUME, Content
from bot.conversation.engine import advance
from bot.conversation.flow import Flow
from bot.conversation.replay import replay
from bot.conversation.state import Conversation
from bot.conversation.steps.go import GoStep
from bot.conversation.steps.say import SayStep
from bot.loader.load import load
from bot.model.ids import FlowId, StepId
from bot.model.inputs import Moment, Pressed, Started
from bot.settings import HOME
from tests.unit.conversation.small import MESSAGE, NOW, PERSON, loaded, small

MOMENT = Moment(NOW, 0)
WITHOUT_ABOUT = PERSON.replace("- about:", "- whom:").replace("{about}", "{whom}")


def asked_about() -> Conversation:
    """Bring a visitor to the question `person.about`."""
    here = Conversation()
    for happened in (Started(), Pressed(MESSAGE, "go:person"), Pressed(MESSAGE, "nick:2:none")):
        here, _ = advance(here, happened, small(), MOMENT)
    return here


def turning_round(content: Content, flow: str) -> Content:
    """Let a flow lead to itself; no check would let that through."""
    name = FlowId(flow)
    circle = Flow(name, "輪", (GoStep(StepId("go"), flow),))
    return replace(content, flows={**content.flows, name: circle})


def test_the_same_content_has_no_dead_ends_and_every_button_is_pressed() -> None:
    replayed = replay(small(), small(), (asked_about(),), MOMENT)

    assert replayed.dead_ends == ()
    assert replayed.kept == 0
    assert replayed.buttons > 50


def test_a_step_that_is_gone_is_no_dead_end_and_who_stands_there_is_counted() -> None:
    new = loaded({"person": WITHOUT_ABOUT}).content

    replayed = replay(small(), new, (asked_about(), Conversation()), MOMENT)

    assert replayed.dead_ends == ()
    assert replayed.kept == 1


def test_a_way_that_ends_in_the_error_is_named_by_the_places_it_is_pressed_at() -> None:
    new = turning_round(small(), "confidentiality")

    replayed = replay(small(), new, (), MOMENT)

    assert "anonymity.choose" in replayed.dead_ends


def test_who_would_be_stranded_once_the_step_is_kept_no_more_counts_as_well() -> None:
    new = loaded({"person": WITHOUT_ABOUT}).content
    stranding = turning_round(turning_round(new, RESUME), ERROR)

    replayed = replay(small(), stranding, (asked_about(),), MOMENT)

    assert "person.about" in replayed.dead_ends


def test_the_last_button_of_the_handoff_is_reached() -> None:
    deep = replay(small(), turning_round(small(), "person"), (), MOMENT)

    assert "person.handoff" in deep.dead_ends


def test_an_old_dead_end_keeps_no_version_out_that_changes_something_else() -> None:
    old = turning_round(small(), "confidentiality")

    assert replay(old, old, (), MOMENT).dead_ends == ()


def test_a_way_to_a_person_that_ends_before_a_case_is_named_once() -> None:
    cut = Flow(FlowId("person"), "題", (SayStep(StepId("say"), "ここまで"),))
    new = replace(small(), flows={**small().flows, cut.id: cut})

    assert replay(small(), new, (), MOMENT).dead_ends == ("person",)
    assert replay(new, small(), (), MOMENT).dead_ends == ()


def test_a_person_may_lie_behind_several_questions_in_a_circle() -> None:
    circle = "  - choose: {メニューへ: menu, つぎ: name}\n  - name:"
    back = loaded({"person": PERSON.replace("  - name:", circle)}).content

    assert replay(small(), back, (), MOMENT).dead_ends == ()


def test_a_menu_that_is_not_there_is_named() -> None:
    flows = {name: flow for name, flow in small().flows.items() if name != MENU}

    assert "menu" in replay(small(), replace(small(), flows=flows), (), MOMENT).dead_ends


def test_the_shipped_content_has_no_dead_end_for_itself() -> None:
    shipped = load(HOME / "flows", HOME / "locales").content

    assert replay(shipped, shipped, (), MOMENT).dead_ends == ()

"""Where a new version would leave somebody without a way on."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.content import Content
from bot.conversation.dead_ends import Lack, dead_ends
from bot.conversation.flow import Flow
from bot.conversation.step import Step
from bot.conversation.steps.go import GoStep
from bot.conversation.steps.say import SayStep
from bot.loader import load
from bot.model.ids import FlowId, StepId
from bot.settings import HOME
from tests.unit.conversation.small import PERSON, loaded, small, stub


def holding(flow: str, *steps: Step) -> Content:
    """Put a flow into the small content that no check would let pass."""
    made = Flow(FlowId(flow), "題", steps)
    return replace(small(), flows={**small().flows, made.id: made})


def changed(files: Mapping[str, str]) -> Content:
    """Give the small content with some of its files changed."""
    return loaded(files).content


def found(old: Content, new: Content) -> list[tuple[str, str, str]]:
    """List (place, lack, button) of all dead ends."""
    return [(end.place.name, end.lack.value, end.button) for end in dead_ends(old, new)]


def test_a_version_has_no_dead_end_for_itself() -> None:
    shipped = load(HOME / "flows", HOME / "locales").content

    assert found(small(), small()) == []
    assert found(shipped, shipped) == []


def test_words_and_new_steps_make_none() -> None:
    more = changed({"cost": stub("cost").replace("文 cost", "ほか") + "  - choose: {い: who}\n"})

    assert found(small(), more) == []
    assert found(more, small()) == []


def test_a_step_that_is_gone_is_answered_all_the_same() -> None:
    without = PERSON[: PERSON.index("  - age:")] + PERSON[PERSON.index("  - handoff:") :]
    gone = changed({"person": without.replace("年代：{age}", "")})

    assert found(small(), gone) == []


def test_a_question_that_became_something_else_leaves_its_buttons_without_an_answer() -> None:
    about = PERSON.index("  - about:")
    told = (
        PERSON[:about] + "  - about:\n      say: 話せます。\n" + PERSON[PERSON.index("  - age:") :]
    )
    new = changed({"person": told.replace("だれのこと：{about}", "")})

    assert found(small(), new) == [
        ("person.about", "answer", "自分のこと"),
        ("person.about", "answer", "家族のこと"),
        ("person.about", "answer", "答えない"),
    ]
    assert found(new, small()) == []


def test_a_button_that_leads_into_a_loop_is_named() -> None:
    looped = holding("who", SayStep(StepId("say"), "回る"), GoStep(StepId("go"), "say"))

    assert ("menu.questions", "answer", "だれが使える？") in found(small(), looped)
    assert found(looped, small()) == []


def test_a_way_to_a_person_that_ends_before_a_case_is_named_once() -> None:
    cut = holding("person", SayStep(StepId("say"), "ここまで"))

    ways = [end for end in found(small(), cut) if end[1] == Lack.PERSON]
    assert ways == [("person.say", "person", "")]
    assert found(cut, small()) == []


def test_a_person_may_lie_behind_several_questions_in_a_circle() -> None:
    back = changed(
        {
            "person": PERSON.replace(
                "  - name:", "  - choose: {メニューへ: menu, つぎ: name}\n  - name:"
            )
        }
    )

    assert found(small(), back) == []


def test_a_menu_that_is_not_there_is_named() -> None:
    flows = {name: flow for name, flow in small().flows.items() if name != "menu"}

    assert ("menu.", "menu", "") in found(small(), replace(small(), flows=flows))

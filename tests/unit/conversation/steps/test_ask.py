"""Asking with a few answers."""

from dataclasses import replace

import pytest

from bot.model.effects import Button
from tests.unit.conversation.small import PERSON, loaded
from tests.unit.conversation.visitor import Visitor


def asked() -> Visitor:
    """Lead a visitor to the first question."""
    visitor = Visitor()
    visitor.sends("go:person")
    visitor.presses("名前なし")
    return visitor


def test_the_answers_bear_the_number_of_the_screen() -> None:
    visitor = asked()

    assert visitor.text == "どなたのことですか。\n答えなくても大丈夫です。"
    assert visitor.said[0].buttons == (
        Button("自分のこと", "an:2:self"),
        Button("家族のこと", "an:2:family"),
        Button("答えない", "an:2:"),
        Button("人と話す", "go:person"),
        Button("メニュー", "go:menu"),
    )


@pytest.mark.parametrize(
    ("label", "value"), [("自分のこと", "self"), ("家族のこと", "family"), ("答えない", "")]
)
def test_an_answer_is_kept_under_the_step_whether_pressed_or_typed(label: str, value: str) -> None:
    pressing, typing = asked(), asked()

    pressing.presses(label)
    typing.writes(f" {label}。")

    assert pressing.standing.answers == typing.standing.answers == {"about": value}
    assert pressing.place == typing.place == ("person", "age")


def test_an_answer_may_be_changed_by_going_back() -> None:
    visitor = asked()
    visitor.presses("自分のこと")
    visitor.sends("go:person.about")

    visitor.presses("家族のこと")

    assert visitor.standing.answers == {"about": "family"}


def test_an_answer_that_is_offered_no_more_is_asked_again() -> None:
    visitor = asked()
    visitor.content = loaded({"person": PERSON.replace("自分のこと: self", "私: me")}).content

    visitor.sends("an:2:self")

    assert visitor.labels[0] == "私"
    assert visitor.standing.answers == {}


def test_a_question_at_the_end_of_a_flow_leads_to_the_menu() -> None:
    flow = "flow: cost\ntitle: お金\nsteps:\n  - last: {ask: 問い, options: {答: a}}\n"
    visitor = Visitor(loaded({"cost": flow}).content)
    visitor.sends("go:cost")

    visitor.presses("答")

    assert visitor.place == ("menu", "questions")


def test_an_answer_of_another_version_reads_as_unanswered() -> None:
    visitor = asked()
    visitor.standing = replace(visitor.standing, answers={"about": "gone", "age": "10s"})

    visitor.sends("go:person.handoff")

    assert visitor.text == "呼び名：名前なし\nだれのこと：答えない\n年代：10代"

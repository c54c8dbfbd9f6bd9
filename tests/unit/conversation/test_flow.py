"""A flow finds its steps and what lies below them."""

from bot.conversation.flow import Flow
from bot.conversation.steps.say import SayStep
from bot.model.ids import FlowId, StepId

FIRST, SECOND = SayStep(StepId("a"), "一"), SayStep(StepId("b"), "二")
FLOW = Flow(FlowId("cost"), "費用", (FIRST, SECOND))


def test_a_step_is_found_by_its_id() -> None:
    assert FLOW.step(StepId("b")) is SECOND
    assert FLOW.step(StepId("c")) is None


def test_below_the_last_step_there_is_nothing() -> None:
    assert FLOW.after(StepId("a")) is SECOND
    assert FLOW.after(StepId("b")) is None


def test_below_a_step_that_is_gone_there_is_nothing() -> None:
    assert FLOW.after(StepId("c")) is None

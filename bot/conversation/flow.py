"""A flow: what the ward says on one topic, step by step."""

from dataclasses import dataclass

from bot.conversation.step import Step
from bot.model.ids import FlowId, StepId


@dataclass(frozen=True, slots=True)
class Flow:
    """One file of `flows/`."""

    id: FlowId
    title: str
    steps: tuple[Step, ...]
    """At least one."""
    hurdle: int | None = None
    """Which of the five hurdles it answers, 1–5."""
    asked_as: tuple[str, ...] = ()
    """What visitors may type to get here."""

    def step(self, wanted: StepId) -> Step | None:
        """Find a step by its id."""
        for step in self.steps:
            if step.id == wanted:
                return step
        return None

    def after(self, passed: StepId) -> Step | None:
        """Find the step below; None at the end of the flow."""
        ids = [step.id for step in self.steps]
        following = ids.index(passed) + 1 if passed in ids else len(ids)
        return self.steps[following] if following < len(ids) else None

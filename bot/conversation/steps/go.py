"""Go on somewhere else without asking.

- go: menu.questions
"""

from dataclasses import dataclass

from bot.conversation.step import Body, Jump, Key, Kind, Scene, Step
from bot.model.ids import StepId


@dataclass(frozen=True, slots=True)
class GoStep(Step):
    """A jump to a flow, a step of this flow, or `flow.step`."""

    target: str

    def enter(self, scene: Scene) -> Jump:
        """Jump."""
        return Jump(self.target)

    def targets(self) -> tuple[tuple[str, str], ...]:
        """List the one target."""
        return (("go", self.target),)


def _build(step: StepId, body: Body) -> GoStep:
    return GoStep(step, body.texts["go"])


KIND = Kind((Key("go"),), _build)

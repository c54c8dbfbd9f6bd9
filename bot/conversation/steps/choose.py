"""Offer places to go on to, one button each, and wait.

- choose:
    秘密は守られる？: confidentiality      # a flow, a step of this flow, or flow.step
    もう少しくわしく: details
"""

from dataclasses import dataclass

from bot.conversation.match import normalise, same, written
from bot.conversation.step import (
    Body,
    Choices,
    GoTo,
    Key,
    Kind,
    Label,
    Scene,
    Shape,
    Step,
    Wait,
    Words,
)
from bot.model.ids import StepId


@dataclass(frozen=True, slots=True)
class ChooseStep(Step):
    """Labels, each with the target it leads to; pressing one works however old it is."""

    choices: Choices

    waits = True

    def enter(self, scene: Scene) -> Wait:
        """Show the choices under what was said before."""
        return Wait("", scene.buttons(self.choices))

    def said(self, scene: Scene, text: str) -> GoTo | None:
        """Follow a choice whose label was typed instead of pressed."""
        wanted = normalise(text)
        for (label, target), button in zip(self.choices, scene.buttons(self.choices), strict=True):
            said = button.label
            if wanted and (wanted == written(label) or (said != label and same(text, said))):
                return GoTo(target)
        return None

    def texts(self) -> tuple[Words, ...]:
        """List the labels."""
        return tuple(Words(f"choose/{label}", label, Label.BUTTON) for label, _ in self.choices)

    def targets(self) -> tuple[tuple[str, str], ...]:
        """List the target of each label."""
        return tuple((f"choose/{label}", target) for label, target in self.choices)


def _build(step: StepId, body: Body) -> ChooseStep:
    return ChooseStep(step, body.pairs["choose"])


KIND = Kind((Key("choose", Shape.PAIRS),), _build)

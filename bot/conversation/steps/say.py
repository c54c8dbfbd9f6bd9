"""Say something and go on to the next step.

- say: |
    本名はいりません。
    好きな名前で呼ばせてください。
"""

from dataclasses import dataclass

from bot.conversation.step import Body, Key, Kind, Scene, Step, Tell, Words
from bot.model.ids import StepId


@dataclass(frozen=True, slots=True)
class SayStep(Step):
    """A text; consecutive ones become one message."""

    text: str

    falls_through = True

    def enter(self, scene: Scene) -> Tell:
        """Say the text."""
        return Tell(scene.words(self.text))

    def texts(self) -> tuple[Words, ...]:
        """List the text."""
        return (Words("say", self.text),)


def _build(step: StepId, body: Body) -> SayStep:
    return SayStep(step, body.texts["say"])


KIND = Kind((Key("say"),), _build)

"""Let the visitor choose a language; every catalogue becomes a button, named in itself.

- language: ことばを選んでください。
"""

from dataclasses import dataclass

from bot.conversation.step import Body, Key, Kind, Scene, Step, Wait, Words
from bot.model.effects import Button
from bot.model.ids import StepId


@dataclass(frozen=True, slots=True)
class LanguageStep(Step):
    """The question; pressing a language works however old the button is."""

    text: str

    waits = True

    def enter(self, scene: Scene) -> Wait:
        """Show the languages."""
        return Wait(
            scene.words(self.text),
            tuple(Button(name, f"lang:{language}") for language, name in scene.languages()),
        )

    def texts(self) -> tuple[Words, ...]:
        """List the question."""
        return (Words("language", self.text),)


def _build(step: StepId, body: Body) -> LanguageStep:
    return LanguageStep(step, body.texts["language"])


KIND = Kind((Key("language"),), _build)

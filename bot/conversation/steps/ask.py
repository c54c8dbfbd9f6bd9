"""Ask a question with a few answers, keep the one chosen under the step's id, and go on.

- about:
    ask: どなたのことですか。
    options:
      自分のこと: self
      家族のこと: family
    skip: 答えない
    short: だれのこと

`short` is what staff read in the question's stead.
"""

from dataclasses import dataclass, replace

from bot.conversation.match import same
from bot.conversation.step import (
    Answer,
    AskAgain,
    Body,
    GoOn,
    Key,
    Kind,
    Label,
    Scene,
    Shape,
    Step,
    Wait,
    Words,
)
from bot.model.effects import Button
from bot.model.ids import StepId


@dataclass(frozen=True, slots=True)
class AskStep(Step):
    """A question; labels with the value kept for each, and a way not to answer."""

    text: str
    options: tuple[tuple[str, str], ...]
    skip: str = ""
    short: str = ""

    prefix = "an"
    waits = True
    falls_through = True

    def enter(self, scene: Scene) -> Wait:
        """Ask."""
        serial = scene.conversation.serial
        return Wait(
            scene.words(self.text),
            tuple(
                Button(scene.words(label), f"{self.prefix}:{serial}:{value}")
                for label, value in self._answers()
            ),
        )

    def pressed(self, scene: Scene, word: str) -> Answer:
        """Keep the answer; one that is offered no more is asked again."""
        if word not in [value for _, value in self._answers()]:
            return AskAgain(scene.conversation)
        return self._keep(scene, word)

    def said(self, scene: Scene, text: str) -> Answer | None:
        """Keep an answer that was typed instead of pressed."""
        for label, value in self._answers():
            if same(text, label) or same(text, scene.words(label)):
                return self._keep(scene, value)
        return None

    def texts(self) -> tuple[Words, ...]:
        """List the question and the labels."""
        options = tuple(
            Words(f"options/{label}", label, Label.BUTTON) for label, _ in self.options
        )
        skip = (Words("skip", self.skip, Label.BUTTON),) if self.skip else ()
        return (Words("ask", self.text), *options, *skip)

    def label_of(self, value: str) -> str | None:
        """Name an answer; empty when it is not among the answers, or was left open."""
        return next((label for label, known in self.options if known == value), "")

    def question(self) -> str:
        """Give the question as staff read it."""
        return self.short or self.text.partition("\n")[0]

    def _answers(self) -> tuple[tuple[str, str], ...]:
        return (*self.options, (self.skip, "")) if self.skip else self.options

    def _keep(self, scene: Scene, value: str) -> GoOn:
        answers = {**scene.conversation.answers, self.id: value}
        return GoOn(replace(scene.conversation, answers=answers))


def _build(step: StepId, body: Body) -> AskStep:
    return AskStep(
        step,
        body.texts["ask"],
        body.pairs["options"],
        body.texts.get("skip", ""),
        body.texts.get("short", ""),
    )


KIND = Kind(
    (
        Key("ask"),
        Key("options", Shape.PAIRS),
        Key("skip", required=False),
        Key("short", required=False),
    ),
    _build,
    needs_id=True,
)

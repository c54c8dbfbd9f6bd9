"""Show what staff will read, and on the visitor's word hand the conversation to a person.

- handoff: |
    これでつなぎます。
    お名前：{nickname}
    どなたのこと：{about}
  button: 相談員につなぐ
  done: |
    つなぎました。このまま書いてください。
"""

from dataclasses import dataclass, replace

from bot.conversation import interface
from bot.conversation.state import Standing
from bot.conversation.step import Body, Finish, Key, Kind, Label, Scene, Step, Wait, Words
from bot.model.effects import Button, OpenCase, Say
from bot.model.ids import StepId


@dataclass(frozen=True, slots=True)
class HandoffStep(Step):
    """The summary, its one button, and what is said once it was pressed."""

    text: str
    button: str
    done: str

    prefix = "hand"
    waits = True

    def enter(self, scene: Scene) -> Wait:
        """Show the summary."""
        serial = scene.conversation.serial
        confirm = Button(scene.words(self.button), f"{self.prefix}:{serial}")
        return Wait(scene.words(self.text), (confirm,))

    def pressed(self, scene: Scene, word: str) -> Finish:
        """Open the case; from here on the engine keeps silent."""
        held = replace(
            scene.conversation,
            standing=Standing.CASE,
            place=None,
            path=(),
            acknowledged=False,
            had_case=True,
        )
        end = Button(scene.interface(interface.END_CASE), "stop:")
        return Finish(held, (OpenCase(scene.request()), Say(scene.words(self.done), (end,))))

    def texts(self) -> tuple[Words, ...]:
        """List the summary, the button and the last word."""
        return (
            Words("handoff", self.text),
            Words("button", self.button, Label.BUTTON),
            Words("done", self.done),
        )


def _build(step: StepId, body: Body) -> HandoffStep:
    return HandoffStep(step, body.texts["handoff"], body.texts["button"], body.texts["done"])


KIND = Kind((Key("handoff"), Key("button"), Key("done")), _build)

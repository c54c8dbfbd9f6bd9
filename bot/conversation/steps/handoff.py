"""Show what staff will read, and on the visitor's word hand the conversation to a person.

- handoff: |
    これでつなぎます。
    お名前：{nickname}
    どなたのこと：{about}
  button: 相談員につなぐ
  done: |
    つなぎました。このまま書いてください。

What the visitor sent before goes along, and the summary says so: where it has {earlier}, else at
its end. One more button leaves it out.
"""

from dataclasses import dataclass, replace

from bot.conversation import interface
from bot.conversation.state import Standing
from bot.conversation.step import (
    Answer,
    AskAgain,
    Body,
    Finish,
    Key,
    Kind,
    Label,
    Scene,
    Step,
    Wait,
    Words,
)
from bot.i18n import placeholders
from bot.model.effects import Button, OpenCase, Say
from bot.model.ids import StepId

WITHOUT = "without"
EARLIER = "{earlier}"


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
        press = f"{self.prefix}:{scene.conversation.serial}"
        confirm = Button(scene.words(self.button), press)
        if not scene.conversation.unread:
            return Wait(scene.words(self.text), (confirm,))
        without = Button(scene.interface(interface.WITHOUT_EARLIER), f"{press}:{WITHOUT}")
        return Wait(self._with_earlier(scene), (confirm, without))

    def pressed(self, scene: Scene, word: str) -> Answer | None:
        """Open the case, or first let go of what was sent before."""
        if word == WITHOUT:
            forgotten = replace(scene.conversation, unread=())
            return AskAgain(forgotten, scene.interface(interface.FORGOTTEN))
        return None if word else self._hand_over(scene)

    def texts(self) -> tuple[Words, ...]:
        """List the summary, the button and the last word."""
        return (
            Words("handoff", self.text),
            Words("button", self.button, Label.BUTTON),
            Words("done", self.done),
        )

    def _with_earlier(self, scene: Scene) -> str:
        """Say what goes along even where the author did not think of it."""
        text = scene.words(self.text)
        return text if "earlier" in placeholders(self.text) else f"{text}\n{scene.words(EARLIER)}"

    def _hand_over(self, scene: Scene) -> Finish:
        """From here on the engine keeps silent."""
        held = replace(
            scene.conversation,
            standing=Standing.CASE,
            place=None,
            path=(),
            acknowledged=False,
            had_case=True,
            unread=(),
            to_rate=0,
            rating_asked=False,
        )
        end = Button(scene.interface(interface.END_CASE), "stop:")
        return Finish(held, (OpenCase(scene.request()), Say(scene.words(self.done), (end,))))


def _build(step: StepId, body: Body) -> HandoffStep:
    return HandoffStep(step, body.texts["handoff"], body.texts["button"], body.texts["done"])


KIND = Kind((Key("handoff"), Key("button"), Key("done")), _build)

"""Agree on a nickname: one is offered, any may be typed, and none is fine too.

- nickname: |
    なんとお呼びしましょうか。
"""

import unicodedata
from dataclasses import dataclass, replace

from bot.conversation import interface
from bot.conversation.match import same
from bot.conversation.step import Answer, AskAgain, Body, GoOn, Key, Kind, Scene, Step, Wait, Words
from bot.model.effects import Button
from bot.model.ids import StepId

MAX_LETTERS = 20  # a topic's title must show it whole beside number and state


@dataclass(frozen=True, slots=True)
class NicknameStep(Step):
    """The question; its buttons are the engine's."""

    text: str

    prefix = "nick"
    waits = True
    falls_through = True

    def enter(self, scene: Scene) -> Wait:
        """Offer the nickname on the table, else the visitor's own, else a fresh one."""
        conversation = scene.conversation
        offered = conversation.offered or conversation.nickname or scene.draw_nickname()
        labels = [
            ("take", scene.interface(interface.TAKE_NICKNAME, nickname=offered)),
            ("other", scene.interface(interface.OTHER_NICKNAME)),
            ("none", scene.interface(interface.NO_NICKNAME)),
        ]
        return Wait(
            scene.words(self.text),
            tuple(
                Button(label, f"{self.prefix}:{conversation.serial}:{word}")
                for word, label in labels
            ),
            offered,
        )

    def pressed(self, scene: Scene, word: str) -> Answer | None:
        """Take the offer, look at another, or go without."""
        conversation = scene.conversation
        if word == "take":
            return GoOn(replace(conversation, nickname=conversation.offered))
        if word == "other":
            return AskAgain(replace(conversation, offered=scene.draw_nickname()))
        if word == "none":
            return GoOn(replace(conversation, nickname=""))
        return None

    def said(self, scene: Scene, text: str) -> Answer:
        """Take what was typed as the nickname, unless it is one of the buttons or too long."""
        for word, label in (
            ("other", interface.OTHER_NICKNAME),
            ("none", interface.NO_NICKNAME),
        ):
            answer = self.pressed(scene, word)
            if answer and (same(text, label) or same(text, scene.interface(label))):
                return answer
        name = clean(text)
        if not name:
            return AskAgain(scene.conversation)
        if len(name) > MAX_LETTERS:
            return AskAgain(scene.conversation, scene.interface(interface.NICKNAME_TOO_LONG))
        return GoOn(replace(scene.conversation, nickname=name))

    def texts(self) -> tuple[Words, ...]:
        """List the question."""
        return (Words("nickname", self.text),)


def clean(text: str) -> str:
    """Strip a name and take out what cannot be seen: controls, marks of direction, line ends."""
    visible = (letter for letter in text if unicodedata.category(letter) not in _UNSEEN)
    return "".join(visible).strip()


_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def _build(step: StepId, body: Body) -> NicknameStep:
    return NicknameStep(step, body.texts["nickname"])


KIND = Kind((Key("nickname"),), _build)

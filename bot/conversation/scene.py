"""What a step sees while it is on: the visitor's words, values and language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Self

from bot.conversation import interface, kept
from bot.conversation.content import CRISIS, SYSTEM_FLOWS, Audience, Content
from bot.conversation.lines import NAMES, open_lines
from bot.conversation.state import Conversation, Place, Standing
from bot.conversation.step import Choices
from bot.i18n import fill, spell, translate
from bot.model.effects import Button
from bot.model.ids import BASE_LANGUAGE, FlowId, Language
from bot.model.inputs import CaseRequested, Moment
from bot.model.weighed import Weighed

UNTOLD = frozenset(SYSTEM_FLOWS) - {CRISIS}
"""Flows that say nothing of what a visitor came for."""

STAFF = "staff"
OF_PANELS = frozenset({STAFF, *NAMES})
"""What a text may say of those who are there: the desk, and others."""

KEPT = {"earlier": interface.EARLIER, "kept": interface.KEPT}
"""What an author's text may say of the things that wait for a person; nothing when none do."""


class Reach(StrEnum):
    """How what is written comes to staff, as a panel says it."""

    TOLD = interface.TOLD
    """They hear of it, whatever the visitor does."""
    BY_PRESS = interface.NOT_TOLD
    NOT_NOW = interface.OUT_OF_ORDER


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same throughout one input."""

    content: Content
    chance: int
    values: Mapping[str, str | datetime] = field(default_factory=dict)
    """What a notice of the desk brings along."""
    now: datetime | None = None
    """Tells which year goes without saying."""
    weighed: Weighed | None = None
    """What the visitor's text may be about."""
    next_opening: datetime | None = None
    """When somebody of the desk is there next; None: now, or nobody knows."""
    is_sure: bool = True
    """The time can be relied on."""
    reach: Reach = Reach.BY_PRESS
    """How what is written comes to staff."""

    @classmethod
    def of(cls, content: Content, moment: Moment) -> Self:
        """Take from a moment what counts throughout an input."""
        return cls(
            content,
            moment.chance,
            now=moment.now,
            weighed=moment.weighed,
            next_opening=moment.next_opening,
            is_sure=moment.is_sure,
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """One step, for one visitor, in one setting."""

    setting: Setting
    conversation: Conversation
    place: Place

    @property
    def language(self) -> Language:
        """Give the visitor's language."""
        return self.conversation.language or BASE_LANGUAGE

    def words(self, text: str) -> str:
        """Put the author's text into the visitor's language, its values filled in.

        A line that had nothing but values without words is left out.
        """
        whole = self._translated(self.place.name, text)
        if "{" not in whole:
            return whole
        filled = [(line, fill(line, self._value)) for line in whole.split("\n")]
        return "\n".join(said for line, said in filled if said.strip() or not line.strip())

    def interface(self, text: str, **values: str) -> str:
        """Put one of the engine's own phrases into the visitor's language."""
        phrase = self._translated(interface.CONTEXT, text)
        return fill(phrase, lambda name: values.get(name, ""))

    def title(self, flow: FlowId) -> str:
        """Name a flow in the visitor's language."""
        found = self.setting.content.flows.get(flow)
        return self._translated(f"{flow}.title", found.title) if found else flow

    def buttons(self, choices: Choices) -> tuple[Button, ...]:
        """Make a button of each label, which leads to its target."""
        content, language = self.setting.content, self.language
        fixed = _fixed_buttons(choices, content, language, self.place)
        return fixed if fixed is not None else _made(choices, self)

    def languages(self) -> tuple[tuple[Language, str], ...]:
        """List the languages, each with its own name in itself; one without is not ready."""
        content = self.setting.content
        named = (
            (language, translate(content.catalogues.get(language), *interface.OWN_NAME))
            for language in content.languages()
        )
        japanese = interface.OWN_NAME[1]
        return tuple(
            (language, name)
            for language, name in named
            if language == BASE_LANGUAGE or name != japanese
        )

    def draw_nickname(self) -> str:
        """Draw a nickname other than the one now offered."""
        return self.setting.content.nicknames.draw(self.setting.chance, self.conversation.offered)

    def request(self) -> CaseRequested:
        """Gather what staff will read, in the base language."""
        flows = self.setting.content.flows
        asked = (
            (step.question(), step.label_of(self.conversation.answers[step.id]))
            for _, step in self.setting.content.every_step()
            if step.id in self.conversation.answers
        )
        return CaseRequested(
            nickname=self.conversation.nickname,
            language=self.language,
            answers=tuple(
                (question, label or interface.UNANSWERED)
                for question, label in asked
                if label is not None
            ),
            path=tuple(flows[flow].title for flow in self.conversation.path if flow in flows),
            earlier=self.conversation.unread,
        )

    def _translated(self, context: str, text: str) -> str:
        return translate(self.setting.content.catalogues.get(self.language), context, text)

    def _value(self, name: str) -> str:
        if name in self.setting.values:
            return self._told(name)
        if name == "nickname":
            return self.conversation.nickname or self.interface(interface.NO_NICKNAME)
        if name in KEPT:
            count = kept.count(self.conversation.unread)
            told = spell(count, self.language)
            return self.interface(KEPT[name], count=told) if count else ""
        if name in OF_PANELS:
            return self._staff() if name == STAFF else self._lines(NAMES[name])
        if name.startswith(("facts.", "hotlines.")):
            known = self.setting.content.value(name, self.language)
            return known or self.interface(interface.NOT_READY)
        return self._answer(name)

    def _lines(self, audience: Audience) -> str:
        """List what others have open now, a line each."""
        setting, language = self.setting, self.language
        shown = open_lines(setting.content, audience, setting.now, trusted=setting.is_sure)
        return "\n".join(
            self.interface(
                interface.ONE_LINE,
                **{
                    key: setting.content.value(f"hotlines.{name}.{key}", language)
                    for key in ("name", "number", "hours")
                },
            )
            for name in shown
        )

    def _staff(self) -> str:
        """Say whether the words come to the desk, and when somebody is there."""
        reach = self.setting.reach
        if reach is Reach.NOT_NOW:
            return self.interface(reach)
        if self.conversation.standing is Standing.CASE:
            reach = Reach.TOLD
        opening = self.setting.next_opening if self.setting.is_sure else None
        when = (
            self.interface(
                interface.NEXT_THERE,
                next_opening=spell(opening, self.language, self.setting.now),
            )
            if opening
            else self.interface(interface.NOT_AT_ONCE)
        )
        return f"{self.interface(reach)}\n{when}"

    def _told(self, name: str) -> str:
        value = self.setting.values[name]
        if name == "desk":
            value = self._translated(interface.DESKS, str(value))
        return spell(value, self.language, self.setting.now)

    def _answer(self, name: str) -> str:
        """Name the visitor's answer to the question of this id."""
        chosen = self.conversation.answers.get(name, "")
        for flow, step in self.setting.content.every_step():
            label = step.label_of(chosen) if step.id == name else None
            if label:
                return self._translated(f"{flow.id}.{step.id}", label)
            if label is not None:
                return self.interface(interface.UNANSWERED)
        return self.interface(interface.NOT_READY)


@lru_cache(maxsize=256)  # those of a version in some languages; anew, they take a third of a step
def _fixed_buttons(
    choices: Choices, content: Content, language: Language, place: Place
) -> tuple[Button, ...] | None:
    """Make the buttons that are the same for all who read a language; None: some tell of one."""
    known, context = content.catalogues.get(language), place.name
    labels = [translate(known, context, label) for label, _ in choices]
    if any("{" in label for label in labels):
        return None
    return tuple(map(Button, labels, _presses(choices, content, place.flow)))


def _made(choices: Choices, scene: Scene) -> tuple[Button, ...]:
    presses = _presses(choices, scene.setting.content, scene.place.flow)
    return tuple(map(Button, (scene.words(label) for label, _ in choices), presses))


@lru_cache(maxsize=256)  # the same in every language
def _presses(choices: Choices, content: Content, within: FlowId) -> tuple[str, ...]:
    """Spell what buttons must send; a flow's beginning is named by the flow alone."""
    return tuple(_press(content, target, within) for _, target in choices)


def _press(content: Content, target: str, within: FlowId) -> str:
    place = content.find(target, within)
    if place is None:
        return f"go:{target}"
    beginning = place == content.first(place.flow)
    return f"go:{place.flow}" if beginning else f"go:{place.flow}.{place.step}"

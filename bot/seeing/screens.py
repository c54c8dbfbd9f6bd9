"""The flows cut into screens: what is said up to the next question, as one box with its buttons.

A step that something leads to begins a box of its own, so that every arrow ends at a box.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.content import CASE, Content
from bot.conversation.flow import Flow
from bot.conversation.scene import Scene, Setting
from bot.conversation.state import Conversation, Place
from bot.conversation.step import Jump, Step, Tell, Wait
from bot.model.effects import Button
from bot.model.ids import FlowId, Language, StepId

SAMPLES = {
    "name": "［職員の呼び名］",
    "desk": "［窓口の名前］",
    "kind": "［送ったもの］",
    "reason": "［渡せないわけ］",
    "shows": "［見えるもの］",
    "next_opening": "［次に人がいる日時］",
}
"""What the desk puts into a notice, shown as the gap it is."""


@dataclass(frozen=True, slots=True)
class Way:
    """One button, or without a label the way below; without a target it leads nowhere else."""

    label: str
    target: Place | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A run of steps that are said together."""

    places: tuple[Place, ...]
    text: str
    ways: tuple[Way, ...] = ()

    @property
    def first(self) -> Place:
        """Say where it begins."""
        return self.places[0]


def screens_of(content: Content, flow: Flow, language: Language) -> tuple[Screen, ...]:
    """Cut a flow into its screens, in the order of the file."""
    return tuple(_screen(content, flow, run, language) for run in _runs(content, flow))


def title_of(content: Content, flow: FlowId, language: Language) -> str:
    """Name a flow in a language."""
    return _scene(content, Place(flow, StepId("")), language).title(flow)


def _runs(content: Content, flow: Flow) -> Iterator[list[Step]]:
    beginnings = _beginnings(content, flow.id)
    run: list[Step] = []
    for step in flow.steps:
        if run and Place(flow.id, step.id) in beginnings:
            yield run
            run = []
        run.append(step)
        if step.waits or not step.falls_through or flow.id == CASE:
            yield run
            run = []
    if run:
        yield run


def _beginnings(content: Content, within: FlowId) -> set[Place]:
    """List the places of a flow that something leads to."""
    led_to = (
        content.find(target, flow.id)
        for flow, step in content.every_step()
        for _, target in step.targets()
    )
    return {place for place in led_to if place and place.flow == within}


def _screen(content: Content, flow: Flow, run: list[Step], language: Language) -> Screen:
    places = tuple(Place(flow.id, step.id) for step in run)
    texts: list[str] = []
    ways: list[Way] = []
    for place, step in zip(places, run, strict=True):
        match step.enter(_scene(content, place, language)):
            case Tell(text):
                texts.append(text)
            case Jump(target):
                ways.append(Way("", content.find(target, flow.id)))
            case Wait(text, buttons):
                texts.append(text)
                ways.extend(_way(content, button) for button in buttons)
    if run[-1].falls_through and flow.id != CASE:
        ways.append(Way("", content.after(places[-1])))
    shown = "\n".join(text for text in texts if text.strip())
    return Screen(places, shown, tuple(way for way in ways if way.label or way.target))


def _way(content: Content, button: Button) -> Way:
    verb, _, target = button.press.partition(":")
    return Way(button.label, content.find(target) if verb == "go" else None)


def _scene(content: Content, place: Place, language: Language) -> Scene:
    return Scene(Setting(content, 0, SAMPLES), Conversation(language=language), place)

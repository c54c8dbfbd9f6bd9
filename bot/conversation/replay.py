"""Walk the old version's ways on the new one before it goes live, and name the dead ends.

What is replayed are places and buttons: those that lie a few presses from the start, and those
that visitors stand before now. What anybody wrote is not kept, and so not replayed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.content import ERROR, Content
from bot.conversation.engine import advance
from bot.conversation.pinned import answering
from bot.conversation.scene import Setting
from bot.conversation.screen import aside
from bot.conversation.state import Conversation, Place, Standing, Turned
from bot.model.effects import Button, Say, Settle, Toast
from bot.model.ids import MessageId
from bot.model.inputs import Moment, Pressed, Started

DEPTH = 4  # presses from the start: as far as the last button of the handoff
NO_MESSAGE = MessageId(0)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the walk found."""

    buttons: int
    """How many were pressed."""
    kept: int
    """How many visitors stand on a step that is gone."""
    dead_ends: tuple[str, ...]
    """`flow.step`, each once: who presses a button there is left without a way on."""


def replay(
    old: Content, new: Content, standing: Sequence[Conversation], moment: Moment
) -> Replayed:
    """Press every button of the old version that a visitor may have before them.

    Of visitors on the same place, one is enough. Where the step is gone, each button is pressed
    twice: while it may be kept, and when that time is over.
    """
    here = [each for each in standing if _is_in_flows(each) and old.step(each.place)]
    places = _ways(old, moment) | {each.place: each for each in here if each.place}
    pressed, dead = 0, list[str]()
    for place, conversation in places.items():
        presses = [Pressed(NO_MESSAGE, each.press) for each in _buttons(conversation, old)]
        pressed += len(presses)
        if any(_strands(conversation, each, old, new, moment) for each in presses):
            dead.append(f"{place.flow}.{place.step}")
    kept = sum(new.step(each.place) is None for each in here)
    return Replayed(pressed, kept, tuple(dead))


def _is_in_flows(conversation: Conversation) -> bool:
    return conversation.standing is Standing.FLOWS and conversation.place is not None


def _ways(content: Content, moment: Moment) -> dict[Place, Conversation]:
    """Go from the start by every button, a few presses deep, and come to each place once."""
    begun, _ = advance(Conversation(), Started(), content, moment)
    edge = [begun]
    found = {each.place: each for each in edge if each.place}
    for _ in range(DEPTH):
        further = [
            advance(each, Pressed(NO_MESSAGE, button.press), content, moment)[0]
            for each in edge
            for button in _buttons(each, content)
        ]
        edge = []
        for each in further:
            if each.place and _is_in_flows(each) and each.place not in found:
                found[each.place] = each
                edge.append(each)
    return found


def _buttons(conversation: Conversation, content: Content) -> tuple[Button, ...]:
    """Show again what the visitor has before them."""
    return aside(conversation, conversation.place, Setting(content, 0)).buttons


def _strands(
    conversation: Conversation, happened: Pressed, old: Content, new: Content, moment: Moment
) -> bool:
    """Say whether a press led on until now, and no longer does."""
    is_kept = answering(conversation, happened, new, old) is not new
    ways = (old, None) if is_kept else (None,)
    if all(_goes_on(advance(conversation, happened, new, moment, way)) for way in ways):
        return False
    return _goes_on(advance(conversation, happened, old, moment))


def _goes_on(answer: Turned) -> bool:
    """Say whether a press is answered with more than a passing line, and not with an error."""
    turned, effects = answer
    if turned.place is not None and turned.place.flow == ERROR:
        return False
    answers = [effect for effect in effects if not isinstance(effect, Toast | Settle)]
    return any(not isinstance(effect, Say) or effect.buttons for effect in answers)

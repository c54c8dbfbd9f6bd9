"""Walk the old version's ways on the new one before it goes live, and name the dead ends.

What is replayed are places and buttons: those where a screen ends, for there visitors stand, and
those that visitors stand before now. What anybody wrote is not kept, and so not replayed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.content import CASE, ERROR, MENU, PERSON, Content
from bot.conversation.engine import advance
from bot.conversation.pinned import answering
from bot.conversation.scene import Setting
from bot.conversation.screen import aside, gather
from bot.conversation.state import Conversation, Place, Standing, Turned
from bot.model.effects import Button, Say, Settle, Toast
from bot.model.ids import MessageId
from bot.model.inputs import Moment, Pressed

NO_MESSAGE = MessageId(0)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the walk found."""

    buttons: int
    """How many were pressed."""
    kept: int
    """How many visitors stand on a step that is gone."""
    dead_ends: tuple[str, ...]
    """`flow.step`, each once: who presses a button there is left without a way on.

    `person` or `menu` alone: that button leads nowhere any more, wherever it is pressed.
    """


def replay(
    old: Content, new: Content, standing: Sequence[Conversation], moment: Moment
) -> Replayed:
    """Press every button of the old version that a visitor may have before them.

    Of visitors on the same place, one is enough. Where the step is gone, each button is pressed
    twice: while it may be kept, and when that time is over.
    """
    here = [each for each in standing if _is_in_flows(each) and old.step(each.place)]
    places = _ends(old) | {each.place: each for each in here if each.place}
    pressed, dead = 0, [*_ways_out(new, moment)]
    for place, conversation in places.items():
        presses = [Pressed(NO_MESSAGE, each.press) for each in _buttons(conversation, old)]
        pressed += len(presses)
        if any(_strands(conversation, each, old, new, moment) for each in presses):
            dead.append(place.name)
    kept = sum(new.step(each.place) is None for each in here)
    return Replayed(pressed, kept, tuple(dead))


def _is_in_flows(conversation: Conversation) -> bool:
    return conversation.standing is Standing.FLOWS and conversation.place is not None


def _ends(content: Content) -> dict[Place, Conversation]:
    """Stand somebody at each place where a screen ends."""
    found = dict[Place, Conversation]()
    for flow, step in content.every_step():
        screen = gather(Conversation(), Place(flow.id, step.id), Setting(content, 0))
        if screen and screen.place.flow != CASE:
            found[screen.place] = Conversation(place=screen.place, version=content.version)
    return found


def _ways_out(content: Content, moment: Moment) -> Iterator[str]:
    """Name those of the two ways on every screen that lead there no longer."""
    if not _leads_to_a_case(content, moment):
        yield PERSON
    menu = content.first(MENU)
    turned, _ = advance(Conversation(), Pressed(NO_MESSAGE, f"go:{MENU}"), content, moment)
    if menu is None or turned.place is None or turned.place.flow != MENU:
        yield MENU


def _leads_to_a_case(content: Content, moment: Moment) -> bool:
    """Press on from the button of the person until a case is open, at each place once."""
    edge, seen = [(Conversation(), f"go:{PERSON}")], set[Place]()
    while edge:
        conversation, press = edge.pop()
        here, effects = advance(conversation, Pressed(NO_MESSAGE, press), content, moment)
        if here.standing is Standing.CASE:
            return True
        if here.place and here.place not in seen:
            seen.add(here.place)
            said = (effect for effect in effects if isinstance(effect, Say))
            edge += [(here, button.press) for say in said for button in reversed(say.buttons)]
    return False


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

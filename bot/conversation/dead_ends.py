"""Where a new version would leave somebody without a way on, found before it goes live.

Every place where a screen of the old version may have left a visitor is taken up in the new one,
and every button that stands there is pressed. A step that is gone is no dead end: the screen
`resume` answers. Nothing of a visitor's is needed but the place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.content import CASE, ERROR, MENU, PERSON, Content
from bot.conversation.scene import Setting
from bot.conversation.screen import aside, gather
from bot.conversation.script.visitor import OURS, Visitor
from bot.conversation.state import Conversation, Place, Standing
from bot.model.ids import FlowId, StepId
from bot.model.inputs import Pressed

NO_STEP = StepId("")


class Lack(StrEnum):
    """What a visitor would be without."""

    ANSWER = "answer"
    """A button before them gets a passing line, the error screen, or nothing."""
    PERSON = "person"
    """No row of buttons leads to a person any more."""
    MENU = "menu"
    """The button of the menu does not show it."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A place from which there is no way on."""

    place: Place
    lack: Lack
    button: str = ""
    """The label, where it is one button's answer that is lacking."""


def dead_ends(old: Content, new: Content) -> tuple[DeadEnd, ...]:
    """Name the dead ends for whoever stands somewhere in the old version.

    A person and the menu, for which every screen has a button, are looked for once.
    """
    places = dict.fromkeys(_ends(old))
    unanswered = (end for place in places for end in _unanswered(place, old, new))
    return (*_ways_out(new), *unanswered)


def _ways_out(new: Content) -> Iterator[DeadEnd]:
    if not _leads_to_a_case(new):
        yield DeadEnd(new.first(PERSON) or Place(PERSON, NO_STEP), Lack.PERSON)
    if not _shows(_pressed(Conversation(), f"go:{MENU}", new), MENU):
        yield DeadEnd(new.first(MENU) or Place(MENU, NO_STEP), Lack.MENU)


def _leads_to_a_case(new: Content) -> bool:
    """Press on from the button of the person until a case is open, at each place once."""
    waiting, seen = [_pressed(Conversation(), f"go:{PERSON}", new)], set[Place]()
    while waiting:
        visitor = waiting.pop()
        place = visitor.standing.place
        if visitor.standing.standing is Standing.CASE:
            return True
        if place and place not in seen:
            seen.add(place)
            buttons = [button for said in visitor.unread for button in said.buttons]
            waiting.extend(_pressed(visitor.standing, b.press, new) for b in reversed(buttons))
    return False


def _ends(content: Content) -> Iterator[Place]:
    """List where screens end: there, and nowhere else, visitors stand."""
    for flow, step in content.every_step():
        screen = gather(Conversation(), Place(flow.id, step.id), Setting(content, 0))
        if screen and screen.place.flow != CASE:
            yield screen.place


def _unanswered(place: Place, old: Content, new: Content) -> Iterator[DeadEnd]:
    standing = Conversation(place=place)
    for button in aside(standing, place, Setting(old, 0)).buttons:
        visitor = _pressed(standing, button.press, new)
        if not visitor.unread or _shows(visitor, ERROR):
            yield DeadEnd(place, Lack.ANSWER, button.label)


def _shows(visitor: Visitor, flow: FlowId) -> bool:
    steps = (step for said in visitor.unread for step in said.steps)
    return any(step.startswith(f"{flow}.") for step in steps)


def _pressed(standing: Conversation, press: str, content: Content) -> Visitor:
    visitor = Visitor(content, standing=standing)
    visitor.takes(Pressed(OURS, press))
    return visitor

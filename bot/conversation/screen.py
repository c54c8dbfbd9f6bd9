"""A screen: what is said from one place up to the next question, with the ways out below it."""

from dataclasses import dataclass
from functools import lru_cache

from bot.conversation import interface
from bot.conversation.content import CRISIS, ERROR, LANGUAGE, MENU, PERSON, RESUME, START, Content
from bot.conversation.scene import UNTOLD, Scene, Setting
from bot.conversation.state import Conversation, Place, Standing, changed
from bot.conversation.step import Jump, Tell, Wait
from bot.i18n import clip
from bot.model.effects import Button, Say
from bot.model.ids import FlowId, StepId

MAX_STEPS = 50  # more without a question is a loop in a flow file
MAX_TEXT = 4096  # UTF-16 units of one message
ENDED_CASE = "stop:"


@dataclass(frozen=True, slots=True)
class Screen:
    """One message, before the engine's own buttons."""

    texts: tuple[str, ...]
    buttons: tuple[Button, ...]
    place: Place
    """Where it ends: the step that waits, or the last of the flow."""
    passed: tuple[FlowId, ...]
    """The flows it is made of, in order."""
    offered: str = ""
    steps: tuple[str, ...] = ()
    """The steps it is made of, in order."""


def show(
    conversation: Conversation, place: Place | None, setting: Setting, preface: str = ""
) -> tuple[Conversation, Say]:
    """Bring the visitor to a place, outside a case; one that is not there leads to `resume`."""
    arriving = changed(conversation, serial=conversation.serial + 1)
    screen = walk(arriving, place, setting)
    standing_there = changed(
        arriving,
        place=screen.place,
        offered=screen.offered,
        path=_longer(conversation.path, screen.passed),
        standing=Standing.FLOWS,
        unmatched=0,
    )
    return standing_there, _say(screen, Scene(setting, arriving, screen.place), preface)


def aside(
    conversation: Conversation, place: Place | None, setting: Setting, preface: str = ""
) -> Say:
    """Show a screen, outside a case, that leaves the visitor where they are."""
    screen = walk(conversation, place, setting)
    return _say(screen, Scene(setting, conversation, screen.place), preface)


def walk(conversation: Conversation, start: Place | None, setting: Setting) -> Screen:
    """Gather one screen from a place onward, without the engine's own buttons."""
    start = start or setting.content.first(RESUME)
    screen = gather(conversation, start, setting) if start else None
    if screen is None:
        error = setting.content.first(ERROR)
        screen = gather(conversation, error, setting) if error else None
    return screen or Screen((), (), Place(ERROR, StepId("say")), ())


def gather(conversation: Conversation, start: Place, setting: Setting) -> Screen | None:
    """Walk until a step waits or a flow ends; None: a loop, or a jump to nowhere."""
    here: Place | None = start
    texts: list[str] = []
    passed: list[FlowId] = []
    steps: list[str] = []
    for _ in range(MAX_STEPS):
        step = setting.content.step(here)
        if here is None or step is None:
            return None
        passed.append(here.flow)
        steps.append(here.name)
        match step.enter(Scene(setting, conversation, here)):
            case Tell(text):
                texts.append(text)
                following = setting.content.after(here)
                if following is None:
                    return Screen(tuple(texts), (), here, tuple(passed), steps=tuple(steps))
                here = following
            case Jump(target):
                here = setting.content.find(target, here.flow)
            case Wait(text, buttons, offered):
                said = (*texts, text)
                return Screen(said, buttons, here, tuple(passed), offered, tuple(steps))
    return None


def joined(screen: Screen, scene: Scene, preface: str = "") -> str:
    """Make the text of one message; a screen without any says the title of its flow."""
    texts = [text for text in (preface, *screen.texts) if text.strip()]
    whole = "\n\n".join(texts) or scene.title(screen.place.flow)
    return clip(whole, MAX_TEXT)


def ways_out(scene: Scene) -> tuple[Button, ...]:
    """Make the buttons below every screen: to a person, to the menu, to the panel if need was."""
    at_hand = (_crisis(scene),) if scene.conversation.at_hand else ()
    return (*_two_ways_out(scene), *at_hand)


def _two_ways_out(scene: Scene) -> tuple[Button, Button]:
    return (
        Button(scene.interface(interface.PERSON), f"go:{PERSON}"),
        Button(scene.interface(interface.MENU), f"go:{MENU}"),
    )


def case_buttons(scene: Scene, *, crisis: bool = False) -> tuple[Button, ...]:
    """Make the buttons of what is said within a case."""
    end = Button(scene.interface(interface.END_CASE), ENDED_CASE)
    return (end, _crisis(scene)) if crisis or scene.conversation.at_hand else (end,)


def _say(screen: Screen, scene: Scene, preface: str = "") -> Say:
    buttons = (*screen.buttons, *_added(screen, scene))
    return Say(joined(screen, scene, preface), buttons, steps=screen.steps)


def _added(screen: Screen, scene: Scene) -> tuple[Button, ...]:
    person, menu = _two_ways_out(scene)
    offered = {button.press for button in screen.buttons}
    added = []
    if not any(b.press == person.press and person.label in b.label for b in screen.buttons):
        added.append(person)
    if not _is_menu(screen, scene) and menu.press not in offered:
        added.append(menu)
    if {START, MENU} & set(screen.passed):
        extra = (_crisis(scene), Button(scene.interface(interface.LANGUAGE), f"go:{LANGUAGE}"))
        added.extend(button for button in extra if button.press not in offered)
    elif scene.conversation.at_hand and screen.place.flow != CRISIS:
        added.extend(each for each in (_crisis(scene),) if each.press not in offered)
    return tuple(added)


def _is_menu(screen: Screen, scene: Scene) -> bool:
    """Say whether a screen ends with the very choices that the menu begins with."""
    if screen.place.flow != MENU:
        return False
    return screen.place == _choices_of_menu(scene.setting.content)


@lru_cache(maxsize=4)
def _choices_of_menu(content: Content) -> Place:
    """Find where the menu's first screen ends, which is the same for everybody."""
    first = content.first(MENU) or Place(MENU, StepId(""))
    return walk(Conversation(), first, Setting(content, 0)).place


def _crisis(scene: Scene) -> Button:
    return Button(scene.interface(interface.CRISIS), f"go:{CRISIS}")


def _longer(path: tuple[FlowId, ...], passed: tuple[FlowId, ...]) -> tuple[FlowId, ...]:
    fresh = dict.fromkeys(flow for flow in passed if flow not in UNTOLD)
    return path + tuple(flow for flow in fresh if flow not in path)

"""A screen as it is printed: what the visitor reads, every button, and what a press comes to."""

from dataclasses import dataclass

from bot.conversation.content import CASE, Content
from bot.conversation.scene import Scene, Setting
from bot.conversation.screen import aside, walk
from bot.conversation.state import Conversation, Place
from bot.conversation.step import Label, Tell
from bot.i18n import translate
from bot.model.effects import Button
from bot.model.ids import FlowId, Language, StepId
from bot.seeing.screens import SAMPLES

SPOKEN = "このことばで、メニューへ"
HANDED = "窓口の人につながります"
AGAIN = "名前が変わって、もう一度"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, and the place it leads to; without one, what comes of it in words."""

    label: str
    target: Place | None
    comes: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """One screen in one language."""

    language: Language
    text: str
    buttons: tuple[Pressed, ...] = ()
    after: str = ""
    """What is said once the screen's own button was pressed."""
    untranslated: bool = False
    """Some of it is still shown in Japanese."""


def printed(content: Content, place: Place, language: Language) -> Printed:
    """Show the screen that begins at a place, as a newcomer sees it."""
    setting = Setting(content, 0, SAMPLES)
    newcomer = Conversation(language=language)
    if place.flow == CASE:
        step = content.step(place)
        entered = step.enter(Scene(setting, newcomer, place)) if step else None
        text = entered.text if isinstance(entered, Tell) else ""
        return Printed(language, text, untranslated=_lacks(content, [place], language))
    said = aside(newcomer, place, setting)
    end = walk(newcomer, place, setting).place
    buttons = tuple(_pressed(content, end, button) for button in said.buttons)
    lacks = _lacks(content, [placed(name) for name in said.steps], language)
    return Printed(language, said.text, buttons, _after(content, end, language), lacks)


def placed(name: str) -> Place:
    """Read a place as it is spelt, `flow.step`."""
    flow, _, step = name.partition(".")
    return Place(FlowId(flow), StepId(step))


def _pressed(content: Content, end: Place, button: Button) -> Pressed:
    verb, _, rest = button.press.partition(":")
    if verb == "go":
        return Pressed(button.label, content.find(rest))
    if verb == "lang":
        return Pressed(button.label, None, SPOKEN)
    if rest.endswith(":other"):
        return Pressed(button.label, None, AGAIN)
    following = content.after(end)
    return Pressed(button.label, following, "" if following else HANDED)


def _after(content: Content, end: Place, language: Language) -> str:
    step = content.step(end)
    texts = [words.text for words in step.texts() if words.use is Label.TEXT] if step else []
    return "\n".join(
        translate(content.catalogues.get(language), end.name, text) for text in texts[1:]
    )


def _lacks(content: Content, places: list[Place], language: Language) -> bool:
    known = content.catalogues.get(language)
    steps = [(place, step) for place in places if (step := content.step(place))]
    return known is not None and not all(
        (place.name, words.text) in known.exact or (place.flow, words.text) in known.by_flow
        for place, step in steps
        for words in step.texts()
    )

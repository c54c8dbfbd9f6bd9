"""What harms a visitor, found by showing every screen: it asks no check of ours."""

import re
from collections.abc import Iterator

from bot.conversation.content import Content
from bot.conversation.scene import Setting
from bot.conversation.screen import show
from bot.conversation.state import Conversation, Place
from bot.i18n import units
from bot.loader.loaded import Loaded
from bot.model.effects import Say
from bot.model.ids import FlowId, Language

SILENT = ("case", "error")
"""Flows that are not walked through: notices said one by one, and the screen of last resort."""
AT_THE_MENU = ("menu", "start", "resume")
HURDLES = ("who", "anonymity", "what_happens", "reservation", "confidentiality")
LINES = re.compile(r"03-3264-4343|03-5155-5028")
"""Numbers of that length that a visitor may read: lines of SAFETY.md section 2."""
EMERGENCY = ("119", "110", "0120-279-338")
NEVER = re.compile(r"絶対に|お名前と住所|\d{2}-\d{4}-\d{4}|[{}]|[\x00-\x08\ud800-\udfff]")


def harm(loaded: Loaded) -> list[str]:
    """Name everything that would harm somebody who meets this content."""
    content = loaded.content
    told = [] if loaded.desks else ["there is no desk"]
    for language in content.languages():
        told += [f"{language} {each}" for each in _screens(content, language)]
    return told + list(_ways(content))


def _screens(content: Content, language: Language) -> Iterator[str]:
    last_resort = _shown(content, language, "error").text
    for flow, step in content.every_step():
        if flow.id in SILENT:
            continue
        place = Place(flow.id, step.id)
        said = show(Conversation(language), place, Setting(content, 0))[1]
        if said.text == last_resort:
            yield f"{place} is no screen"
        if flow.id not in AT_THE_MENU and "go:menu" not in {b.press for b in said.buttons}:
            yield f"{place}: no way to the menu"
        yield from (f"{place}: {each}" for each in _said(content, said))


def _said(content: Content, said: Say) -> Iterator[str]:
    labels = [button.label for button in said.buttons]
    if not said.text.strip() or not all(label.strip() for label in labels):
        yield "something is empty"
    if (
        said.text.endswith("…")
        or units(said.text) > 4096
        or any(len(b.press.encode()) > 64 for b in said.buttons)
    ):
        yield "cannot be sent"
    for text in (said.text, *labels):
        if found := NEVER.search(LINES.sub("", text)):
            yield f"says {found[0]}"
    presses = {button.press for button in said.buttons}
    if "go:person" not in presses:
        yield "no way to a person"
    led = [content.find(p.removeprefix("go:")) for p in presses if p.startswith("go:")]
    if None in led:
        yield "a button leads nowhere"


def _ways(content: Content) -> Iterator[str]:
    near = _near(content)
    yield from (f"{hurdle} is far" for hurdle in HURDLES if hurdle not in near)
    crisis = _shown(content, Language("ja"), "crisis").text
    yield from (f"{number} is missing" for number in EMERGENCY if number not in crisis)
    if not any(step.prefix == "hand" for step in content.flows[FlowId("person")].steps):
        yield "nobody is there"


def _near(content: Content) -> set[str]:
    """List the flows within two buttons of the start."""
    found, screens = set[str](), ["start"]
    for _ in range(2):
        said = [_shown(content, Language("ja"), target) for target in screens]
        pressed = [button.press for each in said for button in each.buttons]
        screens = [press[3:] for press in pressed if press.startswith("go:")]
        found |= set(screens)
    return found


def _shown(content: Content, language: Language, target: str) -> Say:
    return show(Conversation(language), content.find(target), Setting(content, 0))[1]

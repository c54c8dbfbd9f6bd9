"""The texts: short enough, honest, and with placeholders that are known.

Lengths are taken after translation and with facts filled in, as the visitor meets them.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.conversation.check.finding import Finding, InFlow, Where, finding, nearest
from bot.conversation.check.reach import starts
from bot.conversation.content import CASE, OUT_OF_HOURS, Content
from bot.conversation.flow import Flow
from bot.conversation.scene import KEPT, Scene, Setting
from bot.conversation.screen import MAX_TEXT, Screen, gather
from bot.conversation.state import Conversation, Place
from bot.conversation.step import Label, Step, Tell, Wait, Words
from bot.i18n import placeholders, translate, units
from bot.model.errors import Severity
from bot.model.ids import BASE_LANGUAGE, Language

CALM_COLUMNS = 400  # 200 Japanese letters, about what a phone shows without scrolling
MAX_LABEL_COLUMNS = 40  # what a phone shows of a button before it cuts
MAX_PRESS = 64  # bytes, the Bot API's limit for callback_data
FAR_SERIAL = 9_999_999
PROMISE = re.compile(r"(絶対|ぜったい)[^。\n]*?(ません|ないです|いたしません)")

VISITOR_VALUES = frozenset({"nickname", *KEPT})
CASE_VALUES = frozenset({"name", "desk", "kind", "reason", "shows", "next_opening"})


def check_texts(content: Content, broken: Collection[str] = ()) -> Iterator[Finding]:
    """Check every text; the tables named in `broken` could not be read."""
    for flow, step in content.every_step():
        for words in step.texts():
            where = InFlow(flow.id, step.id, words.key)
            yield from _unknown_placeholders(content, flow, words, where, broken)
            yield from promises(words.text, where)
            yield from _long_label(content, words, where)
        yield from _long_press(content, flow, step)
    for place in starts(content):
        yield from _long_screen(content, place)


def promises(text: str, where: Where) -> Iterator[Finding]:
    """Refuse what nobody can promise: the law and the messenger's servers know exceptions."""
    found = PROMISE.search(text)
    if found:
        yield finding(where, "promise", text=found[0])


def _unknown_placeholders(
    content: Content, flow: Flow, words: Words, where: InFlow, broken: Collection[str]
) -> Iterator[Finding]:
    known = known_placeholders(content, flow)
    for name in sorted(placeholders(words.text) - known):
        if name.partition(".")[0] in broken:
            continue
        yield finding(where, "placeholder_unknown", name=name, maybe=nearest(name, known))


def known_placeholders(content: Content, flow: Flow) -> frozenset[str]:
    """List what may stand in braces in the texts of a flow."""
    asked = {str(step.id) for _, step in content.every_step() if step.label_of("") is not None}
    desk = CASE_VALUES if flow.id in (CASE, OUT_OF_HOURS) else frozenset[str]()
    return frozenset(tabled(content) | asked | VISITOR_VALUES | desk)


def tabled(content: Content) -> frozenset[str]:
    """List the names in braces that stand for an entry of a table."""
    facts = {f"facts.{name}" for name in content.facts}
    lines = {
        f"hotlines.{i}.{key}" for i in content.hotlines for key in ("name", "number", "hours")
    }
    return frozenset(facts | lines)


def _long_label(content: Content, words: Words, where: InFlow) -> Iterator[Finding]:
    if words.use is not Label.BUTTON:
        return
    for language in content.languages():
        context = f"{where.flow}.{where.step}"
        label = translate(content.catalogues.get(language), context, words.text)
        if columns(label) > MAX_LABEL_COLUMNS:
            yield finding(where, "label_long", Severity.WARNING, label=label, language=language)


def _long_press(content: Content, flow: Flow, step: Step) -> Iterator[Finding]:
    visitor = replace(Conversation(), serial=FAR_SERIAL)
    entered = step.enter(Scene(Setting(content, 0), visitor, Place(flow.id, step.id)))
    for button in entered.buttons if isinstance(entered, Wait) else ():
        size = len(button.press.encode())
        if size > MAX_PRESS:
            where = InFlow(flow.id, step.id)
            yield finding(where, "press_long", label=button.label, size=str(size))


def _long_screen(content: Content, place: Place) -> Iterator[Finding]:
    for language in content.languages():
        screen = _screen(content, place, language)
        if screen:
            yield from _too_long(screen, place, language)


def _screen(content: Content, place: Place, language: Language) -> Screen | None:
    visitor, setting = Conversation(language=language), Setting(content, 0)
    step = content.step(place)
    if place.flow == CASE and step:  # notices are said one by one
        entered = step.enter(Scene(setting, visitor, place))
        texts = (entered.text,) if isinstance(entered, Tell) else ()
        return Screen(texts, (), place, (CASE,))
    return gather(visitor, place, setting)


def _too_long(screen: Screen, place: Place, language: Language) -> Iterator[Finding]:
    where = InFlow(place.flow, place.step)
    text = "\n\n".join(text for text in screen.texts if text)
    if units(text) > MAX_TEXT:
        yield finding(where, "text_too_long", language=language, length=str(units(text)))
    elif columns(text) > CALM_COLUMNS:
        length = str(columns(text) // (2 if language.startswith(BASE_LANGUAGE) else 1))
        yield finding(where, "screen_long", Severity.HINT, language=language, length=length)


def columns(text: str) -> int:
    """Count how wide a text is, a Japanese letter being two wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

"""The texts: short enough, honest, and with placeholders that are known.

Lengths are taken after translation and with facts filled in, as the visitor meets them.
"""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.conversation.check.finding import Finding, InFlow, Where, finding, nearest
from bot.conversation.check.lockscreen import telling
from bot.conversation.check.reach import starts
from bot.conversation.check.readable import hard_to_read
from bot.conversation.check.sources import unsourced
from bot.conversation.check.wording import asks_who, unsayable
from bot.conversation.content import CASE, OUT_OF_HOURS, Content
from bot.conversation.flow import Flow
from bot.conversation.scene import KEPT, OF_PANELS, Scene, Setting
from bot.conversation.screen import MAX_TEXT, Screen, gather
from bot.conversation.state import Conversation, Place
from bot.conversation.step import Label, Step, Tell, Wait, Words
from bot.i18n import PLACEHOLDER, placeholders, translate, units
from bot.model.errors import Severity
from bot.model.ids import BASE_LANGUAGE, Language

CALM_COLUMNS = 400  # 200 Japanese letters, about what a phone shows without scrolling
MAX_LABEL_COLUMNS = 40  # what a phone shows of a button before it cuts
MAX_PRESS = 64  # bytes, the Bot API's limit for callback_data
BEGINNING = 20  # letters by which a line is found again in its file
FAR_SERIAL = 9_999_999

BRACES = frozenset("{}｛｝")
VISITOR_VALUES = frozenset({"nickname", *KEPT, *OF_PANELS})
CASE_VALUES = frozenset({"name", "desk", "kind", "reason", "shows", "next_opening"})


def check_texts(content: Content, broken: Collection[str] = ()) -> Iterator[Finding]:
    """Check every text; the tables named in `broken` could not be read."""
    known = known_placeholders(content)
    for flow, step in content.every_step():
        for words in step.texts():
            where = InFlow(flow.id, step.id, words.key)
            yield from _unknown_placeholders(words.text, known | brought_to(flow), where, broken)
            yield from _as_written(words, where)
            yield from _labels(content, words, where)
        yield from _long_press(content, flow, step)
    for place in starts(content):
        yield from _screens(content, place)


def _as_written(words: Words, where: InFlow) -> Iterator[Finding]:
    yield from unsayable(words.text, where)
    yield from asks_who(words.text, where)
    yield from unsourced(words.text, where)
    yield from stray_braces(words.text, where)
    if words.use is Label.TEXT:  # a button's label is what the visitor says
        yield from hard_to_read(words.text, where)


def _unknown_placeholders(
    text: str, known: frozenset[str], where: InFlow, broken: Collection[str]
) -> Iterator[Finding]:
    for name in sorted(placeholders(text) - known):
        if name.partition(".")[0] in broken:
            continue
        yield finding(where, "placeholder_unknown", name=name, maybe=nearest(name, known))


def stray_braces(text: str, where: Where) -> Iterator[Finding]:
    """Refuse a brace that names nothing: the visitor would read it."""
    for line in text.split("\n"):
        if BRACES & {*PLACEHOLDER.sub("", line)}:
            yield finding(where, "braces_stray", text=line)


def known_placeholders(content: Content) -> frozenset[str]:
    """List what may stand in braces in the texts of every flow."""
    asked = {str(step.id) for _, step in content.every_step() if step.label_of("") is not None}
    return frozenset(tabled(content) | asked | VISITOR_VALUES)


def brought_to(flow: Flow) -> frozenset[str]:
    """List what a notice of the desk brings along to a flow."""
    return CASE_VALUES if flow.id in (CASE, OUT_OF_HOURS) else frozenset()


def tabled(content: Content) -> frozenset[str]:
    """List the names in braces that stand for an entry of a table."""
    facts = {f"facts.{name}" for name in content.facts}
    lines = {
        f"hotlines.{i}.{key}" for i in content.hotlines for key in ("name", "number", "hours")
    }
    return frozenset(facts | lines)


def _labels(content: Content, words: Words, where: InFlow) -> Iterator[Finding]:
    if words.use is not Label.BUTTON:
        return
    told = set[str]()
    for language in content.languages():
        context = f"{where.flow}.{where.step}"
        label = translate(content.catalogues.get(language), context, words.text)
        if label in told:  # Japanese, for want of a translation
            continue
        told.add(label)
        if _is_wider(label, MAX_LABEL_COLUMNS):
            yield finding(where, "label_long", Severity.WARNING, label=label, language=language)
        yield from telling(label, where, language)


def _long_press(content: Content, flow: Flow, step: Step) -> Iterator[Finding]:
    visitor = replace(Conversation(), serial=FAR_SERIAL)
    entered = step.enter(Scene(Setting(content, 0), visitor, Place(flow.id, step.id)))
    for button in entered.buttons if isinstance(entered, Wait) else ():
        size = len(button.press.encode())
        if size > MAX_PRESS:
            labels = (w.key for w in step.texts() if w.text == button.label)
            where = InFlow(flow.id, step.id, next(labels, ""))
            yield finding(where, "press_long", label=button.label, size=str(size))


def _screens(content: Content, place: Place) -> Iterator[Finding]:
    told = set[tuple[str, ...]]()
    for language in content.languages():
        screen = _screen(content, place, language)
        if screen and screen.texts not in told:
            told.add(screen.texts)
            yield from _as_shown(screen, place, language)


def _screen(content: Content, place: Place, language: Language) -> Screen | None:
    visitor, setting = Conversation(language=language), Setting(content, 0)
    step = content.step(place)
    if place.flow == CASE and step:  # notices are said one by one
        entered = step.enter(Scene(setting, visitor, place))
        texts = (entered.text,) if isinstance(entered, Tell) else ()
        return Screen(texts, (), place, (CASE,))
    return gather(visitor, place, setting)


def _as_shown(screen: Screen, place: Place, language: Language) -> Iterator[Finding]:
    where = InFlow(place.flow, place.step)
    text = "\n\n".join(text for text in screen.texts if text)
    yield from telling(text, where, language)
    if units(text) > MAX_TEXT:
        longest = max(text.split("\n"), key=len)[:BEGINNING]
        length = str(units(text))
        yield finding(where, "text_too_long", language=language, length=length, text=longest)
    elif _is_wider(text, CALM_COLUMNS):
        length = str(columns(text) // (2 if language.startswith(BASE_LANGUAGE) else 1))
        yield finding(where, "screen_long", Severity.HINT, language=language, length=length)


def _is_wider(text: str, most: int) -> bool:
    return len(text) * 2 > most and columns(text) > most  # most texts are short: no letter counted


def columns(text: str) -> int:
    """Count how wide a text is, a Japanese letter being two wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

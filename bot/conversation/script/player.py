"""Play scripts on a content: pure, and the same each time.

A script in several languages is played by a visitor in each, side by side: the first presses by
label, the others the same button by what it sends, so that all go the same way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.conversation.content import Content
from bot.conversation.script.acts import happens
from bot.conversation.script.difference import Difference
from bot.conversation.script.looks import Look
from bot.conversation.script.script import ACTS, Line, Piece, Script
from bot.conversation.script.visitor import Visit, Visitor
from bot.conversation.state import Conversation
from bot.model.errors import Mistake
from bot.model.ids import Language


@dataclass(frozen=True, slots=True)
class Played:
    """What differs, in the order of the script, and what was read."""

    differences: tuple[Difference, ...] = ()
    visited: frozenset[Visit] = frozenset()


def rehearse(scripts: Iterable[Script], content: Content) -> Played:
    """Play all scripts on a content, as before it goes live; nothing differs where all is well."""
    played = [play(script, content) for script in scripts]
    return Played(
        tuple(difference for each in played for difference in each.differences),
        frozenset[Visit]().union(*(each.visited for each in played)),
    )


def play(script: Script, content: Content) -> Played:
    """Play one script in each of its languages; what cannot be pressed ends it."""
    unknown = _unknown_languages(script, content)
    if unknown:
        return Played(unknown)
    visitors = _visitors(script, content)
    differences: list[Difference] = []
    for line in script.talk:
        if line.key not in ACTS:
            differences.extend(_look(script, line, visitors))
            continue
        missing = _act(script, line, visitors)
        differences.extend(missing)
        if missing:
            break
    visited = frozenset[Visit]().union(*(visitor.visited for visitor in visitors))
    return Played(tuple(differences), visited)


def _unknown_languages(script: Script, content: Content) -> tuple[Difference, ...]:
    known = content.languages()
    unknown = (name for name in script.named() if name.text not in known)
    return tuple(_unknown(script, name, "、".join(known)) for name in unknown)


def _unknown(script: Script, name: Piece, known: str) -> Difference:
    values = (("language", name.text), ("known", known))
    problem = "script_language_unknown"
    mistake = Mistake(script.file, name.line, name.column, problem, values)
    return Difference(mistake, Language(name.text))


def _visitors(script: Script, content: Content) -> list[Visitor]:
    spoken = script.spoken(content.languages())
    chosen = [Visitor(content, standing=Conversation(language=language)) for language in spoken]
    return chosen or [Visitor(content, script.hint)]


def _act(script: Script, line: Line, visitors: list[Visitor]) -> list[Difference]:
    """Let a line happen to all; where some have no such button, to none, and tell so."""
    press, lead = "", visitors[0]
    if line.key == "presses":
        found = lead.press_of(line.at.text)
        missing = [each for each in visitors if not each.sees(found)] if found else [lead]
        if missing:
            return [_no_button(script, line, visitor) for visitor in missing]
        press = found or ""
    for visitor in visitors:
        visitor.takes(happens(line, visitor, press))
    return []


def _no_button(script: Script, line: Line, visitor: Visitor) -> Difference:
    label = f"[{line.at.text}]"
    there = tuple(f"[{label}]" for label in visitor.labels())
    return Look(script.file, line, visitor).differs("script_no_button", (label,), there)


def _look(script: Script, line: Line, visitors: list[Visitor]) -> Iterator[Difference]:
    lead, *others = visitors
    ways = tuple(button.press for button in lead.unread[0].buttons) if lead.unread else ()
    yield from Look(script.file, line, lead).differences()
    for other in others:
        yield from Look(script.file, line, other, lead, ways).differences()

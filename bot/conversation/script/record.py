"""Write a talk down as a script: what was done, and what the bot answers to it now.

For talks of editors with themselves, as in the preview. What a visitor wrote is never recorded.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.conversation.content import Content
from bot.conversation.holding import INVITED
from bot.conversation.script.script import CLOSES, LEFT, RESUMES, named, word_for
from bot.conversation.script.visitor import Visitor
from bot.model.effects import (
    ConversationEffect,
    LeaveCase,
    OpenCase,
    PassOn,
    PassReaction,
    Say,
    Toast,
)
from bot.model.inputs import (
    CaseEnded,
    CaseRequested,
    CaseResumed,
    Commanded,
    Edited,
    Invited,
    Notified,
    Pressed,
    Reacted,
    Said,
    Showed,
    Started,
    VisitorInput,
)

PLAIN = re.compile(r"[\w「『（][^\n:#\[\]{},&*!|>'\"%@`]*(?<!\s)")
"""What YAML takes as it stands, also within brackets."""


def record(title: str, inputs: Iterable[VisitorInput], content: Content) -> str:
    """Write the script of a talk, given everything that happened in it from its beginning.

    Each input is played on the content; what a script has no line for is left out.
    """
    happened = list(inputs)
    hint = next((hint for each in happened if (hint := _hint(each))), "")
    visitor = Visitor(content, hint)
    lines = [f"script: {quoted(title)}", *([f"language: {quoted(hint)}"] if hint else []), "talk:"]
    for each in happened:
        done = _done(each, visitor)
        if done:
            visitor.takes(each)
            if isinstance(each, Said | Showed):
                visitor.message = each.message
            for first, *beside in (done, *_came(visitor.effects)):
                lines.extend((f"  - {first}", *(f"    {line}" for line in beside)))
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Write a text so that YAML reads the same one."""
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def listed(texts: Iterable[str]) -> str:
    """Write a list in one line."""
    return f"[{', '.join(quoted(text) for text in texts)}]"


def _hint(happened: VisitorInput) -> str:
    if isinstance(happened, Started | Commanded | Said | Showed | Pressed):
        return happened.language_hint
    return ""


def _done(happened: VisitorInput, visitor: Visitor) -> list[str]:
    """Write what happened; nothing where there is no line for it."""
    match happened:
        case Notified() | Invited() | CaseEnded() | CaseResumed():
            return _by_desk(happened)
        case Showed(kind=kind, caption=caption):
            return [f"shows: {kind}", *([f"caption: {quoted(caption)}"] if caption else [])]
        case Pressed(press=press):
            label = visitor.label_of(press)
            return [f"presses: {quoted(label)}" if label else f"old button: {quoted(press)}"]
        case Edited(message=message) if message != visitor.message:
            return []
        case _:
            return _written(happened)


def _by_desk(happened: Notified | Invited | CaseEnded | CaseResumed) -> list[str]:
    match happened:
        case Notified(notice, values):
            return [f"desk: {notice}", *_values(values)]
        case Invited(staff):
            return [f"desk: {INVITED}", *_values({"name": staff.work_name})]
        case CaseEnded():
            return [f"desk: {CLOSES}"]
        case CaseResumed():
            return [f"desk: {RESUMES}"]


def _written(happened: VisitorInput) -> list[str]:
    match happened:
        case Started(payload=payload):
            return [f"opens: {quoted(payload)}" if payload else "opens:"]
        case Commanded(name=name):
            return [f"command: {quoted(name)}"]
        case Said(text=text):
            return [f"writes: {quoted(text)}"]
        case Edited(text=text):
            return [f"edits: {quoted(text)}"]
        case Reacted(emoji=emoji):
            return [f"reacts: {quoted(emoji)}"]
        case _:
            return []


def _values(values: Mapping[str, str | datetime]) -> list[str]:
    written = (
        f"{name}: {quoted(value if isinstance(value, str) else value.isoformat())}"
        for name, value in values.items()
    )
    return [f"values: {{{', '.join(written)}}}"] if values else []


def _came(effects: tuple[ConversationEffect, ...]) -> Iterator[list[str]]:
    """Write what came of it; the first line of a text is enough to know it by."""
    for effect in effects:
        match effect:
            case Say(text=text, buttons=buttons):
                labels = listed(button.label for button in buttons)
                yield [f"bot: {quoted(_first(text))}", f"buttons: {labels}"]
            case Toast(text=text):
                yield [f"passing: {quoted(_first(text))}"]
            case _:
                yield from _reached(effect)
    if not any(isinstance(effect, Say) for effect in effects):
        yield ["silent: yes"]


def _reached(effect: ConversationEffect) -> Iterator[list[str]]:
    """Write what reaches the desk."""
    match effect:
        case PassOn(written):
            yield [f"staff read: {quoted(named(written))}"]
        case PassReaction(emoji=emoji):
            yield [f"staff see: {quoted(emoji)}"]
        case OpenCase(request):
            yield ["case:", *_case(request)]
        case LeaveCase():
            yield [f"case: {LEFT}"]
        case _:
            if word := word_for(effect):
                yield [f"desk told: {word}"]


def _first(text: str) -> str:
    return next(line for line in text.splitlines() if line.strip()).strip()


def _case(request: CaseRequested) -> list[str]:
    answers = ", ".join(listed(answer) for answer in request.answers)
    earlier = [named(each) for each in request.earlier]
    return [
        f"  nickname: {quoted(request.nickname)}",
        f"  answers: [{answers}]",
        f"  path: {listed(request.path)}",
        *([f"  earlier: {listed(earlier)}"] if earlier else []),
    ]

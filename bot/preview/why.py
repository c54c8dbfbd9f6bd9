"""Why a typed text went where it went, by what an editor can change: phrases and what they teach.

What answers an open question, or is a button's label, is taken as that first: not looked at here.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from bot.conversation import guessing
from bot.conversation.content import PERSON, SYSTEM_FLOWS, Content
from bot.conversation.known import known_phrases
from bot.conversation.match import match, normalise
from bot.conversation.scene import Setting
from bot.conversation.state import Conversation
from bot.model.ids import BASE_LANGUAGE, FlowId
from bot.model.weighed import NONE, Weighed
from bot.simulator.wire import Json

MOST = 3  # guesses, and phrases
LEAST = 50.0  # of 100; phrases that are less alike explain nothing


def why(text: str, standing: Conversation, content: Content, weighed: Weighed | None) -> Json:
    """Tell what speaks for which flow; `standing`: where the visitor stands since."""
    language = standing.language or BASE_LANGUAGE
    place = match(text, known_phrases(content, language))
    guess = guessing.guess(Conversation(), Setting(content, 0, weighed=weighed))
    if standing.place and standing.place.flow == PERSON:
        reason, flow = "person", ""
    elif place:
        reason, flow = "known", place.flow
    elif guess is None:
        reason, flow = "unlearnt", ""
    elif guess.label:
        reason, flow = "sure", guess.label
    else:
        reason, flow = "unsure" if guess.is_near else "none", ""
    return {
        "text": text,
        "reason": reason,
        "title": _title(flow, content),
        "enough": _percent(weighed.enough) if weighed else 0,
        "shares": _shares(weighed, content) if weighed else [],
        "near": list(_near(text, content)),
    }


def _shares(weighed: Weighed, content: Content) -> list[Json]:
    ranked = sorted(weighed.shares.items(), key=lambda each: -each[1])
    return [
        {"flow": label, "title": _title(label, content), "share": _percent(share)}
        for label, share in ranked[:MOST]
    ]


def _near(text: str, content: Content) -> Iterator[Json]:
    """Find the phrases that are most like a text, letter by letter."""
    phrases = list(_phrases(content))
    wanted, spelt = normalise(text), [normalise(phrase) for phrase, _ in phrases]
    found = process.extract(wanted, spelt, scorer=fuzz.ratio, score_cutoff=LEAST, limit=MOST)
    for _, score, number in found if wanted else ():
        phrase, flow = phrases[number]
        yield {
            "phrase": phrase,
            "flow": flow,
            "title": _title(flow, content),
            "alike": round(score),
        }


def _phrases(content: Content) -> Iterator[tuple[str, str]]:
    for flow in content.flows.values():
        if flow.id not in SYSTEM_FLOWS:
            yield from ((phrase, flow.id) for phrase in (flow.title, *flow.asked_as))
    for label, wordings in content.wordings.items():
        yield from ((phrase, label) for phrase in wordings)


def _title(label: str, content: Content) -> str:
    """Name a flow; empty for what no flow answers."""
    found = content.flows.get(FlowId(label)) if label != NONE else None
    return found.title if found else ""


def _percent(share: float) -> int:
    return round(share * 100)

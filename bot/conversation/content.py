"""Everything that editors write, compiled, frozen and numbered by its own digest.

Whoever builds a `Content` sees to it that the system flows are there; the loader does.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.calendar import Opening
from bot.conversation.flow import Flow
from bot.conversation.state import Place
from bot.conversation.step import Step
from bot.i18n import PLACEHOLDER, Catalogue, is_variant, translate
from bot.model.ids import BASE_LANGUAGE, FlowId, Language, StepId
from bot.safety import Signs, Speaker

START = FlowId("start")
MENU = FlowId("menu")
PERSON = FlowId("person")
STOP = FlowId("stop")
NOT_UNDERSTOOD = FlowId("not-understood")
SUGGESTIONS = FlowId("suggestions")
ERROR = FlowId("error")
RESUME = FlowId("resume")
OUT_OF_HOURS = FlowId("out-of-hours")
CRISIS = FlowId("crisis")
LANGUAGE = FlowId("language")
CASE = FlowId("case")

SYSTEM_FLOWS = (
    START,
    MENU,
    PERSON,
    STOP,
    NOT_UNDERSTOOD,
    SUGGESTIONS,
    ERROR,
    RESUME,
    OUT_OF_HOURS,
    CRISIS,
    LANGUAGE,
    CASE,
)

CONTENT_FLOWS = tuple(
    FlowId(name)
    for name in (
        "who",
        "anonymity",
        "what_happens",
        "reservation",
        "confidentiality",
        "cost",
        "place_hours",
        "home_visit",
        "family",
        "ibasho",
        "events",
        "other_ward",
        "online_mail",
        "human",
        "booking",
        "forget",
        "work_school",
        "magazine",
    )
)

SOFT = StepId("soft")
UNREAD = StepId("unread")
BROKEN = StepId("broken")
PROFILE, PROFILE_SHORT = StepId("profile"), StepId("profile-short")
PANELS = (*(StepId(each) for each in Speaker), UNREAD, BROKEN, SOFT, PROFILE, PROFILE_SHORT)
"""The steps of the flow `crisis` that the engine goes to by itself."""

NOTICES = tuple(
    StepId(name)
    for name in (
        "received",
        "declined",
        "words-only",
        "reveals",
        "kept-back",
        "transfer-asked",
        "transfer-agreed",
        "transfer-declined",
        "moved",
        "handed-on",
        "invited",
        "claimed",
        "closed",
        "reopened",
        "unreachable-staff",
        "still-here",
        "thanks",
        "ended",
    )
)
"""The steps of the flow `case`: each is said alone, when it is its turn."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Where a fact comes from, and how long it may be relied upon."""

    source: str = ""
    verified_on: date | None = None
    expires_on: date | None = None
    verified_by: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the ward's; an empty value is not known yet."""

    what: str
    value: str
    proof: Verified = Verified()


class Audience(StrEnum):
    """Whom a line is for."""

    EVERYONE = "everyone"
    MINORS = "minors"
    FAMILIES = "families"


class Means(StrEnum):
    """How a line is reached: by voice or in writing."""

    PHONE = "phone"
    CHAT = "chat"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Hotline:
    """One telephone line or chat of others."""

    name: str
    number: str
    hours: str
    """As visitors read them."""
    proof: Verified = Verified()
    opening: Opening | None = None
    """The same as a rule; None: the panel never calls it open."""
    audiences: tuple[Audience, ...] = ()
    """Nobody's: flows may name it, and the panel does not."""
    means: Means = Means.PHONE

    @property
    def is_always_open(self) -> bool:
        """Say whether it answers day and night."""
        return self.opening is not None and self.opening.always


@dataclass(frozen=True, slots=True)
class Nicknames:
    """Two lists of words: one of the first and one of the second make a nickname."""

    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()

    def draw(self, chance: int, other_than: str = "") -> str:
        """Make the nickname that a number stands for, or the next one; empty without words."""
        count = len(self.first) * len(self.second)
        for number in range(chance, chance + min(count, 2)):
            first, second = divmod(number % count, len(self.second))
            name = self.first[first] + self.second[second]
            if name != other_than:
                return name
        return other_than


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply that staff send often."""

    id: str
    title: str
    """What staff press, in their language."""
    text: str

    def blanks(self) -> tuple[str, ...]:
        """List what staff fill in by hand, in order: a name with a dot is one of the tables'."""
        names = dict.fromkeys(PLACEHOLDER.findall(self.text))
        return tuple(name for name in names if "." not in name)


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """All flows, catalogues and tables of one version; two are the same when one object is."""

    flows: Mapping[FlowId, Flow]
    catalogues: Mapping[Language, Catalogue]
    """Every language but the base one."""
    facts: Mapping[str, Fact]
    hotlines: Mapping[str, Hotline]
    nicknames: Nicknames
    version: str
    """64 hex digits; the same files give the same."""
    canned: tuple[CannedReply, ...] = ()
    """In the order in which staff are shown them."""
    wordings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How people ask, by flow; under `none` what no flow answers."""
    signs: Signs = field(default_factory=Signs)
    """By which danger is seen in what visitors write."""
    danger: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How people write in danger, by its type and level, and what only looks like it."""

    def languages(self) -> tuple[Language, ...]:
        """List the languages: the base one, its variants, then the others."""
        others = sorted(self.catalogues, key=lambda name: (not is_variant(name), name))
        return (BASE_LANGUAGE, *others)

    def speaks(self, language: Language | None) -> bool:
        """Say whether a language is one of them."""
        return language == BASE_LANGUAGE or language in self.catalogues

    def first(self, flow: FlowId) -> Place | None:
        """Find where a flow begins."""
        found = self.flows.get(flow)
        return Place(flow, found.steps[0].id) if found else None

    def step(self, place: Place | None) -> Step | None:
        """Find the step of a place; None when it is not in this version."""
        flow = self.flows.get(place.flow) if place else None
        return flow.step(place.step) if flow and place else None

    def after(self, place: Place) -> Place | None:
        """Find the place below; None at the end of its flow."""
        flow = self.flows.get(place.flow)
        following = flow.after(place.step) if flow else None
        return Place(place.flow, following.id) if following else None

    def find(self, target: str, within: FlowId | None = None) -> Place | None:
        """Find what a target names: a step of the flow it stands in, a flow, or `flow.step`."""
        here = Place(within, StepId(target)) if within else None
        if here and self.step(here):
            return here
        flow, dot, step = target.partition(".")
        there = Place(FlowId(flow), StepId(step)) if dot else self.first(FlowId(flow))
        return there if self.step(there) else None

    def value(self, name: str, language: Language) -> str:
        """Give what `facts.x` or `hotlines.x.number` stands for; empty while it is not known."""
        table, _, rest = name.partition(".")
        fact = self.facts.get(rest) if table == "facts" else None
        if fact:
            return translate(self.catalogues.get(language), name, fact.value)
        line, _, key = rest.rpartition(".")
        hotline = self.hotlines.get(line) if table == "hotlines" else None
        if hotline is None:
            return ""
        text = {"name": hotline.name, "number": hotline.number, "hours": hotline.hours}.get(key)
        return translate(self.catalogues.get(language), f"{table}.{line}", text) if text else ""

    def every_step(self) -> Iterator[tuple[Flow, Step]]:
        """Go through all steps of all flows."""
        for flow in self.flows.values():
            for step in flow.steps:
                yield flow, step


def fingerprint(*parts: object) -> str:
    """Digest values of content; the order of files and keys makes no difference."""
    canonical = json.dumps([_plain(part) for part in parts], ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return sorted(([_plain(key), _plain(item)] for key, item in value.items()), key=repr)
    kind: type = type(value)
    values = [_plain(getattr(value, name)) for name in _names(kind)]
    return [kind.__name__, *values] if values else str(value)


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...]:
    """List the fields by which values of a dataclass differ; none of any other type."""
    if not is_dataclass(kind):
        return ()
    return tuple(each.name for each in fields(kind) if each.compare)

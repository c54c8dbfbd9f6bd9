"""A finding: what is wrong, and where in the content it is."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from bot.model.errors import Severity
from bot.model.ids import FlowId, Language, StepId

NO_STEP = StepId("")


@dataclass(frozen=True, slots=True)
class InFlow:
    """A flow, or one of its steps, or what stands behind one key of it."""

    flow: FlowId
    step: StepId = NO_STEP
    key: str = ""


@dataclass(frozen=True, slots=True)
class InTable:
    """One entry of the facts, the hotlines or the canned replies, or one key of it."""

    table: str
    id: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class InCatalogue:
    """One phrase of one language."""

    language: Language
    context: str = ""
    text: str = ""
    in_source: bool = False
    """The Japanese of which it was made, and not the translation."""


Where = InFlow | InTable | InCatalogue


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    where: Where
    problem: str
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.SERIOUS


def finding(
    where: Where, problem: str, severity: Severity = Severity.SERIOUS, **values: str
) -> Finding:
    """Make a finding with its values by name."""
    return Finding(where, problem, tuple(values.items()), severity)


def nearest(wanted: str, known: Collection[str]) -> str:
    """Find the word that was probably meant; empty when none is near."""
    return next(iter(get_close_matches(wanted, sorted(known), n=1, cutoff=0.6)), "")

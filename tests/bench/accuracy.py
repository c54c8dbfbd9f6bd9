"""How often the shipped phrases are understood: a fifth of them kept back and asked.

Which fifth follows from a phrase's letters, so nobody chooses it. The heads are trained anew on
the others; how sure is enough is taken from what is shipped. Vectors are read, not reckoned, so
this runs anywhere: `make accuracy`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from unicodedata import normalize

import numpy as np

from bot.app.understanding import FILE, phrases_of
from bot.loader.load import load
from bot.model.weighed import NONE
from bot.settings import HOME
from bot.understanding.decide import Guess, decide
from bot.understanding.kept import Kept, from_bytes, key_of
from bot.understanding.learn import Model, Phrase, fit, fold
from bot.understanding.vectors import Bytes
from bot.understanding.weighing import weigh

ASKED = 0
"""The part that is kept back."""
Z = 1.96  # of 95 %
MARKED = re.compile(r"[\u0300-\u036fđơư]")
HURDLES = ("who", "anonymity", "what_happens", "reservation", "confidentiality")


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase that was kept back, and what was made of it."""

    phrase: Phrase
    guess: Guess

    @property
    def is_first(self) -> bool:
        """Whether the right flow came first."""
        return self.guess.candidates[:1] == (self.phrase.label,)

    @property
    def is_offered(self) -> bool:
        """Whether the right flow was among the three."""
        return self.phrase.label in self.guess.candidates


def wilson(right: int, count: int) -> tuple[float, float]:
    """Give the interval in which the true share lies, 95 times of a hundred (Wilson 1927)."""
    share, extra = right / count, Z * Z / count
    middle = share + extra / 2
    spread = Z * sqrt(share * (1 - share) / count + extra / count / 4)
    return max(0.0, middle - spread) / (1 + extra), min(1.0, (middle + spread) / (1 + extra))


def script_of(text: str) -> str:
    """Tell languages apart by their letters, as far as these can."""
    if re.search(r"[가-힣ㄱ-ㅣ]", text):
        return "한국어"
    if re.search(r"[ぁ-ゖァ-ヺ]", text):
        return "日本語（かな）" if not re.search(r"[一-鿿]", text) else "日本語"
    if re.search(r"[一-鿿]", text):
        return "漢字だけ（中文など）"
    is_marked = MARKED.search(normalize("NFD", text.casefold()))
    return "Tiếng Việt" if is_marked else "a–z (English, romaji)"


def asked(model: Model, phrases: Sequence[Phrase], kept: Kept) -> list[Asked]:
    """Train on the other parts, and ask what was kept back."""
    known = [phrase for phrase in phrases if fold(phrase.text) != ASKED]
    rows = {
        name: np.stack([kept.vectors[name][key_of(phrase.text)] for phrase in known])
        for name in model.weights
    }
    trained = replace(fit(known, rows, model.weights), heat=model.heat, enough=model.enough)
    return [
        Asked(phrase, decide(weigh(trained, phrase.text, _vectors(phrase, model, kept))))
        for phrase in phrases
        if fold(phrase.text) == ASKED
    ]


def _vectors(phrase: Phrase, model: Model, kept: Kept) -> dict[str, Bytes]:
    return {name: kept.vectors[name][key_of(phrase.text)] for name in model.weights}


def table(found: Sequence[Asked]) -> Iterator[str]:
    """Write what was found as rows of a table."""
    questions = [each for each in found if each.phrase.label != NONE]
    nones = [each for each in found if each.phrase.label == NONE]
    groups = defaultdict[str, list[Asked]](list)
    for each in questions:
        groups["all questions"].append(each)
        if each.phrase.label in HURDLES:
            groups["the five hurdles"].append(each)
    for by in (lambda each: each.phrase.label, lambda each: script_of(each.phrase.text)):
        for each in sorted(questions, key=by):
            groups[by(each)].append(each)
    yield "| | phrases | first of three | among three | answered rightly | answered wrongly |"
    yield "|---|---|---|---|---|---|"
    for name, group in groups.items():
        yield f"| {name} | {len(group)} | {' | '.join(_shares(group))} |"
    alone = sum(each.guess.label is None for each in nones)
    yield f"\nOf what no flow answers, left alone: {_share(alone, len(nones))}"


def _shares(group: Sequence[Asked]) -> Iterator[str]:
    yield _share(sum(each.is_first for each in group), len(group))
    yield _share(sum(each.is_offered for each in group), len(group))
    yield _share(sum(each.guess.label == each.phrase.label for each in group), len(group))
    wrong = sum(each.guess.label not in {None, each.phrase.label} for each in group)
    yield _share(wrong, len(group))


def _share(right: int, count: int) -> str:
    low, high = wilson(right, count)
    return f"{right} of {count}: {right / count:.0%} ({low:.0%}–{high:.0%})"


def main() -> None:
    """Print a table with the encoders and one without."""
    phrases = phrases_of(load(HOME / "flows", HOME / "locales").content)
    kept = from_bytes((HOME / "flows" / FILE).read_bytes())
    for model in kept.models.values():
        print(f"\n## {' + '.join((*model.weights, 'letters'))}\n")
        print("\n".join(table(asked(model, phrases, kept))))


if __name__ == "__main__":
    main()

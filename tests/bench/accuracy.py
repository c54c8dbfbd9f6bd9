"""How often typed texts are understood: those that other people worded are kept back and asked.

`tests/accuracy/asked.tsv` was written by people who had not read the phrases. The bot learns from
it, too (`flows/phrases`); for these figures it is taught without. Vectors are read, not reckoned,
so this runs anywhere: `make accuracy`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np

from bot.app.understanding import FILE, phrases_of
from bot.loader.load import load
from bot.model.weighed import NONE
from bot.settings import HOME
from bot.understanding.decide import Guess, decide
from bot.understanding.kept import Kept, from_bytes, key_of
from bot.understanding.learn import Phrase, learn
from bot.understanding.vectors import Bytes
from bot.understanding.weighing import weigh

ASKED = Path(__file__).parent.parent / "accuracy" / "asked.tsv"
Z = 1.96  # of 95 %
HURDLES = ("who", "anonymity", "what_happens", "reservation", "confidentiality")


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase that was kept back, and what was made of it."""

    phrase: Phrase
    language: str
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


def asked(encoders: Sequence[str], phrases: Sequence[Phrase], kept: Kept) -> list[Asked]:
    """Learn without the phrases that are asked, and ask them."""

    def vectors(phrase: Phrase) -> dict[str, Bytes]:
        return {name: kept.vectors[name][key_of(phrase.text)] for name in encoders}

    lines = (line.split("\t") for line in ASKED.read_text(encoding="utf-8").splitlines())
    wanted = {Phrase(text, label): language for label, language, text in lines}
    known = [phrase for phrase in phrases if phrase not in wanted]
    rows = {name: np.stack([vectors(phrase)[name] for phrase in known]) for name in encoders}
    model = learn(known, rows)
    return [
        Asked(phrase, language, decide(weigh(model, phrase.text, vectors(phrase))))
        for phrase, language in wanted.items()
    ]


def table(found: Sequence[Asked]) -> Iterator[str]:
    """Write what was found as rows of a table."""
    questions = [each for each in found if each.phrase.label != NONE]
    nones = [each for each in found if each.phrase.label == NONE]
    groups = defaultdict[str, list[Asked]](list)
    for each in questions:
        groups["all questions"].append(each)
        if each.phrase.label in HURDLES:
            groups["the five hurdles"].append(each)
    for each in sorted(questions, key=lambda each: each.phrase.label):
        groups[each.phrase.label].append(each)
    for each in questions:
        groups[each.language].append(each)
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
        print(f"\n## {' + '.join((*model.encoders, 'letters'))}\n")
        print("\n".join(table(asked(model.encoders, phrases, kept))))


if __name__ == "__main__":
    main()

"""How much danger is seen and how much that is none: `python -m tests.accuracy.safety`.

It judges as the bot does, taught without what is counted; with `--signs`, by signs alone. With
`--look` it names what went wrong of the phrases that may be looked at; with `--disguises` it
dresses every twelfth that is counted up in every way, and tells how many are seen otherwise then.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from math import sqrt

from bot.app.encoders import quick_encoders
from bot.app.examples import likenesses
from bot.app.judging import judge_of
from bot.loader.load import load
from bot.model.danger import Danger, Level, Type
from bot.safety import Judge
from bot.settings import HOME
from bot.understanding.vectors import Encoder
from tests.accuracy.disguises import DISGUISES
from tests.accuracy.phrases import Phrase, phrases

ROW = "{:<28}{:>5}{:>22}{:>22}"


def shipped(
    encoders: Sequence[Encoder] | None = (),
    without: Collection[str] = frozenset(),
) -> Judge:
    """Make the judge of what is shipped; None for `encoders`: by signs alone.

    `without`: examples that it is to be taught without, so that it may be asked them.
    """
    content = load(HOME / "flows", HOME / "locales").content
    if encoders is None:
        return judge_of(content)
    danger = {
        label: tuple(text for text in texts if text not in without)
        for label, texts in content.danger.items()
    }
    taught = replace(content, danger=danger)
    return judge_of(content, likenesses(taught, HOME / "flows", encoders, serving=True))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Reckon the interval in which a share lies, 95 times of 100."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, middle + half


def table(chosen: Iterable[Phrase], judge: Judge) -> Iterator[str]:
    """Count by kind and language: how many, alerted, alerted or asked."""
    alerted, asked = Counter[str](), Counter[str]()
    total = Counter[str]()
    for phrase in chosen:
        danger = judge([phrase.text])
        what = "danger" if phrase.dangerous else "ordinary"
        for name in (f"{what}: all", f"{what}: {phrase.kind}", f"{what}: in {phrase.language}"):
            total[name] += 1
            alerted[name] += danger is not None and danger.level > Level.SOFT
            asked[name] += danger is not None
    yield ROW.format("", "n", "alerted", "alerted or asked")
    for name in sorted(total):
        counts = (_share(found[name], total[name]) for found in (alerted, asked))
        yield ROW.format(name, total[name], *counts)


def _share(hits: int, of: int) -> str:
    least, most = wilson(hits, of)
    return f"{hits / of:.0%} ({least:.0%} to {most:.0%})"


def wrong(chosen: Iterable[Phrase], judge: Judge) -> Iterator[str]:
    """Name what was seen otherwise than it is."""
    for phrase in chosen:
        found = judge([phrase.text])
        alerted = found is not None and found.level > Level.SOFT
        if (alerted and found and found.type == phrase.kind) or not (found or phrase.dangerous):
            continue
        said = f"{found.level.name.lower()} {found.type} {found.signs}" if found else "nothing"
        yield f"{phrase.kind}: {phrase.text} → {said}"


def changed(chosen: Iterable[Phrase], judge: Judge) -> tuple[int, list[tuple[str, str]]]:
    """Dress phrases up: how many pairs of phrase and disguise, and which change the verdict."""
    pairs, other = 0, list[tuple[str, str]]()
    for phrase in chosen:
        plain = judge([phrase.text])
        for name, dress in DISGUISES.items() if plain else ():
            pairs += 1
            dressed = judge([dress(phrase.text)])
            if _told(dressed) != _told(plain):
                other.append((phrase.text, name))
    return pairs, other


def _told(danger: Danger | None) -> tuple[Level, Type] | None:
    return (danger.level, danger.type) if danger else None


def main() -> None:
    """Print the figures of what is counted."""
    sort = {True: list[Phrase](), False: list[Phrase]()}
    for phrase in phrases():
        sort[phrase.counted_only].append(phrase)
    counted = sort[True]
    encoders = None if "--signs" in sys.argv else quick_encoders()
    judge = shipped(encoders, frozenset(phrase.text for phrase in counted))
    if "--look" in sys.argv:
        print("\n".join(wrong(sort[False], judge)))
    print("\n".join(table(counted, judge)))
    if "--disguises" in sys.argv:
        dangerous = [phrase for phrase in counted if phrase.dangerous]
        pairs, other = changed(dangerous[::12], judge)
        low, high = wilson(pairs - len(other), pairs)
        alike = f"{(pairs - len(other)) / pairs:.1%} ({low:.1%} to {high:.1%})"
        print(f"\n{pairs} pairs of phrase and disguise, seen alike: {alike}")
        print(*Counter(name for _, name in other).most_common(), sep="\n")


if __name__ == "__main__":
    main()

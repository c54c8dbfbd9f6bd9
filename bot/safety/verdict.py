"""The verdict on the newest of a few texts: how near danger is, what it is, and by which signs.

A figure of speech, a denial and what is long over make a sign soft, never nothing, and not when
another sign stands beside it: a false alarm costs one kind message (SAFETY.md C4).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.model.danger import Danger, Level, Type
from bot.safety.context import is_denied, is_of_another, is_over
from bot.safety.fold import Reading, readings
from bot.safety.signs import Hit, Lookup, Signs

WINDOW = 12  # texts; a word sent letter by letter is rarely longer
SCRAP = 6  # letters; a shorter text is often a piece of what is being said
APART = "¦"  # never a letter of a sign: nothing is found across what was taken out

Likeness = Callable[[str], Danger | None]
"""Says what danger a text is like, whatever its words."""

_OF_ANOTHER = {Type.SUICIDE, Type.SELF_HARM}
_GRAVEST_FIRST = (Type.SUICIDE, Type.THIRD_PARTY, Type.MEDICAL, Type.ABUSE, Type.SELF_HARM)


@dataclass(frozen=True, slots=True)
class _Found:
    """A sign with its weight in this place."""

    hit: Hit
    level: Level
    type: Type


def verdict(texts: Sequence[str], signs: Signs, likeness: Likeness | None = None) -> Danger | None:
    """Judge the last of `texts`; those before it help to read it, and are not judged again.

    Where no sign alarms, `likeness` may: it raises what the signs say, and lowers nothing. Where
    they say that a text is a figure of speech, denied or long over, it raises to soft alone.
    """
    if not texts:
        return None
    seen = _by_signs(texts, signs)
    if likeness is None or (seen and seen.level > Level.SOFT):
        return seen
    like = _by_likeness(texts, likeness)
    if like and like.level > Level.SOFT and _is_explained(texts[-1], signs):
        like = replace(like, level=Level.SOFT)
    if like is None or (seen and like.level <= seen.level):
        return seen
    return replace(like, signs=seen.signs) if seen else like


def _by_signs(texts: Sequence[str], signs: Signs) -> Danger | None:
    read = readings(texts[-1])
    figure = _is_figure(read[0], signs)  # what a figure is made of is seldom disguised
    alone = [
        _judged(reading, signs, figure=figure or _is_figure(reading, signs)) for reading in read
    ]
    together = _together(texts, signs) if len(texts) > 1 else ()
    return max(filter(None, (*alone, *together)), key=_weight, default=None)


def _by_likeness(texts: Sequence[str], likeness: Likeness) -> Danger | None:
    """Look at the newest text; where it is a scrap, at what it makes of those before it."""
    alone = likeness(texts[-1])
    if len(texts) == 1 or len(texts[-1]) > SCRAP:
        return alone
    before, together = (likeness("\n".join(part)) for part in (texts[-WINDOW:-1], texts[-WINDOW:]))
    grown = together if _level(together) > _level(before) else None
    return max(alone, grown, key=_level)


def _is_explained(text: str, signs: Signs) -> bool:
    """Say whether a text is a figure of speech, or has a sign that its context made soft."""
    reading = readings(text)[0]
    hits = signs.signs.hits(_without_harmless(reading, signs))
    return _is_figure(reading, signs) or any(hit.sign.level != Level.SOFT for hit in hits)


def _level(danger: Danger | None) -> int:
    return danger.level if danger else 0


def _weight(danger: Danger) -> tuple[int, int]:
    return danger.level, -_GRAVEST_FIRST.index(danger.type)


def _together(texts: Sequence[str], signs: Signs) -> Iterator[Danger | None]:
    """Read the texts as one, and judge what reaches into the newest."""
    before, newest = readings("\n".join(texts[-WINDOW:-1]))[0], readings(texts[-1])[0]
    joined = Reading(before.text + newest.text, before.glued + newest.glued)
    yield _judged(joined, signs, figure=_is_figure(joined, signs), since=len(before.text))


def _judged(reading: Reading, signs: Signs, *, figure: bool, since: int = 0) -> Danger | None:
    reading = _without_harmless(reading, signs)
    hits = list(signs.signs.hits(reading))
    found = [_weighed(reading.text, hit) for hit in _widest(hits)]
    if not any(each.hit.end > since for each in found):
        return None
    if figure and not _two_signs(found):
        found = [replace(each, level=Level.SOFT) for each in found]
    return _summed([each for each in found if each.hit.end > since])


def _without_harmless(reading: Reading, signs: Signs) -> Reading:
    letters = list(reading.text)
    for hit in _as_written(signs.harmless, reading):
        letters[hit.start : hit.end] = APART * (hit.end - hit.start)
    return replace(reading, text="".join(letters))


def _is_figure(reading: Reading, signs: Signs) -> bool:
    return next(_as_written(signs.figures, reading), None) is not None


def _as_written(lookup: Lookup, reading: Reading) -> Iterator[Hit]:
    """Find what makes a sign less, and not in Latin letters that only follow each other."""
    for hit in lookup.hits(reading):
        latin = reading.text[hit.start : hit.end].isascii()
        if not latin or reading.joined(hit.start, hit.end):
            yield hit


def _widest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Leave out what stands within another sign of at least its level."""
    kept = list[Hit]()
    for hit in sorted(hits, key=lambda hit: (-(hit.sign.level or 0), hit.start - hit.end)):
        if not any(each.start <= hit.start and hit.end <= each.end for each in kept):
            kept.append(hit)
            yield hit


def _weighed(text: str, hit: Hit) -> _Found:
    level, type = hit.sign.level or Level.SOFT, hit.sign.type or Type.SUICIDE
    if is_denied(text, hit.start, hit.end) or is_over(text, hit.start, hit.end):
        return _Found(hit, Level.SOFT, type)
    if type in _OF_ANOTHER and is_of_another(text, hit.start, hit.end):
        return _Found(hit, level, Type.THIRD_PARTY)
    return _Found(hit, level, type)


def _two_signs(found: Sequence[_Found]) -> bool:
    """Say whether there is another sign beside the first, and not another name of the same."""
    first = min(each.hit.end for each in found)
    return any(each.hit.start >= first and each.level > Level.SOFT for each in found)


def _summed(found: Sequence[_Found]) -> Danger:
    gravest = max(found, key=lambda each: (each.level, -_GRAVEST_FIRST.index(each.type)))
    written = dict.fromkeys(each.hit.sign.written for each in found)
    return Danger(gravest.level, gravest.type, tuple(written))

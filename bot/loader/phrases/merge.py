"""Bring a catalogue up to what the ward says now, without losing a translation.

A translation goes on without a doubt only where its Japanese is the same; else it is marked as
doubtful, which keeps it from visitors, or kept at the end of the file.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from bot.loader.phrases.pofile import Book, Entry

ALIKE = 0.4  # below, one label took the place of another and is no new wording of it

Key = tuple[str, str]


def merge(book: Book, said: Iterable[Key]) -> Book:
    """Give the catalogue of exactly these phrases (context, Japanese), in their order."""
    wanted = list(dict.fromkeys(said))
    merging = _Merging(book, wanted)
    merging.take_what_is_the_same()
    merging.take_what_moved_within_its_flow()
    merging.take_what_changed()
    merging.suggest_what_is_said_elsewhere()
    entries = tuple(merging.found.get(key, Entry(*key)) for key in wanted)
    return Book(book.head, entries, tuple(merging.left.values()))


class _Merging:
    """What is found so far for each phrase, and what is left of the old catalogue."""

    def __init__(self, book: Book, wanted: list[Key]) -> None:
        self._wanted = wanted
        self._live = {entry.key for entry in book.entries}
        every = (*book.gone, *book.entries)
        self._old = {entry.key: entry for entry in every if entry.translation}
        self.left = dict(self._old)
        self.found: dict[Key, Entry] = {}

    def take_what_is_the_same(self) -> None:
        """Take what is said as before, and what is said again as it was before a change."""
        before = {(old.context, old.previous): old for old in self._old.values() if old.previous}
        for key in self._wanted:
            if key in self._old:
                self._take(key, self._old[key])
            elif key in before and before[key].key not in self._wanted:
                self._take(key, replace(before[key], doubtful=False, previous=""))

    def take_what_moved_within_its_flow(self) -> None:
        """Take what another step of the flow said: visitors are shown that already."""
        moved = {(_flow_of(old), old.text): old for old in self._old.values() if not old.doubtful}
        for key in self._missing():
            old = moved.get((key[0].partition(".")[0], key[1]))
            if old is not None:
                self._take(key, old)

    def take_what_changed(self) -> None:
        """Pair what is new with what is gone from the same place; the most alike go first."""
        gone, new = defaultdict[str, list[Entry]](list), defaultdict[str, list[Key]](list)
        for old in self.left.values():
            if old.key in self._live:
                gone[old.context].append(old)
        for key in self._missing():
            new[key[0]].append(key)
        for context in new.keys() & gone.keys():
            alone = len(new[context]) == len(gone[context]) == 1
            for key, old in _pairs(new[context], gone[context], 0.0 if alone else ALIKE):
                previous = old.previous or old.text
                self._take(key, replace(old, doubtful=True, previous=previous))

    def suggest_what_is_said_elsewhere(self) -> None:
        """Suggest how the same is said in another flow, where it may mean something else."""
        elsewhere = {old.text: old for old in self._old.values() if not old.doubtful}
        for key in self._missing():
            old = elsewhere.get(key[1])
            if old is not None:
                self.found[key] = Entry(*key, old.translation, doubtful=True)

    def _missing(self) -> list[Key]:
        return [key for key in self._wanted if key not in self.found]

    def _take(self, key: Key, old: Entry) -> None:
        self.found[key] = replace(old, context=key[0], text=key[1])
        self.left.pop(old.key, None)


def _pairs(new: list[Key], gone: list[Entry], least: float) -> Iterator[tuple[Key, Entry]]:
    scored = [
        (SequenceMatcher(None, old.text, key[1]).ratio(), key, old) for key in new for old in gone
    ]
    taken: set[Key] = set()
    for score, key, old in sorted(scored, key=lambda each: -each[0]):
        if score >= least and not {key, old.key} & taken:
            taken |= {key, old.key}
            yield key, old


def _flow_of(entry: Entry) -> str:
    return entry.context.partition(".")[0]

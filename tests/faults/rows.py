"""The rows of SAFETY.md section 6, and two of ours: what tries each, and what keeps its promise.

A control is the same trial without one safeguard; it must see what the control says.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.faults import (
    alarm,
    drama,
    fleet,
    hooked,
    parted,
    people,
    power,
    processes,
    storage,
    weather,
)
from tests.faults.safeguards import ANSWERED_FIRST, LOOKED_ON, SAFEGUARDS

Trial = Callable[[Path, int, str], Awaitable[list[str]]]
"""From an empty folder, a seed and a safeguard to leave out: all that must not be."""
SOON = 5.0  # seconds; whoever lacks a safeguard is not waited for as long as others


@dataclass(frozen=True, slots=True)
class Control:
    """A safeguard that is taken away, and the first words of what must be seen then."""

    without: str
    trial: Trial
    sees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One fault, what is promised, how it is tried, and what is seen without a safeguard."""

    number: int
    fault: str
    promise: str
    trials: tuple[Trial, ...]
    controls: tuple[Control, ...]


def inside(trial: Callable[[Path, int], Awaitable[list[str]]]) -> Trial:
    """Take a safeguard away in this very process, where the trial runs its program."""

    async def tried(folder: Path, seed: int, without: str = "") -> list[str]:
        if not without:
            return await trial(folder, seed)
        with SAFEGUARDS[without](), patch.object(drama, "PATIENCE", SOON):
            return await trial(folder, seed)

    tried.__name__ = trial.__name__
    tried.__doc__ = trial.__doc__
    return tried


power_cuts = inside(power.power_cuts)
floods, errors = inside(weather.floods), inside(weather.errors)
lost_answers, cuts = inside(weather.lost_answers), inside(weather.cuts)
copies, new_numbers = inside(weather.copies), inside(weather.new_numbers)
blocked, moved = inside(people.blocked), inside(people.moved)
lost_topics, lost_rights = inside(people.lost_topics), inside(people.lost_rights)
races, poison = inside(people.races), inside(people.poison)

LOST = ("lost", "stuck")
UNANSWERED = ("unanswered", "late")
WAITED_FOR = "what cannot be written now is waited for"
RETRIED = "what failed on the way is tried again"

ROWS = (
    Row(
        1,
        "kill −9 at any point",
        "no acknowledged word is lost; what may be a copy says so",
        (processes.killed, processes.killed_when_confirmed, processes.killed_before_sending),
        (
            Control(
                "updates are stored before they are confirmed",
                processes.killed_when_confirmed,
                LOST,
            ),
            Control(
                "what was being sent at a crash is sent once more",
                processes.killed_before_sending,
                LOST,
            ),
            Control(
                "what may be a copy says so", processes.killed_after_copying, ("copied without",)
            ),
        ),
    ),
    Row(
        2,
        "power loss",
        "as after a kill; the file is whole",
        (power_cuts,),
        (Control("a commit waits for the disk", power_cuts, LOST),),
    ),
    Row(
        3,
        "database locked",
        "all wait, and go on by themselves; nothing is confirmed before it is stored; who is in "
        "danger is answered within three seconds",
        (storage.locked,),
        (
            Control(ANSWERED_FIRST, storage.locked, UNANSWERED),
            Control(LOOKED_ON, storage.locked, UNANSWERED),
            Control(WAITED_FOR, storage.locked, ("ended",)),
            Control(
                "updates are stored before they are confirmed", storage.locked, ("confirmed",)
            ),
        ),
    ),
    Row(
        4,
        "disk full",
        "as with a lock; nothing is torn",
        (storage.full,),
        (
            Control(ANSWERED_FIRST, storage.full, UNANSWERED),
            Control(WAITED_FOR, storage.full, ("ended",)),
        ),
    ),
    Row(
        5,
        "database file damaged",
        "it says so and serves no more, but for those in danger; nothing is confirmed that it "
        "cannot keep",
        (storage.damaged,),
        (
            Control(ANSWERED_FIRST, storage.damaged, UNANSWERED),
            Control(
                "a damaged file is served from no more",
                storage.damaged,
                ("served", "silent", "confirmed"),
            ),
        ),
    ),
    Row(
        6,
        "429",
        "waited out, and nothing loses its place",
        (floods,),
        (
            Control("a 429 is waited out", floods, ("hammered",)),
            Control("a 429 costs nothing its place", floods, LOST),
        ),
    ),
    Row(7, "5xx", "tried again; nothing is lost", (errors,), (Control(RETRIED, errors, LOST),)),
    Row(
        8,
        "done, and the answer lost",
        "staff get it once more, marked; a reply is repeated once; a screen until it is there",
        (lost_answers,),
        (
            Control("what may be a copy says so", lost_answers, ("copied without",)),
            Control(
                "a reply whose answer was lost is repeated once at most",
                lost_answers,
                ("copied too often",),
            ),
        ),
    ),
    Row(
        9,
        "no connection",
        "tried again; nothing is lost",
        (cuts,),
        (Control(RETRIED, cuts, LOST),),
    ),
    Row(
        10,
        "updates delivered twice",
        "one effect",
        (copies,),
        (Control("an update is known by its number", copies, ("copied, though",)),),
    ),
    Row(
        11,
        "gaps, order, numbers begun anew",
        "nothing is taken for old, each visitor's words keep their order",
        (new_numbers,),
        (
            Control(
                "a number is looked for in a set, not compared with the greatest",
                new_numbers,
                LOST,
            ),
            Control(
                "a lane takes its turns in the order of arrival",
                new_numbers,
                ("out of", *LOST),  # a press behind the words after it is on an old screen
            ),
        ),
    ),
    Row(
        12,
        "two instances",
        "one works, the other says so and stops",
        (processes.twins_on_a_folder, processes.twins_with_a_token),
        (
            Control("one program holds the folder", processes.twins_on_a_folder, ("two",)),
            Control(
                "a newcomer yields to who polls already", processes.twins_with_a_token, ("two",)
            ),
        ),
    ),
    Row(
        15,
        "blocked by the visitor",
        "not tried again; staff read that it does not arrive",
        (blocked,),
        (
            Control("who blocked the bot is not tried again", blocked, ("hammered",)),
            Control("a refusal is told where the reply was written", blocked, ("stuck",)),
        ),
    ),
    Row(
        16,
        "the group gets another number",
        "everything goes to the new number",
        (moved,),
        (Control("a group that moved is followed", moved, LOST),),
    ),
    Row(
        17,
        "topic deleted, closed, renamed",
        "a new topic; nothing goes astray",
        (lost_topics,),
        (
            Control("what met a lost topic goes nowhere else", lost_topics, ("went astray",)),
            Control("what met a lost topic waits for the new one", lost_topics, LOST),
        ),
    ),
    Row(
        18,
        "the bot loses rights, or the group",
        "what waits is kept; visitors are told that staff are out of reach",
        (lost_rights,),
        (
            Control("what cannot reach the group is kept", lost_rights, LOST),
            Control("a visitor is told that staff are out of reach", lost_rights, ("silent",)),
        ),
    ),
    Row(
        20,
        "two staff act at once",
        "one wins, the other is told",
        (races,),
        (Control("a claim compares before it sets", races, ("raced",)),),
    ),
    Row(
        27,
        "the keys, in a database of their own, out of reach",
        "all wait, and go on by themselves; nothing is confirmed before it is stored; who is in "
        "danger is answered within three seconds",
        (parted.without_keys,),
        (
            Control(ANSWERED_FIRST, parted.without_keys, UNANSWERED),
            Control(
                "what cannot have its keys is waited for",
                parted.without_keys,
                ("ended", *UNANSWERED),
            ),
            Control(
                "updates are stored before they are confirmed",
                parted.without_keys,
                ("confirmed",),
            ),
        ),
    ),
    Row(
        30,
        "SIGTERM under load",
        "what is under way comes to its end; nothing is lost",
        (processes.stopped, fleet.rolled),
        (
            Control(
                "a stop lets what is under way come to its end", processes.stopped, ("half done",)
            ),
        ),
    ),
    Row(
        31,
        "malformed or hostile updates",
        "set aside after three tries; nothing else stops",
        (poison,),
        (
            Control("an input that fails is set aside after its third try", poison, LOST),
            Control("what cannot be read is kept, and stops nothing", poison, ("ended",)),
        ),
    ),
    Row(
        33,
        "of three on one database, one killed or held up",
        "the others take over; no lane is in two hands, nothing is lost or out of order",
        (fleet.struck, hooked.hooked),
        (
            Control("an input is taken by one program", fleet.struck, ("copied, though",)),
            Control(
                "what a living program is sending is left to it", fleet.rolled, ("copied, though",)
            ),
            Control("one program polls", fleet.struck, ("ended",)),
            Control("updates are stored before they are confirmed", hooked.hooked, LOST),
        ),
    ),
    Row(
        34,
        "around an alert to staff, any of these",
        "it stands in the right group alone, rings and calls until somebody answers; what may be "
        "a copy says so",
        (alarm.killed_around_an_alert, alarm.alarmed_in_trouble),
        (
            Control(
                "what was being sent at a crash is sent once more",
                alarm.killed_before_an_alert,
                LOST,
            ),
            Control(
                "what may be a copy says so", alarm.killed_after_an_alert, ("copied without",)
            ),
            Control(
                "an alert that nobody answers is raised again", alarm.alarmed_in_trouble, LOST
            ),
            Control(
                "an alert stands in the group of its case",
                alarm.killed_around_an_alert,
                ("went astray",),
            ),
        ),
    ),
)


def trials() -> Iterator[tuple[Row, Trial]]:
    """Go through every trial of every row."""
    for row in ROWS:
        for trial in row.trials:
            yield row, trial


def controls() -> Iterator[tuple[Row, Control]]:
    """Go through every control of every row."""
    for row in ROWS:
        for control in row.controls:
            yield row, control


def is_caught(control: Control, seen: list[str]) -> bool:
    """Say whether the trial saw what it must see without the safeguard."""
    return any(line.startswith(control.sees) for line in seen)

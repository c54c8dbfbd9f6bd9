"""Every desk-wide command: what it answers, what it changes, what it refuses."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk import office_commands, words
from bot.desk.alerts.counts import Count
from bot.desk.hours import Hours
from bot.desk.listing import mine_text, queue_text
from bot.desk.office import Office, OfficeScene, SayInQueue
from bot.desk.office_commands import COMMANDS
from bot.desk.office_engine import advance
from bot.desk.scene import Listing
from bot.model.danger import Level, Type
from bot.model.effects import Popup
from bot.model.inputs import (
    MediaKind,
    Staff,
    StaffCommanded,
    StaffInput,
    StaffPressed,
    StaffReacted,
    StaffShowed,
    StaffWrote,
    TopicClosed,
)
from tests.unit.desk.given import (
    AT_NIGHT,
    IN_HOURS,
    KAEDE,
    OURS,
    SAKURA,
    TOKYO,
    a_case,
    held,
    hours,
)

NEVER = Hours(weekly=((),) * 7)
QUEUE = Listing((a_case(), held(), held(KAEDE)), 1, 2)
OWN = {SAKURA.ref: Listing((held(),), held=1)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def typed(line: str, staff: Staff | None = SAKURA) -> StaffCommanded:
    """Give a command as it was typed, without the slash."""
    name, _, text = line.partition(" ")
    return StaffCommanded(staff, OURS, name, text)


def scene(now: datetime = IN_HOURS, regular: Hours | None = None) -> OfficeScene:
    return OfficeScene(regular or hours(), now, lambda: QUEUE, lambda ref: OWN[ref])


def answered(
    line: str, office: Office | None = None, around: OfficeScene | None = None
) -> tuple[Office, str]:
    """Take a command; give what the desk is then and what was answered to it."""
    now, effects = advance(office or Office(), typed(line), around or scene())
    (said,) = effects
    assert isinstance(said, SayInQueue)
    assert said.reply_to == OURS
    return now, said.text


# ── what there is ────────────────────────────────────────────────────────────


def test_the_queue_is_listed_for_whoever_asks() -> None:
    assert answered("queue") == (Office(), queue_text(QUEUE))


def test_mine_are_those_of_whoever_asks() -> None:
    assert answered("mine") == (Office(), mine_text(OWN[SAKURA.ref]))


def test_help_lists_every_command_and_says_where_there_are_more() -> None:
    office, text = answered("help")

    lines = text.splitlines()
    assert office == Office()
    assert [line.split()[0] for line in lines[:-2]] == [f"/{name}" for name in COMMANDS]
    assert all(line.endswith("。") for line in lines[:-2])
    assert lines[-1] == words.MORE_COMMANDS


def test_every_command_has_a_file_and_shows_its_use() -> None:
    files = Path(office_commands.__file__).parent.glob("*.py")
    assert {file.stem for file in files} - {"__init__"} == set(COMMANDS)

    for module in office_commands.MODULES:
        said = module.__doc__ or ""
        assert said.splitlines()[0].endswith("。")
        assert f"Usage: `/{module.__name__.rpartition('.')[2]}`" in said


# ── closing ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "until", "opening"),
    [
        ("shut 15:00", "2026-11-24T15:00", "11/24（火）15:00"),
        ("shut 12:30", "2026-11-24T12:30", "11/24（火）13:00"),
        ("shut 明日 9:00", "2026-11-25T09:00", "11/25（水）9:00"),
        ("shut 12-28", "2026-12-28T09:00", "12/28（月）9:00"),
        ("shut 12/30", "2026-12-30T09:00", "1/4（月）9:00"),
        ("shut 30分", "2026-11-24T10:30", "11/24（火）10:30"),
        ("shut", "2026-11-24T13:00", "11/24（火）13:00"),
        ("shut  ", "2026-11-24T13:00", "11/24（火）13:00"),
    ],
)
def test_a_closing_tells_until_when_and_when_the_desk_opens_next(
    line: str, until: str, opening: str
) -> None:
    office, text = answered(line)

    assert office == Office(at(until))
    assert f"次に開くのは {opening} です。" in text
    assert words.WHILE_SHUT in text


def test_a_closing_at_night_without_a_time_lasts_until_the_next_morning() -> None:
    office, text = answered("shut", around=scene(AT_NIGHT))

    assert office == Office(at("2026-11-25T09:00"))
    assert text.startswith("窓口を 11/25（水）9:00 まで閉めます。")


def test_the_last_closing_counts_and_is_reckoned_from_the_regular_hours() -> None:
    before = Office(at("2026-12-28T09:00"))

    assert answered("shut", before)[0] == Office(at("2026-11-24T13:00"))
    assert answered("shut 15:00", before)[0] == Office(at("2026-11-24T15:00"))


@pytest.mark.parametrize("line", ["shut 11/23", "shut 今日 9:00", "shut そのうち", "shut 25:00"])
def test_a_time_in_the_past_or_none_at_all_is_refused_with_a_reason(line: str) -> None:
    before = Office(at("2026-11-24T15:00"))

    assert answered(line, before) == (before, words.NOT_SHUT_SO)


def test_a_desk_without_hours_is_closed_until_a_time_only() -> None:
    around = scene(regular=NEVER)

    assert answered("shut", around=around) == (Office(), words.NEVER_OPENS)
    office, text = answered("shut 15:00", around=around)
    assert office == Office(at("2026-11-24T15:00"))
    assert "次に開く" not in text


# ── opening again ────────────────────────────────────────────────────────────


def test_a_closing_is_taken_back_within_hours() -> None:
    office, text = answered("open", Office(at("2026-11-24T15:00")))

    assert office == Office()
    assert text == "臨時に閉めたのを取り消しました。いまは開いています。"


def test_a_closing_is_taken_back_at_night() -> None:
    office, text = answered("open", Office(at("2026-12-28T09:00")), scene(AT_NIGHT))

    assert office == Office()
    assert text == "臨時に閉めたのを取り消しました。次に開くのは 11/25（水）9:00 です。"


@pytest.mark.parametrize("before", [Office(), Office(IN_HOURS), Office(at("2026-11-01T09:00"))])
def test_where_nothing_was_closed_there_is_nothing_to_take_back(before: Office) -> None:
    office, text = answered("open", before)

    assert office == Office()
    assert text == "臨時には閉めていません。いまは開いています。"


def test_a_desk_without_hours_does_not_promise_an_opening() -> None:
    around = replace(scene(), hours=replace(NEVER, exceptions={date(2020, 1, 1): ()}))

    assert answered("open", around=around)[1] == words.NOT_SHUT


# ── what is refused, and what is not ours ────────────────────────────────────


@pytest.mark.parametrize("line", ["r こんにちは", "close", "queu"])
def test_a_command_that_belongs_elsewhere_is_answered_without_doing_anything(line: str) -> None:
    assert answered(line) == (Office(), words.NOT_A_DESK_COMMAND)


@pytest.mark.parametrize("line", ["queue", "shut 15:00", "nothing"])
def test_an_anonymous_administrator_is_told_why_they_cannot(line: str) -> None:
    before = Office(IN_HOURS + timedelta(hours=1))

    outcome = advance(before, typed(line, staff=None), scene())

    assert outcome == (before, (SayInQueue(words.ANONYMOUS, OURS),))


def test_other_bots_command_nothing_and_are_not_answered() -> None:
    command = replace(typed("shut 15:00", staff=None), from_bot=True)

    assert advance(Office(), command, scene()) == (Office(), ())


def test_a_button_whose_case_is_not_there_says_so_over_the_button() -> None:
    pressed = StaffPressed(SAKURA, "claim:999")

    assert advance(Office(), pressed, scene()) == (
        Office(),
        (Popup(words.NO_SUCH_CASE, alert=True),),
    )


def test_a_button_pressed_by_nobody_says_why_it_does_nothing() -> None:
    pressed = StaffPressed(None, "claim:12")

    assert advance(Office(), pressed, scene())[1] == (Popup(words.ANONYMOUS, alert=True),)


@pytest.mark.parametrize(
    "happened",
    [
        StaffWrote(SAKURA, OURS, "/shut なのかな"),
        StaffShowed(SAKURA, OURS, MediaKind.PHOTO),
        StaffReacted(SAKURA, OURS, "👍"),
        TopicClosed(SAKURA),
    ],
)
def test_whatever_else_is_said_among_staff_is_left_alone(happened: StaffInput) -> None:
    assert advance(Office(), happened, scene()) == (Office(), ())


# ── alerts ───────────────────────────────────────────────────────────────────


def test_alerts_are_counted_for_the_last_thirty_days() -> None:
    asked = list[date]()

    def counts(since: date) -> tuple[Count, ...]:
        asked.append(since)
        return (Count(IN_HOURS.date(), Level.RED, Type.SUICIDE, 2, 1, 0),)

    _, text = answered("alerts", around=replace(scene(), counts=counts))

    assert asked == [date(2026, 10, 25)]
    assert "2件（当たり 1、はずれ 0" in text

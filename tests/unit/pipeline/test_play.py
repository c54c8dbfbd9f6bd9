"""What a turn is played with."""

from dataclasses import replace
from datetime import datetime

from bot.i18n import TOKYO
from bot.model.ids import NO_DESK, DeskId, booth
from bot.model.inputs import Moment
from bot.pipeline.play import attended
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import play_with


def test_at_night_a_moment_says_when_somebody_is_there_and_by_day_nothing() -> None:
    by_day = Moment(datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO), 0)
    at_night = Moment(datetime(2026, 11, 24, 23, 0, tzinfo=TOKYO), 0)

    assert attended(by_day, DESK) == by_day
    assert attended(at_night, DESK).next_opening == datetime(2026, 11, 25, 9, 0, tzinfo=TOKYO)


def test_a_desk_is_found_by_its_name() -> None:
    assert play_with().desk(SISTER.id) == SISTER


def test_who_comes_anew_comes_to_the_first_desk() -> None:
    assert play_with().desk(NO_DESK) == DESK


def test_a_booth_is_its_desk_under_its_own_name() -> None:
    second = booth(SISTER.id, 2)

    assert play_with().desk(second) == replace(SISTER, id=second)


def test_a_desk_that_is_gone_from_the_files_is_not_taken_for_another() -> None:
    gone = DeskId("gone")

    assert play_with().desk(gone) == replace(DESK, id=gone)

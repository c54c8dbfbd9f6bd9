"""What a turn is played with."""

from dataclasses import replace

from bot.model.ids import NO_DESK, DeskId, booth
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import play_with


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

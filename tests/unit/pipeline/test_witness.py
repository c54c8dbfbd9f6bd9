"""The witness of the clock: a time of the channel's that differs makes ours doubtful."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.pipeline.witness import Witness

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("apart", "is_sure"),
    [
        (timedelta(), True),
        (timedelta(minutes=10), True),
        (timedelta(minutes=-10), True),
        (timedelta(minutes=10, seconds=1), False),
        (timedelta(hours=-1), False),
        (timedelta(days=3650), False),
    ],
)
def test_ten_minutes_are_borne_and_no_more(apart: timedelta, is_sure: bool) -> None:
    witness = Witness()

    witness.heard(NOW + apart, NOW)

    assert witness.is_sure is is_sure


def test_what_tells_no_time_changes_nothing_and_a_fresh_message_restores_trust() -> None:
    witness = Witness()
    witness.heard(NOW - timedelta(hours=1), NOW)

    witness.heard(None, NOW)
    doubted = witness.is_sure
    witness.heard(NOW, NOW)

    assert not doubted
    assert witness.is_sure

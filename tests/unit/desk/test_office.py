"""A desk as a whole: its hours, its board."""

from datetime import timedelta

from bot.desk.office import Office, OfficeScene, board_text
from bot.desk.scene import Listing
from tests.unit.desk.given import IN_HOURS, SAKURA, hours

# ── the board ────────────────────────────────────────────────────────────────


def test_the_board_tells_who_waits_since_when_and_who_is_in_hand() -> None:
    assert board_text(2, 3, IN_HOURS, None) == (
        "🔴 待っています 2件（いちばん前の人は 11/24（火）10:00 から）\n🟢 対応中 3件"
    )


def test_the_board_of_a_quiet_desk_has_no_oldest() -> None:
    assert board_text(0, 0, None, None) == "🔴 待っています 0件\n🟢 対応中 0件"


def test_the_board_tells_of_a_closing() -> None:
    assert board_text(0, 0, None, IN_HOURS).endswith(
        "\n🚪 11/24（火）10:00 まで臨時に閉めています。"
    )


# ── what a command may look at ───────────────────────────────────────────────


def test_a_desk_is_shut_until_the_very_moment_it_opens() -> None:
    office = Office(IN_HOURS)

    assert office.is_shut(IN_HOURS - timedelta(seconds=1))
    assert not office.is_shut(IN_HOURS)
    assert not Office().is_shut(IN_HOURS)


def test_the_hours_in_force_have_the_closing_and_those_of_the_files_have_not() -> None:
    scene = OfficeScene(hours(), IN_HOURS)

    assert scene.hours_of(Office(IN_HOURS)).shut_until == IN_HOURS
    assert scene.hours.shut_until is None
    assert scene.queue() == scene.mine(SAKURA.ref) == Listing()

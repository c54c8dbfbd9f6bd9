"""A desk as a whole: its lists, its board."""

from datetime import timedelta

import pytest

from bot.desk import card
from bot.desk.office import (
    Office,
    OfficeScene,
    board_text,
    mine_text,
    queue_text,
)
from bot.desk.state import Case
from bot.model.ids import CaseNumber
from tests.unit.desk.given import IN_HOURS, KAEDE, SAKURA, a_case, held, hours

HOUR = timedelta(hours=1)
LATEST = a_case(number=CaseNumber(1), waiting_since=IN_HOURS)
LONGEST = a_case(number=CaseNumber(2), waiting_since=IN_HOURS - 3 * HOUR)
ANSWERED = held(KAEDE, number=CaseNumber(3))
HELD_AND_WAITING = held(number=CaseNumber(4), waiting_since=IN_HOURS - HOUR)
SNOOZED = a_case(
    number=CaseNumber(5), waiting_since=IN_HOURS - 9 * HOUR, snoozed_until=IN_HOURS + HOUR
)
EVERYTHING = (LATEST, LONGEST, ANSWERED, HELD_AND_WAITING, SNOOZED)


def numbers(text: str) -> list[int]:
    """List the cases in the order in which a text has them."""
    lines = [line for line in text.splitlines() if "No. " in line]
    return [int(line.partition("No. ")[2].split()[0]) for line in lines]


def test_the_queue_begins_with_who_waits_longest_and_ends_with_who_is_put_off() -> None:
    text = queue_text(EVERYTHING)

    assert numbers(text) == [2, 4, 1, 3, 5]
    assert text.splitlines()[0] == "開いている相談：待っています 3件／対応中 2件"
    assert text.splitlines()[2] == card.queue_line(LONGEST)


def test_an_empty_queue_says_so() -> None:
    assert queue_text(()) == "いま、開いている相談はありません。"


def test_mine_are_those_that_the_asker_holds() -> None:
    text = mine_text(EVERYTHING, SAKURA.ref)

    assert numbers(text) == [4]
    assert text.splitlines()[0] == "あなたが担当している相談：1件"


def test_who_holds_nothing_reads_so() -> None:
    assert mine_text((LATEST, ANSWERED), SAKURA.ref) == (
        "いま、あなたが担当している相談はありません。"
    )


@pytest.mark.parametrize("nickname", ["みどり", "🌸" * 20])
def test_a_long_queue_fits_into_one_message_and_counts_the_rest(nickname: str) -> None:
    crowd = tuple(
        a_case(
            number=CaseNumber(number),
            nickname=nickname,
            waiting_since=IN_HOURS + number * timedelta(minutes=1),
        )
        for number in range(1, 201)
    )

    text = queue_text(crowd)

    assert len(text.encode("utf-16-le")) // 2 <= 4096
    shown = numbers(text)
    assert shown == list(range(1, len(shown) + 1))
    assert len(shown) > 30
    assert text.splitlines()[-1] == f"ほか {200 - len(shown)}件"


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
    assert scene.open_cases() == ()


def test_a_case_without_a_name_is_listed_all_the_same() -> None:
    nameless: Case = a_case(nickname="")

    assert "名前なし" in queue_text((nameless,))

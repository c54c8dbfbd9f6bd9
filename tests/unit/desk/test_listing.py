"""Lists of open cases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import card
from bot.desk.listing import mine_text, queue_text
from bot.desk.scene import MOST, Listing, nothing
from bot.desk.state import Case
from bot.i18n import units
from bot.model.ids import CaseNumber
from tests.unit.desk.alerts.given import RED, raised
from tests.unit.desk.given import IN_HOURS, KAEDE, a_case, held

HOUR = timedelta(hours=1)
LATEST = a_case(number=CaseNumber(1), waiting_since=IN_HOURS)
LONGEST = a_case(number=CaseNumber(2), waiting_since=IN_HOURS - 3 * HOUR)
ANSWERED = held(KAEDE, number=CaseNumber(3))
HELD_AND_WAITING = held(number=CaseNumber(4), waiting_since=IN_HOURS - HOUR)
SNOOZED = a_case(
    number=CaseNumber(5), waiting_since=IN_HOURS - 9 * HOUR, snoozed_until=IN_HOURS + HOUR
)
EVERYTHING = Listing((LATEST, LONGEST, ANSWERED, HELD_AND_WAITING, SNOOZED), 3, 2)


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
    assert queue_text(Listing()) == "いま、開いている相談はありません。"


def test_alerts_that_nobody_answered_stand_before_all_cases() -> None:
    text = queue_text(replace(EVERYTHING, alerts=(raised(RED), raised())))

    assert [line[0] for line in text.splitlines()[:3]] == ["🚨", "🟠", "開"]
    assert queue_text(Listing(alerts=(raised(),))).splitlines()[0].startswith("🟠")


def test_many_alerts_leave_room_within_a_message() -> None:
    many = tuple(a_case(number=CaseNumber(n), nickname="み" * 40) for n in range(MOST))

    text = queue_text(Listing(many, MOST, 0, alerts=(raised(),) * 500))

    assert units(text) < 4096


def test_mine_are_those_that_the_asker_holds() -> None:
    text = mine_text(Listing((HELD_AND_WAITING,), held=1))

    assert numbers(text) == [4]
    assert text.splitlines()[0] == "あなたが担当している相談：1件"


def test_who_holds_nothing_reads_so() -> None:
    assert mine_text(nothing()) == ("いま、あなたが担当している相談はありません。")


@pytest.mark.parametrize("nickname", ["みどり", "🌸" * 20])
def test_a_long_queue_fits_into_one_message_and_counts_all_the_rest(nickname: str) -> None:
    crowd = tuple(
        a_case(
            number=CaseNumber(number),
            nickname=nickname,
            waiting_since=IN_HOURS + number * timedelta(minutes=1),
        )
        for number in range(1, MOST + 1)
    )

    text = queue_text(Listing(crowd, 10_000))

    assert len(text.encode("utf-16-le")) // 2 <= 4096
    shown = numbers(text)
    assert shown == list(range(1, len(shown) + 1))
    assert 30 < len(shown) < MOST
    assert text.splitlines()[-1] == f"ほか {10_000 - len(shown)}件"


def test_a_case_without_a_name_is_listed_all_the_same() -> None:
    nameless: Case = a_case(nickname="")

    assert "名前なし" in queue_text(Listing((nameless,), 1))

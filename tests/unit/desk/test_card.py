"""How a case looks to staff, wherever it is shown."""

from datetime import timedelta

import pytest

from bot.desk import card, words
from bot.desk.state import Case
from tests.unit.desk.given import IN_HOURS, a_case, a_scene, closed, held


@pytest.mark.parametrize(
    ("case", "title"),
    [
        (a_case(), "🔴 みどり ・12"),
        (held(), "🟢 みどり ・12"),
        (closed(), "⚪ みどり ・12"),
        (a_case(nickname=""), "🔴 名前なし ・12"),
        (held(unreachable_since=IN_HOURS), "⛔ みどり ・12"),
        (closed(unreachable_since=IN_HOURS), "⚪ みどり ・12"),
    ],
)
def test_the_title_shows_state_name_and_number(case: Case, title: str) -> None:
    assert card.title(case) == title


@pytest.mark.parametrize(
    ("case", "presses"),
    [
        (a_case(), ["claim:12", "close:12"]),
        (held(), ["release:12", "close:12"]),
        (closed(), ["reopen:12"]),
    ],
)
def test_the_card_offers_what_can_be_done_now(case: Case, presses: list[str]) -> None:
    assert [button.press for button in card.buttons(case)] == presses


def test_the_card_tells_what_the_visitor_told() -> None:
    case = a_case(answers=(("年代", "20代"), ("どなたのこと", "自分")), path=("はじめ", "費用"))

    lines = card.text(case, a_scene(language_name="English")).splitlines()

    assert lines == [
        "🔴 No. 12 ｜ みどり",
        "待っています（11/24 10:00 から）",
        "ことば：English",
        "年代：20代",
        "どなたのこと：自分",
        "読んだページ：はじめ → 費用",
        "",
        words.HOW_TO_REPLY,
    ]


def test_the_card_has_no_empty_line_for_a_path_that_was_not_walked() -> None:
    assert "読んだページ" not in card.text(a_case(), a_scene())


def test_the_card_tells_since_when_the_visitor_waits_in_tokyo_whatever_the_clock() -> None:
    utc = a_case(waiting_since=IN_HOURS.astimezone() + timedelta(hours=1))

    assert "待っています（11/24 11:00 から）" in card.queue_line(utc)


def test_the_line_in_the_queue_names_who_answers() -> None:
    assert card.queue_line(held()) == "🟢 No. 12 みどり ― 対応中（担当：さくら）"


def test_the_line_in_the_queue_tells_when_it_ended_and_when_it_became_unreachable() -> None:
    line = card.queue_line(closed(unreachable_since=IN_HOURS - timedelta(minutes=55)))

    assert line == "⚪ No. 12 みどり ― 終了（11/24 10:00）／11/24 9:05 から届きません"


def test_the_header_bears_the_number_that_every_copy_bears() -> None:
    assert card.header(a_case(written=3)) == "みどり 3"
    assert card.header(a_case(written=3), words.EDITED) == "みどり 3・書き直し"


def test_the_longest_name_and_number_fit_a_topics_title() -> None:
    case = a_case(nickname="🌸" * 20, number=10**9)

    assert len(card.title(case)) <= 128

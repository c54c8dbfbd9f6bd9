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
        (held(snoozed_until=IN_HOURS), "💤 みどり ・12"),
    ],
)
def test_the_title_shows_state_name_and_number(case: Case, title: str) -> None:
    assert card.title(case) == title


@pytest.mark.parametrize(
    ("case", "presses"),
    [
        (a_case(), ["claim:12", "canned:12", "close:12", "more:12"]),
        (held(), ["release:12", "canned:12", "close:12", "more:12"]),
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


def test_the_card_tells_what_the_bot_said_each_once_and_what_staff_noted() -> None:
    case = held(told=("claimed", "out-of-hours", "claimed"), note="午後に電話")

    lines = card.text(case, a_scene()).splitlines()

    assert "ボットが伝えたこと：担当のあいさつ、次に人がいる時間" in lines
    assert "📌 午後に電話" in lines


def test_the_card_tells_what_is_to_come() -> None:
    case = held(closing_at=IN_HOURS, snoozed_until=IN_HOURS)

    state = card.text(case, a_scene()).splitlines()[1]

    assert state.endswith("／11/24 10:00 まであとにしています／11/24 10:00 に終了の予定")


def test_a_waiting_case_can_be_claimed_from_its_line_in_the_queue() -> None:
    assert [button.press for button in card.queue_buttons(a_case())] == ["claim:12"]
    assert card.queue_buttons(held()) == ()


def test_the_details_tell_what_has_no_room_on_the_card() -> None:
    case = closed(outcome="listened", helped=True, written=3)

    lines = card.details(case, a_scene()).splitlines()

    assert lines[-4:] == [
        "はじまり：11/24 10:00",
        "相手から：3通",
        "どうなったか：話を聞いた",
        "相手の感想：役に立った",
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

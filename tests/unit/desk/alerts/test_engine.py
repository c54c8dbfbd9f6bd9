"""An alert is raised once, again until somebody answers, and followed up on the next day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.desk.alerts.engine import advance, is_about_alert
from bot.desk.alerts.times import APART, IN_HAND, PAUSES, SHOW_PAUSE, follow_up_at
from bot.model.danger import Danger, Level, Type
from bot.model.effects import (
    CallOff,
    CallOut,
    CountAlert,
    Popup,
    PostAlert,
    TakeOver,
    UpdateAlert,
)
from bot.model.ids import AlertNumber, DeskId
from bot.model.inputs import (
    About,
    AlertTimeCame,
    DangerSeen,
    OutgoingRefused,
    StaffPressed,
)
from tests.unit.desk.alerts.given import (
    AMBER,
    MINUTE,
    RED,
    SECOND,
    SIGN,
    answered,
    around,
    of,
    pressed,
    raised,
    then,
)
from tests.unit.desk.given import DESK, KAEDE, SAKURA, a_case, held

LEAD = replace(DESK, rules=replace(DESK.rules, lead="すみれ"))
REFUSED = OutgoingRefused(About.ALERT, "no_rights", desk=DESK.id)


# ── raised ───────────────────────────────────────────────────────────────────


def test_danger_is_told_at_once_in_the_queue_topic() -> None:
    outcome = then(None, DangerSeen(AMBER), around())

    (post,) = of(PostAlert, outcome)
    assert not post.in_topic
    assert post.number == 7
    assert SIGN in post.text
    assert [button.label for button in post.buttons] == ["対応します", "当たり", "はずれ"]


def test_a_case_with_a_topic_hears_of_it_there_too() -> None:
    outcome = then(None, DangerSeen(AMBER), around(case=held(), has_topic=True))

    assert [post.in_topic for post in of(PostAlert, outcome)] == [False, True]
    assert all("みどり" in post.text for post in of(PostAlert, outcome))


def test_a_visitor_without_a_case_is_told_of_under_a_number_alone() -> None:
    (post,) = of(PostAlert, then(None, DangerSeen(AMBER), around()))

    assert post.text.splitlines()[0] == "🟠 知らせ 7 ― まだ相談になっていない人"


def test_it_is_counted_once_for_its_day() -> None:
    (counted,) = of(CountAlert, then(None, DangerSeen(AMBER), around()))

    assert counted == CountAlert(DESK.id, date(2026, 11, 24), Level.AMBER, Type.SUICIDE, raised=1)


# ── seen again ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("after", [SECOND, MINUTE, timedelta(hours=5)])
def test_more_danger_is_counted_in_while_nobody_has_answered(after: timedelta) -> None:
    alert, effects = then(raised(), DangerSeen(AMBER), around(after))

    assert alert.count == 2
    assert of(PostAlert, (alert, effects)) == []


def test_the_count_is_shown_at_most_every_half_minute() -> None:
    soon = then(raised(), DangerSeen(AMBER), around(SECOND))
    late = then(soon[0], AlertTimeCame(), around(SHOW_PAUSE))

    assert soon[1] == []
    assert "（2回）" in of(UpdateAlert, late)[0].text


def test_a_thousand_messages_post_one_alert() -> None:
    alert, posts, edits = None, 0, 0

    for number in range(1000):
        alert, effects = then(alert, DangerSeen(AMBER), around(number * SECOND / 20))
        posts += len(of(PostAlert, (alert, effects)))
        edits += len(of(UpdateAlert, (alert, effects)))

    assert (posts, edits) == (1, 1)


def test_a_graver_danger_goes_out_at_once_under_the_same_number() -> None:
    outcome = then(raised(), DangerSeen(RED), around(SECOND))

    (post,) = of(PostAlert, outcome)
    assert post.number == 7
    assert post.text.startswith("🚨")


def test_a_graver_danger_is_counted_as_what_it_is_now() -> None:
    outcome = then(raised(), DangerSeen(RED), around(SECOND))

    assert [(each.level, each.raised) for each in of(CountAlert, outcome)] == [
        (Level.AMBER, -1),
        (Level.RED, 1),
    ]


def test_a_lesser_danger_lowers_nothing() -> None:
    alert, effects = then(raised(RED), DangerSeen(AMBER), around(SECOND))

    assert alert.danger == RED
    assert effects == []


def test_a_graver_danger_after_the_answer_wants_an_answer_of_its_own() -> None:
    before = replace(answered(SECOND), number=AlertNumber(6))

    alert, effects = then(before, DangerSeen(RED), around(2 * SECOND, case=held()))

    assert alert.number == 7
    assert alert.acknowledged_at is None
    assert len(of(PostAlert, (alert, effects))) == 1


@pytest.mark.parametrize(
    ("after", "case", "number"),
    [
        (APART - SECOND, None, 6),
        (APART, None, 7),
        (APART, held(), 6),
        (IN_HAND - SECOND, held(), 6),
        (IN_HAND, held(), 7),
        (APART, a_case(), 7),
    ],
)
def test_after_the_answer_it_is_a_new_alert_unless_somebody_is_with_the_visitor(
    after: timedelta, case: object, number: int
) -> None:
    before = replace(answered(timedelta()), number=AlertNumber(6))

    alert, _ = then(before, DangerSeen(AMBER), around(after, case=case))

    assert alert.number == number


# ── unanswered ───────────────────────────────────────────────────────────────


def test_it_is_raised_again_and_the_second_channel_called_until_somebody_answers() -> None:
    alert, passed, heard = raised(), timedelta(), list[str]()

    for pause in (*PAUSES, PAUSES[-1]):
        passed += pause
        early = advance(alert, AlertTimeCame(), around(passed - SECOND))
        assert early == (alert, ())
        alert, effects = then(alert, AlertTimeCame(), around(passed, desk=LEAD))
        heard += [type(each).__name__ for each in effects]

    assert passed == timedelta(minutes=14)
    assert heard == ["PostAlert", "CallOut"] * 4


def test_the_lead_is_called_from_the_second_time_on() -> None:
    first = then(raised(), AlertTimeCame(), around(MINUTE, desk=LEAD))
    second = then(first[0], AlertTimeCame(), around(4 * MINUTE, desk=LEAD))

    assert "すみれ" not in of(PostAlert, first)[0].text + of(CallOut, first)[0].text
    assert "すみれ さん" in of(PostAlert, second)[0].text
    assert "すみれ" in of(CallOut, second)[0].text


def test_it_is_raised_again_at_night_as_well() -> None:
    night = timedelta(hours=13)
    alert = raised(after=night)

    assert of(CallOut, then(alert, AlertTimeCame(), around(night + MINUTE)))


def test_what_is_called_out_has_no_sign_no_name_and_no_words_of_the_visitor() -> None:
    (call,) = of(CallOut, then(raised(), AlertTimeCame(), around(MINUTE, case=held())))

    assert SIGN not in call.text + call.subject
    assert "みどり" not in call.text + call.subject
    assert DESK.name in call.subject


def test_a_group_that_takes_nothing_calls_the_second_channel_at_once_and_once() -> None:
    first = then(raised(), REFUSED, around(SECOND))
    again = then(first[0], REFUSED, around(MINUTE))

    assert len(of(CallOut, first)) == 1
    assert again[1] == []


def test_a_group_that_took_nothing_of_late_is_not_waited_for() -> None:
    outcome = then(None, DangerSeen(AMBER), around(out_of_reach=True))

    assert len(of(CallOut, outcome)) == 1
    assert len(of(PostAlert, outcome)) == 1


def test_another_group_of_the_desk_is_told_before_anybody_is_called() -> None:
    other = replace(DESK, id=DeskId("ward#2"))

    alert, effects = then(raised(), REFUSED, around(SECOND, desk=other))

    assert [(post.desk, post.in_topic) for post in of(PostAlert, (alert, effects))] == [
        (other.id, False)
    ]
    assert alert.desk == other.id
    assert of(CallOut, (alert, effects)) == []


def test_a_refusal_after_the_answer_calls_nobody() -> None:
    assert advance(answered(), REFUSED, around(MINUTE))[1] == ()


# ── answered ─────────────────────────────────────────────────────────────────


def test_who_answers_first_has_it_and_nobody_is_called_any_more() -> None:
    alert, effects = then(raised(), pressed("respond"), around(SECOND))

    assert alert.by is not None
    assert alert.by.work_name == "さくら"
    assert of(CallOff, (alert, effects)) == [CallOff(alert.number)]
    assert of(TakeOver, (alert, effects)) == [TakeOver(SAKURA, DESK.id)]
    assert "さくら さんが対応しています" in of(UpdateAlert, (alert, effects))[0].text


def test_who_answers_beside_the_holder_is_told_who_holds_the_case() -> None:
    told = of(Popup, then(raised(), pressed("respond", KAEDE), around(SECOND, case=held())))

    assert "担当は さくら さんです" in told[0].text


def test_whoever_comes_second_is_told_who_was_first() -> None:
    alert, effects = then(answered(), pressed("respond", KAEDE), around(MINUTE))

    assert alert.by is not None
    assert alert.by.work_name == "さくら"
    assert effects == [Popup("すでに さくら さんが対応しています。", alert=True)]


def test_nobody_can_answer_without_a_name() -> None:
    alert, effects = then(raised(), pressed("respond", None), around(SECOND))

    assert alert.by is None
    assert [type(each) for each in effects] == [Popup]


def test_an_alert_that_was_answered_rings_no_more() -> None:
    assert advance(answered(), AlertTimeCame(), around(5 * MINUTE)) == (answered(), ())


# ── judged ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("what", "hits", "misses"), [("right", 1, 0), ("wrong", 0, 1)])
def test_one_tap_says_whether_it_was_right_and_only_a_number_stays(
    what: str, hits: int, misses: int
) -> None:
    alert, effects = then(raised(), pressed(what), around(SECOND))

    (counted,) = of(CountAlert, (alert, effects))
    assert (counted.hits, counted.misses, counted.raised) == (hits, misses, 0)
    assert alert.acknowledged_at is None


def test_a_word_that_is_taken_back_is_counted_no_more() -> None:
    alert, _ = then(raised(), pressed("right"), around(SECOND))

    (counted,) = of(CountAlert, then(alert, pressed("wrong"), around(2 * SECOND)))

    assert (counted.hits, counted.misses) == (-1, 1)


def test_the_same_word_twice_counts_once() -> None:
    alert, _ = then(raised(), pressed("right"), around(SECOND))

    (counted,) = of(CountAlert, then(alert, pressed("right"), around(2 * SECOND)))

    assert (counted.hits, counted.misses) == (0, 0)


# ── followed up ──────────────────────────────────────────────────────────────


def test_staff_are_asked_to_write_once_more_as_the_next_working_day_begins() -> None:
    before = answered()
    due = follow_up_at(before, DESK.hours)
    assert due is not None
    scene = around(due - around().now, case=held())

    alert, effects = then(before, AlertTimeCame(), scene)

    (post,) = of(PostAlert, (alert, effects))
    assert "みどり さんに、ひとこと" in post.text
    assert "済み" in [button.label for button in post.buttons]
    assert advance(alert, AlertTimeCame(), scene) == (alert, ())


def test_the_task_is_done_once() -> None:
    asked = answered(task_at=around().now)

    done, effects = then(asked, pressed("done", KAEDE), around(MINUTE))
    again = then(done, pressed("done"), around(2 * MINUTE))

    assert "かえで さんが済ませました" in of(UpdateAlert, (done, effects))[0].text
    assert again[1] == [Popup("すでに かえで さんが済ませています。")]


def test_an_alert_that_is_gone_or_a_press_we_do_not_know_is_said_to_be_gone() -> None:
    for alert, press in ((None, pressed("respond")), (raised(), pressed("nonsense"))):
        after, effects = advance(alert, press, around())
        assert after == alert
        assert [type(each) for each in effects] == [Popup]


def test_without_an_alert_neither_time_nor_a_refusal_means_anything() -> None:
    assert advance(None, AlertTimeCame(), around()) == (None, ())
    assert advance(None, REFUSED, around()) == (None, ())


def test_presses_and_refusals_of_its_own_are_told_from_others() -> None:
    assert is_about_alert(pressed("respond"))
    assert is_about_alert(REFUSED)
    assert not is_about_alert(StaffPressed(SAKURA, "claim:7"))
    assert not is_about_alert(replace(REFUSED, about=About.RELAY))


def test_the_gravest_danger_names_type_and_signs() -> None:
    abuse = Danger(Level.RED, Type.ABUSE, ("なぐられ",))

    alert, effects = then(raised(), DangerSeen(abuse), around(SECOND))

    assert "暴力" in of(PostAlert, (alert, effects))[0].text
    assert "なぐられ" in of(PostAlert, (alert, effects))[0].text

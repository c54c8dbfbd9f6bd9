"""What staff read of an alert: the reason, what to do, and nothing that the visitor wrote."""

from dataclasses import replace

import pytest

from bot.desk.alerts import looks, words
from bot.desk.alerts.state import Alert
from bot.i18n import units
from bot.model.danger import Danger, Level, Type
from bot.model.ids import AlertNumber
from tests.unit.desk.alerts.given import RED, SIGN, answered, raised
from tests.unit.desk.given import DESK, IN_HOURS, a_case, closed, held

LONGEST = 4096  # TELEGRAM.md 1.4


def labels(alert: Alert) -> list[str]:
    return [button.label for button in looks.buttons(alert)]


@pytest.mark.parametrize("type", Type)
@pytest.mark.parametrize("level", [Level.AMBER, Level.RED])
def test_every_danger_has_a_reason_in_two_lines_and_the_protocol(level: Level, type: Type) -> None:
    alert = raised(Danger(level, type, (SIGN,)))

    lines = looks.text(alert, None, DESK).splitlines()

    assert words.LEVELS[level] in lines[1]
    assert words.TYPES[type] in lines[1]
    assert SIGN in lines[2]
    assert [words.PROTOCOL, words.ASK[type], words.DECIDES, words.WRITTEN] == lines[-4:]


def test_of_the_words_of_a_sign_the_first_is_named() -> None:
    sign = "（遺書/いしょ）…（書い/残し）"
    alert = raised(Danger(Level.RED, Type.SUICIDE, (sign, "飛び降り")))

    signs = looks.text(alert, None, DESK).splitlines()[2]
    assert signs == "サイン：「遺書…書い」など、「飛び降り」など"


def test_many_long_signs_leave_room_for_the_protocol() -> None:
    alert = raised(Danger(Level.RED, Type.SUICIDE, ("（死/しに）" * 200,) * 9))

    text = looks.text(alert, held(), DESK)

    assert units(text) < LONGEST
    assert words.WRITTEN in text


def test_who_holds_the_case_is_named_while_nobody_has_answered() -> None:
    assert "担当：さくら さん" in looks.text(raised(), held(), DESK)
    assert "担当" not in looks.text(raised(), a_case(), DESK)


def test_a_closed_case_is_said_to_be_closed() -> None:
    assert "みどり さん（相談は終了）" in looks.text(raised(), closed(), DESK)


def test_red_and_amber_are_told_apart_until_somebody_answers() -> None:
    assert looks.text(raised(RED), None, DESK).startswith("🚨")
    assert looks.text(raised(), None, DESK).startswith("🟠")
    assert looks.text(answered(), None, DESK).startswith("🔔")


def test_without_a_lead_everybody_is_called() -> None:
    late = replace(raised(), rings=2)

    assert "責任者に伝えてください" in looks.text(late, None, DESK)


def test_its_buttons_are_what_can_still_be_done() -> None:
    assert labels(raised()) == ["対応します", "当たり", "はずれ"]
    assert labels(answered()) == ["当たり", "はずれ"]
    assert labels(answered(task_at=IN_HOURS)) == ["済み", "当たり", "はずれ"]
    assert labels(answered(task_at=IN_HOURS, task_by="さくら")) == ["当たり", "はずれ"]


def test_what_staff_said_of_it_is_marked_and_may_be_said_anew() -> None:
    assert labels(answered(right=True)) == ["当たり ✓", "はずれ"]
    assert labels(replace(raised(), right=False)) == ["対応します", "当たり", "はずれ ✓"]


@pytest.mark.parametrize(
    "press", ["alert:x:right", "alert::", "alert:４:right", "alert:" + "9" * 10]
)
def test_a_press_that_names_no_alert_is_about_none(press: str) -> None:
    assert looks.number_in(press) is None
    assert looks.number_in("alert:7:right") == 7


def test_a_press_fits_into_what_telegram_takes() -> None:
    alert = replace(raised(), number=AlertNumber(2_000_000_000))

    assert all(len(button.press.encode()) <= 64 for button in looks.buttons(alert))


def test_its_line_in_the_queue_says_since_when_nobody_has_answered() -> None:
    assert looks.line(replace(raised(), count=3)) == (
        "🟠 知らせ 7 黄：消えたい、傷つけたいなど ― "
        "まだだれも対応していません（11/24 10:00 から、3回）"
    )

"""Who is called: as many ways as the settings give, and a warning where they give none."""

from pathlib import Path

from structlog.testing import capture_logs

from bot.app.calls import callers, remark
from bot.model.delivery import Delivered
from bot.settings import read_settings

NEEDED = {"telegram_token": "1:a", "staff_chat": -100}
BY_MAIL = {
    "alert_smtp": "smtp://mail.example.jp",
    "alert_smtp_from": "engawa@example.jp",
    "alert_smtp_to": "desk@example.jp",
}


async def test_a_command_is_called_with_its_arguments(tmp_path: Path) -> None:
    file = tmp_path / "it was"
    settings = read_settings(**NEEDED, alert_command=f"touch '{file}'")

    (call,) = callers(settings)

    assert await call("対応をお願いします") == Delivered()
    assert file.exists()


def test_both_ways_are_used_where_both_are_set() -> None:
    assert len(callers(read_settings(**NEEDED, **BY_MAIL, alert_command="true"))) == 2


def test_without_any_the_operator_is_warned() -> None:
    with capture_logs() as logs:
        remark(read_settings(**NEEDED))
        remark(read_settings(**NEEDED, alert_command="true"))

    (warning,) = logs
    assert "ENGAWA_ALERT_COMMAND" in warning["wanted"]

"""Every knob: what it takes, what it refuses, and how it says so."""

from pathlib import Path

import pytest

from bot.model.errors import SettingsError
from bot.settings import HOME, REMEDIES, Settings, read_settings

TOKEN = "123456:ABC-DEF"
NEEDED = {"telegram_token": TOKEN, "staff_chat": -1001234567890}
SECRET = "999999:do-not-tell"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no setting of this machine in."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ENGAWA_{name.upper()}", raising=False)


def test_two_settings_are_needed_and_all_others_have_a_default() -> None:
    settings = read_settings(**NEEDED)

    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.flows == HOME / "flows"
    assert settings.group_per_minute < 20
    assert settings.paced


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGAWA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("ENGAWA_STAFF_CHAT", "-100")
    monkeypatch.setenv("ENGAWA_PACED", "no")

    settings = read_settings()

    assert settings.staff_chat == -100
    assert not settings.paced


def test_settings_come_from_a_file_beside_the_program(tmp_path: Path) -> None:
    lines = f"ENGAWA_TELEGRAM_TOKEN={TOKEN}\nENGAWA_STAFF_CHAT=-100\nELSE=1\n"
    (tmp_path / ".env").write_text(lines)

    assert read_settings().staff_chat == -100


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert str(caught.value).splitlines() == [
        "ENGAWA_TELEGRAM_TOKEN is missing: give the token that BotFather gave, "
        "such as 123456:ABC-DEF",
        "ENGAWA_STAFF_CHAT is missing: give the number of the staff group, such as -1001234567890",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("telegram_token", "BotFather"),
        ("telegram_token", "123456: ABC"),
        ("staff_chat", 1001234567890),
        ("staff_chat", "@group"),
        ("telegram_api", "api.telegram.org"),
        ("telegram_api", "https://"),
        ("flows", "no/such/folder"),
        ("locales", "no/such/folder"),
        ("group_per_minute", 0),
        ("group_per_minute", 1001),
        ("poll_seconds", 51),
        ("poll_seconds", 0),
        ("paced", "perhaps"),
        ("database", "mysql://somewhere"),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(name: str, value: object) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(**{**NEEDED, name: value})

    assert str(caught.value) == f"ENGAWA_{name.upper()} is wrong: give {REMEDIES[name]}"


def test_no_error_and_no_print_shows_the_token() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(telegram_token=f"{SECRET} x", staff_chat=-1)

    assert SECRET not in str(caught.value)
    assert SECRET not in repr(read_settings(telegram_token=SECRET, staff_chat=-1))


def test_every_setting_has_a_remedy() -> None:
    assert set(REMEDIES) == set(Settings.model_fields)


def test_the_database_lies_in_the_state_folder_unless_it_is_elsewhere() -> None:
    own = read_settings(**NEEDED, state_dir="state")
    other = read_settings(**NEEDED, database="postgresql://engawa@db/engawa")

    assert own.database_url == "sqlite:///state/engawa.sqlite"
    assert other.database_url == "postgresql://engawa@db/engawa"


def test_a_slash_at_the_end_of_the_server_makes_no_difference() -> None:
    assert read_settings(**NEEDED, telegram_api="http://here:1/").telegram_api == "http://here:1"

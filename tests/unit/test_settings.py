"""Every knob: what it takes, what it refuses, and how it says so."""

from pathlib import Path

import pytest

from bot.model.errors import SettingsError
from bot.model.ids import DeskId
from bot.settings import HOME, REMEDIES, Deployment, Settings, read_deployment, read_settings

TOKEN = "123456:ABC-DEF"
NEEDED = {"telegram_token": TOKEN, "staff_chat": -1001234567890}
SECRET = "999999:do-not-tell"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TWO = {"telegram_token": TOKEN, "staff_chats": "bunkyo=-1001,taito=-1002"}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no setting of this machine in."""
    monkeypatch.chdir(tmp_path)
    for name in (*Deployment.model_fields, *Settings.model_fields):
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
        "ENGAWA_STAFF_CHAT is missing: give the number of the staff group, "
        "such as -1001234567890; for several desks, ENGAWA_STAFF_CHATS instead",
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
        ("webhook_url", "bot.example.jp"),
        ("webhook_url", "http://bot.example.jp/telegram"),
        ("webhook_listen", "8080"),
        ("webhook_listen", "http://127.0.0.1:8080"),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(name: str, value: object) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(**{**NEEDED, name: value})

    assert str(caught.value) == f"ENGAWA_{name.upper()} is wrong: give {REMEDIES[name]}"


# ── one desk or several ──────────────────────────────────────────────────────


def test_one_group_is_that_of_the_one_desk() -> None:
    assert read_settings(**NEEDED).groups([BUNKYO]) == {BUNKYO: [-1001234567890]}


def test_each_of_several_desks_has_a_group() -> None:
    assert read_settings(**TWO).groups([TAITO, BUNKYO]) == {BUNKYO: [-1001], TAITO: [-1002]}


def test_a_desk_may_have_several_groups_in_the_order_in_which_they_stand() -> None:
    written = "bunkyo=-1002,taito=-1003,bunkyo=-1001"
    settings = read_settings(telegram_token=TOKEN, staff_chats=written)

    assert settings.groups([BUNKYO, TAITO]) == {BUNKYO: [-1002, -1001], TAITO: [-1003]}


@pytest.mark.parametrize("written", [" bunkyo = -1001 , taito=-1002 ", "bunkyo=-1001,taito=-1002"])
def test_several_groups_come_from_the_environment_beside_an_empty_single_one(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("ENGAWA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("ENGAWA_STAFF_CHAT", "")
    monkeypatch.setenv("ENGAWA_STAFF_CHATS", written)

    assert read_settings().groups([BUNKYO, TAITO]) == {BUNKYO: [-1001], TAITO: [-1002]}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("-1001", ["“-1001” is no desk with its group"]),
        ("bunkyo", ["“bunkyo” is no desk with its group"]),
        ("bunkyo=-1001,", ["“” is no desk with its group"]),
        ("bunkyo=@group", ["“bunkyo=@group” is no desk with its group"]),
        ("bunkyo=1001", ["the group of bunkyo has no negative number"]),
        ("bunkyo=0", ["the group of bunkyo has no negative number"]),
        ("bunkyo=-1,bunkyo=-1", ["the group -1 stands twice"]),
        ("bunkyo=-1,taito=-1", ["the group -1 stands twice"]),
        (
            "a=1,b,a=-2,a=-2",
            [
                "the group of a has no negative number",
                "“b” is no desk with its group",
                "the group -2 stands twice",
            ],
        ),
    ],
)
def test_every_mistake_in_the_groups_is_told_in_a_line_of_its_own(
    written: str, told: list[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(telegram_token=TOKEN, staff_chats=written)

    right = f"give {REMEDIES['staff_chats']}"
    assert str(caught.value).splitlines() == [
        f"ENGAWA_STAFF_CHATS is wrong, {what}: {right}" for what in told
    ]


def test_only_one_of_the_two_settings_is_given() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(**NEEDED, staff_chats="bunkyo=-1001")

    said = "ENGAWA_STAFF_CHAT and ENGAWA_STAFF_CHATS are both given: keep one"
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("given", "desks", "told"),
    [
        (NEEDED, [BUNKYO, TAITO], ["there is no group for the desk taito"]),
        (TWO, [BUNKYO], ["no desk is called taito"]),
        (
            TWO,
            [BUNKYO, DeskId("ueno")],
            ["there is no group for the desk ueno", "no desk is called taito"],
        ),
    ],
)
def test_desks_and_groups_must_agree(
    given: dict[str, object], desks: list[DeskId], told: list[str]
) -> None:
    settings = read_settings(**given)

    with pytest.raises(SettingsError) as caught:
        settings.groups(desks)

    right = f"give {REMEDIES['staff_chats']}"
    assert str(caught.value).splitlines() == [
        f"ENGAWA_STAFF_CHATS is wrong, {what}: {right}" for what in told
    ]


# ── what it keeps to itself, and the rest ────────────────────────────────────


def test_no_error_and_no_print_shows_the_token() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(telegram_token=f"{SECRET} x", staff_chat=-1)

    assert SECRET not in str(caught.value)
    assert SECRET not in repr(read_settings(telegram_token=SECRET, staff_chat=-1))


def test_every_setting_has_a_remedy() -> None:
    assert set(REMEDIES) == {*Deployment.model_fields, *Settings.model_fields}


def test_the_database_lies_in_the_state_folder_unless_it_is_elsewhere() -> None:
    own = read_settings(**NEEDED, state_dir="state")
    other = read_settings(**NEEDED, database="postgresql://engawa@db/engawa")

    assert own.database_url == "sqlite:///state/engawa.sqlite"
    assert other.database_url == "postgresql://engawa@db/engawa"


@pytest.mark.parametrize("place", ["127.0.0.1:8080", "[::1]:8080", "localhost:1"])
def test_a_place_to_listen_is_a_host_and_a_port(place: str) -> None:
    assert read_settings(**NEEDED, webhook_listen=place).webhook_listen == place


@pytest.mark.parametrize(
    ("given", "place"),
    [("", "127.0.0.1:8081"), ("off", ""), ("127.0.0.1:9", "127.0.0.1:9")],
)
def test_health_is_asked_on_loopback_or_where_it_is_said_or_nowhere(
    monkeypatch: pytest.MonkeyPatch, given: str, place: str
) -> None:
    monkeypatch.setenv("ENGAWA_HEALTH_LISTEN", given)

    assert read_deployment().health_listen == place


def test_a_wrong_setting_of_the_process_is_told_as_one_of_a_ward_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ENGAWA_HEALTH_LISTEN", "8081")

    with pytest.raises(SettingsError) as caught:
        read_deployment()

    right = REMEDIES["health_listen"]
    assert str(caught.value) == f"ENGAWA_HEALTH_LISTEN is wrong: give {right}"


def test_a_folder_without_a_ward_is_no_folder_of_wards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ENGAWA_WARDS", str(tmp_path))

    with pytest.raises(SettingsError, match="ENGAWA_WARDS is wrong: give a folder with a file"):
        read_deployment()

    (tmp_path / "bunkyo.env").touch()
    assert read_deployment().wards == tmp_path


def test_a_slash_at_the_end_of_the_server_makes_no_difference() -> None:
    assert read_settings(**NEEDED, telegram_api="http://here:1/").telegram_api == "http://here:1"


BY_MAIL = {
    "alert_smtp": "smtp://desk:secret@mail.example.jp:587",
    "alert_smtp_from": "engawa@example.jp",
    "alert_smtp_to": "desk@example.jp",
}


def test_whoever_is_called_by_mail_needs_a_server_and_both_addresses() -> None:
    settings = read_settings(**NEEDED, **BY_MAIL)

    assert settings.alert_mailbox is not None
    assert read_settings(**NEEDED).alert_mailbox is None


@pytest.mark.parametrize("missing", BY_MAIL)
def test_a_call_by_mail_that_is_half_set_is_refused_without_its_password(missing: str) -> None:
    half = {name: value for name, value in BY_MAIL.items() if name != missing}

    with pytest.raises(SettingsError, match="ENGAWA_ALERT_SMTP is wrong") as caught:
        read_settings(**NEEDED, **half)

    assert "secret" not in str(caught.value)


def test_a_command_that_cannot_be_run_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="ENGAWA_ALERT_COMMAND is wrong"):
        read_settings(**NEEDED, alert_command="no-such-program --now")


@pytest.mark.parametrize(
    "given",
    [
        {"keys_database": "postgresql://host/keys"},
        {"database": "postgresql://host/data", "keys_database": "sqlite:///keys"},
        {"database": "postgresql://host/data", "keys_database": "postgresql://host/data"},
    ],
)
def test_keys_may_lie_in_a_database_of_their_own_beside_the_datas(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="ENGAWA_KEYS_DATABASE"):
        read_settings(**NEEDED, **given)

    right = {"database": "postgresql://host/data", "keys_database": "postgresql://host/keys"}
    assert read_settings(**NEEDED, **right).keys_database == right["keys_database"]

"""Every knob of the program, from the environment or a `.env` file; names begin with ENGAWA_.

Only `cli` and `app` see this. Where there are several wards, each has a file of its own and hears
nothing of the environment.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.channels.second.knobs import SecondChannelSettings
from bot.model.errors import SettingsError
from bot.model.ids import ChatId, DeskId
from bot.store.files import is_open_to_others

HOME = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"\d+:\S+")
PAIR = re.compile(r"\s*([^\s=]+)\s*=\s*(-?\d+)\s*")
LISTEN = re.compile(r"(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}")
OFF = "off"
WARD_FILES = "*.env"
TOLD = "told"
"""The kind of an error whose message already is what the operator reads."""
REMEDIES = {
    "telegram_token": "the token that BotFather gave, such as 123456:ABC-DEF",
    "telegram_api": "an address such as https://api.telegram.org",
    "database": "sqlite:///folder/engawa.sqlite or postgresql+asyncpg://name@host/database",
    "keys_database": "postgresql+asyncpg://name@host/keys, another database than the data's, "
    "where that is on PostgreSQL, too; or nothing: a file in the state folder",
    "state_dir": "a folder of its own for keys and database",
    "staff_chat": "the number of the staff group, such as -1001234567890; "
    "for several desks, ENGAWA_STAFF_CHATS instead",
    "staff_chats": "each desk and its group, such as bunkyo=-1001234567890,taito=-1001234567891; "
    "a desk with several groups stands several times",
    "flows": "the folder with the flow files",
    "locales": "the folder with the catalogues",
    "group_per_minute": "how many messages a minute a group takes, 1 to 1000",
    "paced": "yes or no",
    "webhook_url": "an https address such as https://bot.example.jp/telegram, or nothing: poll",
    "webhook_listen": "host and port, such as 127.0.0.1:8080",
    "health_listen": "host and port, such as 127.0.0.1:8081, or off",
    "wards": "a folder with a file <ward>.env for each ward, such as wards/bunkyo.env",
    "alert_command": "a program with its arguments, which gets the text on its standard input",
    "alert_smtp": "smtp://name:password@mail.example.jp:587 or smtps://…:465, with both addresses",
    "alert_smtp_from": "the address that the mail is from",
    "alert_smtp_to": "the addresses that the mail goes to, with commas between",
    "poll_seconds": "how long one poll may wait, 1 to 50 seconds",
}


READ = SettingsConfigDict(
    env_prefix="ENGAWA_", env_file=".env", extra="ignore", env_ignore_empty=True
)


class Deployment(BaseSettings):
    """What the operator decides for the process as a whole."""

    model_config = READ

    health_listen: str = "127.0.0.1:8081"
    """Where supervisor and Prometheus ask; `off`: nowhere."""
    wards: Path | None = None
    """A folder with a file of settings for each ward; None: one ward, by the usual settings."""

    @field_validator("wards")
    @classmethod
    def _holds_wards(cls, folder: Path | None) -> Path | None:
        if folder is not None and not any(folder.glob(WARD_FILES)):
            raise ValueError("no ward in it")
        return folder

    @field_validator("health_listen")
    @classmethod
    def _is_a_place_to_listen(cls, address: str) -> str:
        return "" if address == OFF else _place_to_listen(address)


class Settings(SecondChannelSettings):
    """What the operator decides for a ward."""

    model_config = READ

    telegram_token: SecretStr
    """From BotFather; never logged."""
    staff_chat: int | None = None
    """The forum group of the one desk."""
    staff_chats: str = Field(default="", validate_default=True)
    """Several desks, or several groups for one; exactly one of the two settings is given."""
    telegram_api: str = "https://api.telegram.org"
    """Base address; calls go to {API}/bot{TOKEN}/{method}."""
    state_dir: Path = Path(".engawa")
    """Keys, and the database unless it is elsewhere; created with mode 0700."""
    database: str = ""
    """SQLAlchemy URL; empty: a SQLite file in the state folder."""
    keys_database: str = ""
    """Where the wrapped data keys lie, for programs on several machines; empty: a SQLite file in
    the state folder. The master key is a file in that folder of each, the same on all."""
    flows: Path = HOME / "flows"
    locales: Path = HOME / "locales"
    group_per_minute: int = Field(default=18, ge=1, le=1000)
    """Messages into one group in any 60 seconds; Telegram allows 20 (TELEGRAM.md 1.2)."""
    paced: bool = True
    """No: send as fast as can be; only for a server without limits, as in tests."""
    poll_seconds: int = Field(default=30, ge=1, le=50)
    """How long one poll waits for updates; Telegram allows 50."""

    webhook_url: str = ""
    """Where Telegram reaches the reverse proxy; empty: poll."""
    webhook_listen: str = "127.0.0.1:8080"
    """Where the reverse proxy reaches us."""

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        if not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("not a token")
        return token

    @field_validator("staff_chat")
    @classmethod
    def _is_a_group(cls, chat: int | None) -> int | None:
        if chat is not None and chat >= 0:
            raise ValueError("groups have negative numbers")
        return chat

    @field_validator("staff_chats")
    @classmethod
    def _are_groups(cls, written: str, info: ValidationInfo) -> str:
        lines = [_wrong("staff_chats", what) for what in _pairs(written)[1]] if written else []
        if written and info.data.get("staff_chat") is not None:
            lines.append("ENGAWA_STAFF_CHAT and ENGAWA_STAFF_CHATS are both given: keep one")
        if not written and info.data.get("staff_chat", 0) is None:
            lines.append(f"ENGAWA_STAFF_CHAT is missing: give {REMEDIES['staff_chat']}")
        if lines:
            raise PydanticCustomError(TOLD, "{lines}", {"lines": "\n".join(lines)})
        return written

    @field_validator("telegram_api")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if not re.match(r"https?://[^/\s]+", address):
            raise ValueError("not an address")
        return address.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _is_reached_by_telegram(cls, address: str) -> str:
        """Demand https, except for a Bot API server on this machine."""
        if address and not re.match(r"https://[^/\s]+|http://(127\.0\.0\.1|localhost)\b", address):
            raise ValueError("not an address for deliveries")
        return address.rstrip("/")

    @field_validator("webhook_listen")
    @classmethod
    def _is_a_place_to_listen(cls, address: str) -> str:
        return _place_to_listen(address)

    @field_validator("database")
    @classmethod
    def _is_a_database(cls, address: str) -> str:
        if address and not re.match(r"(sqlite|postgresql)(\+\w+)?://", address):
            raise ValueError("no database we know")
        return address

    @field_validator("keys_database")
    @classmethod
    def _is_a_database_for_keys(cls, address: str, info: ValidationInfo) -> str:
        """Demand one on the same kind of server as the data's, and not the very same."""
        data = info.data.get("database", "")
        if address and (not address.startswith("postgresql") or not data.startswith("postgresql")):
            raise ValueError("no database for keys")
        if address and address == data:
            raise ValueError("the database of the data")
        return address

    @field_validator("flows", "locales")
    @classmethod
    def _is_a_folder(cls, path: Path) -> Path:
        if not path.is_dir():
            raise ValueError("no such folder")
        return path

    @property
    def database_url(self) -> str:
        """The database's address, whichever way it was set."""
        return self.database or f"sqlite:///{self.state_dir / 'engawa.sqlite'}"

    @property
    def is_shared(self) -> bool:
        """Whether several programs may work on the database at once."""
        return self.database.startswith("postgresql")

    def groups(self, desks: Collection[DeskId]) -> dict[DeskId, list[ChatId]]:
        """Give each desk its groups; raises SettingsError with a line for each that has none."""
        if self.staff_chat is not None:
            given = {desk: [ChatId(self.staff_chat)] for desk in list(desks)[:1]}
        else:
            given, _ = _pairs(self.staff_chats)
        lines = [
            *(f"there is no group for the desk {desk}" for desk in desks if desk not in given),
            *(f"no desk is called {desk}" for desk in given if desk not in desks),
        ]
        if lines:
            raise SettingsError("\n".join(_wrong("staff_chats", what) for what in lines))
        return given


class _WardSettings(Settings):
    """What a ward's own file says, and nothing else."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave the environment out."""
        del settings_cls, init_settings, env_settings, file_secret_settings
        return (dotenv_settings,)


def read_ward(file: Path) -> Settings:
    """Read a ward's settings from its file; raises SettingsError as `read_settings` does."""
    if is_open_to_others(file):
        raise SettingsError(f"{file} holds a token, and others may read it: chmod 600 {file}")
    with _in_a_line_each():
        settings = _WardSettings(_env_file=file)  # type: ignore[call-arg]  # the file has the rest
    if "state_dir" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"state_dir": settings.state_dir / file.stem})


def read_settings(**given: object) -> Settings:
    """Read the settings; raises SettingsError with a line for each one that is wrong."""
    with _in_a_line_each():
        return Settings(**given)  # type: ignore[arg-type]  # pydantic reads the rest elsewhere


def read_deployment() -> Deployment:
    """Read what concerns the process; raises SettingsError as `read_settings` does."""
    with _in_a_line_each():
        return Deployment()


@contextmanager
def _in_a_line_each() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise SettingsError("\n".join(_remedy(each) for each in error.errors())) from None


def _place_to_listen(address: str) -> str:
    if not LISTEN.fullmatch(address):
        raise ValueError("no host and port")
    return address


def _pairs(written: str) -> tuple[dict[DeskId, list[ChatId]], list[str]]:
    """Read `desk=group,desk=group`, and list what is wrong with it."""
    groups, wrong = dict[DeskId, list[ChatId]](), list[str]()
    for pair in written.split(","):
        found = PAIR.fullmatch(pair)
        if found is None:
            wrong.append(f"“{pair.strip()}” is no desk with its group")
            continue
        desk, chat = DeskId(found[1]), ChatId(int(found[2]))
        if chat >= 0:
            wrong.append(f"the group of {desk} has no negative number")
        elif any(chat in given for given in groups.values()):
            wrong.append(f"the group {chat} stands twice")
        groups.setdefault(desk, []).append(chat)
    return groups, wrong


def _remedy(error: ErrorDetails) -> str:
    if error["type"] == TOLD:
        return error["msg"]
    name = str(error["loc"][0]) if error["loc"] else "alert_smtp"  # the one rule of several
    if error["type"] == "missing":
        return f"ENGAWA_{name.upper()} is missing: give {REMEDIES[name]}"
    return _wrong(name)


def _wrong(name: str, what: str = "") -> str:
    because = f", {what}" if what else ""
    return f"ENGAWA_{name.upper()} is wrong{because}: give {REMEDIES[name]}"

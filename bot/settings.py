"""Every knob of the program, from the environment or a `.env` file; names begin with ENGAWA_.

Only `cli` and `app` see this.
"""

import re
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.model.errors import SettingsError

HOME = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"\d+:\S+")
REMEDIES = {
    "telegram_token": "the token that BotFather gave, such as 123456:ABC-DEF",
    "telegram_api": "an address such as https://api.telegram.org",
    "database": "sqlite:///folder/engawa.sqlite or postgresql+asyncpg://name@host/database",
    "state_dir": "a folder of its own for keys and database",
    "staff_chat": "the number of the staff group, such as -1001234567890",
    "flows": "the folder with the flow files",
    "locales": "the folder with the catalogues",
    "group_per_minute": "how many messages a minute a group takes, 1 to 1000",
    "paced": "yes or no",
    "poll_seconds": "how long one poll may wait, 1 to 50 seconds",
}


class Settings(BaseSettings):
    """What the operator decides."""

    model_config = SettingsConfigDict(env_prefix="ENGAWA_", env_file=".env", extra="ignore")

    telegram_token: SecretStr
    """From BotFather; never logged."""
    staff_chat: int
    """The forum group of the desk."""
    telegram_api: str = "https://api.telegram.org"
    """Base address; calls go to {API}/bot{TOKEN}/{method}."""
    state_dir: Path = Path(".engawa")
    """Keys, and the database unless it is elsewhere; created with mode 0700."""
    database: str = ""
    """SQLAlchemy URL; empty: a SQLite file in the state folder."""
    flows: Path = HOME / "flows"
    locales: Path = HOME / "locales"
    group_per_minute: int = Field(default=18, ge=1, le=1000)
    """Messages into one group in any 60 seconds; Telegram allows 20 (TELEGRAM.md 1.2)."""
    paced: bool = True
    """No: send as fast as can be; only for a server without limits, as in tests."""
    poll_seconds: int = Field(default=30, ge=1, le=50)
    """How long one poll waits for updates; Telegram allows 50."""

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        if not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("not a token")
        return token

    @field_validator("staff_chat")
    @classmethod
    def _is_a_group(cls, chat: int) -> int:
        if chat >= 0:
            raise ValueError("groups have negative numbers")
        return chat

    @field_validator("telegram_api")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if not re.match(r"https?://[^/\s]+", address):
            raise ValueError("not an address")
        return address.rstrip("/")

    @field_validator("database")
    @classmethod
    def _is_a_database(cls, address: str) -> str:
        if address and not re.match(r"(sqlite|postgresql)(\+\w+)?://", address):
            raise ValueError("no database we know")
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


def read_settings(**given: object) -> Settings:
    """Read the settings; raises SettingsError with a line for each one that is wrong."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic reads the rest elsewhere
    except ValidationError as error:
        lines = [_remedy(str(each["loc"][0]), each["type"]) for each in error.errors()]
        raise SettingsError("\n".join(lines)) from None


def _remedy(name: str, kind: str) -> str:
    problem = "is missing" if kind == "missing" else "is wrong"
    return f"ENGAWA_{name.upper()} {problem}: give {REMEDIES[name]}"

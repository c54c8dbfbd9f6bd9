"""Types a command, and gives what it says."""

from typer.testing import CliRunner, Result

from bot import cli
from bot.settings import HOME

CONTENT = ["--flows", str(HOME / "flows"), "--locales", str(HOME / "locales")]


def engawa(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.app, arguments, input=typed)

"""Every staff command as its script tells it."""

import pytest

from bot.desk.commands import COMMANDS
from tests.unit.desk.play import Script, play, scripts


@pytest.mark.parametrize("script", scripts(), ids=lambda each: f"{each.file} {each.it}")
def test_it_goes_as_the_script_says(script: Script) -> None:
    play(script)


def test_a_script_that_expects_something_else_fails() -> None:
    wrong = Script("x", "x", "さくら types /claim", [{"Popup": "担当"}])

    with pytest.raises(AssertionError):
        play(wrong)


def test_every_command_has_one_line_of_help() -> None:
    assert list(COMMANDS) == ["claim", "r", "release", "close", "reopen", "help"]
    assert all(command.help.endswith("。") for command in COMMANDS.values())

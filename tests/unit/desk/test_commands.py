"""Every staff command as its script tells it."""

import pytest

from bot.desk.buttons import BUTTONS
from bot.desk.commands import COMMANDS
from tests.unit.desk.play import Script, play, scripts


@pytest.mark.parametrize("script", scripts(), ids=lambda each: f"{each.file} {each.it}")
def test_it_goes_as_the_script_says(script: Script) -> None:
    play(script)


def test_a_script_that_expects_something_else_fails() -> None:
    wrong = Script("x", "x", "さくら types /claim", [{"Popup": "担当"}])

    with pytest.raises(AssertionError):
        play(wrong)


def test_every_command_and_button_has_one_line_of_help() -> None:
    assert next(iter(COMMANDS)) == "claim"
    assert list(COMMANDS)[-1] == "help"
    assert all(each.help.endswith("。") for each in (*COMMANDS.values(), *BUTTONS.values()))

"""What an order is answered with, and where."""

from bot.desk.command import Command, Order, by_name
from bot.desk.commands import help as help_
from bot.model.effects import Popup, PostToTopic
from tests.unit.desk.given import OURS, SAKURA


def test_a_command_that_was_typed_is_answered_below_itself_without_a_sound() -> None:
    assert Order(SAKURA, OURS).answer("はい") == PostToTopic("はい", reply_to=OURS, silent=True)


def test_a_command_that_was_pressed_is_answered_over_the_button() -> None:
    assert Order(SAKURA, None).answer("はい", alert=True) == Popup("はい", alert=True)


def test_commands_are_found_by_what_staff_type() -> None:
    command = Command("help", "この一覧を出す。", help_.run)

    assert by_name((command,)) == {"help": command}

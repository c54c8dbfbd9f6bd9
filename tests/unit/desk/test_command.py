"""What a staff command is: an order that is answered where it was given."""

from bot.desk.command import Order, gathered
from bot.desk.commands import claim, close
from bot.model.effects import Popup, PostToTopic
from tests.unit.desk.given import OURS, SAKURA


def test_an_order_is_answered_where_it_was_given() -> None:
    typed, pressed = Order(SAKURA, OURS), Order(SAKURA, None)

    assert typed.answer("はい", alert=True) == PostToTopic("はい", reply_to=OURS, silent=True)
    assert pressed.answer("はい", alert=True) == Popup("はい", alert=True)


def test_commands_are_found_by_their_names_in_the_order_of_the_list() -> None:
    found = gathered((close, claim))

    assert list(found) == ["close", "claim"]
    assert found["claim"].run is claim.run
    assert found["claim"].help == "担当になる。"

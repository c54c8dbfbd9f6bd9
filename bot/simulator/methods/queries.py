"""answerCallbackQuery: once, and soon."""

from bot.simulator.methods.registry import method
from bot.simulator.parameters import Parameters
from bot.simulator.updates import LIFETIMES
from bot.simulator.wire import bad_request, units
from bot.simulator.world import World

LONGEST_TOAST = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def answer(world: World, parameters: Parameters) -> bool:
    """End the waiting after a tap, with a word of notice if there is one."""
    text = parameters.text("text")
    if units(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.pop(parameters.text("callback_query_id"), None)
    if query is None or world.clock.now() - query.made > LIFETIMES["callback_query"]:
        raise bad_request(TOO_OLD)
    if text:
        query.person.toasts.append(text)
    world.tell(
        {
            "type": "toast",
            "person_id": query.person.id,
            "text": text,
            "show_alert": parameters.flag("show_alert"),
        }
    )
    return True

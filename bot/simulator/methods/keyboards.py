"""Keyboards under messages, checked as far as Telegram checks them."""

from bot.simulator.parameters import Parameters
from bot.simulator.wire import Json, bad_request, words

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64  # bytes, not letters
TOO_LONG = "reply markup is too long"  # the exact words for too many buttons are not documented
ACTIONS = frozenset(
    words(
        "callback_data url web_app login_url switch_inline_query switch_inline_query_current_chat "
        "switch_inline_query_chosen_chat copy_text callback_game pay"
    )
)


def read_markup(parameters: Parameters) -> tuple[Json, Json | None]:
    """Return the fields an inline keyboard adds to the message, and any other keyboard."""
    markup = parameters.mapping("reply_markup")
    if not markup:
        return {}, None
    if "inline_keyboard" not in markup:
        _check_size(_read_table(markup.get("keyboard") or []))
        return {}, markup
    rows = _read_rows(markup["inline_keyboard"])
    _check_size(rows)
    for row in rows:
        for button in row:
            _check_button(button)
    return ({"reply_markup": {"inline_keyboard": rows}}, None) if rows else ({}, None)


def _read_rows(given: object) -> list[list[Json]]:
    rows = _read_table(given)
    if not all(isinstance(button, dict) for row in rows for button in row):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    return [row for row in rows if row]


def _read_table(given: object) -> list[list[Json]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request("keyboard markup must be an Array of Arrays")
    return given


def _check_size(rows: list[list[Json]]) -> None:
    longest = max(map(len, rows), default=0)
    if longest > MOST_IN_A_ROW or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request(TOO_LONG)


def _check_button(button: Json) -> None:
    if not button.get("text"):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if ACTIONS.isdisjoint(button):
        raise bad_request("text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 0 < len(str(data).encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")

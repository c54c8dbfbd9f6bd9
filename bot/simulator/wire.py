"""The wire's own words: JSON objects, refusals in Telegram's phrasing, and UTF-16 lengths."""

from typing import Any

Json = dict[str, Any]  # Any: the Bot API's objects are open, and read here field by field


def words(text: str) -> tuple[str, ...]:
    """Split a list that is written as one text."""
    return tuple(text.split())


class Refusal(Exception):
    """The server says no: an error code, a description, and perhaps parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(reason: str, parameters: Json | None = None) -> Refusal:
    """Build a 400 in Telegram's form; `reason` comes without the prefix."""
    return Refusal(400, f"Bad Request: {reason}", parameters)


def forbidden(reason: str) -> Refusal:
    """Build a 403 in Telegram's form; `reason` comes without the prefix."""
    return Refusal(403, f"Forbidden: {reason}")


def units(text: str) -> int:
    """Count UTF-16 code units, in which Telegram measures texts and places entities."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le")) // 2

"""Our dataclasses to JSON and back, by cattrs; one member of a union is told by its class name.

What is written must be read by the code of the last release and of the next: an unknown key is
passed over and a missing one takes its default. So a new field of a stored dataclass needs a
default, and a class that has been stored keeps its name.
"""

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from cattrs.preconf.json import JsonConverter, make_converter

from bot.conversation.state import Conversation
from bot.desk.alerts.state import Alert
from bot.desk.state import Case
from bot.model.delivery import Outgoing, Slot
from bot.model.errors import EngawaError
from bot.model.ids import MessageId
from bot.model.inputs import Input

TAG = "type"
TIME = "time"
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""Made once: `json.dumps` makes one for each call, which takes twice the time of the writing."""


class CodecError(EngawaError):
    """Stored bytes are not what this version of the code can read."""


def encode_input(value: Input) -> bytes:
    """Write an input."""
    return _encode(value, Input)


def decode_input(plain: bytes) -> Input:
    """Read an input; raises CodecError."""
    value: Input = _decode(plain, Input)
    return value


def encode_outgoing(value: Outgoing) -> bytes:
    """Write an outgoing."""
    return _encode(value, Outgoing)


def decode_outgoing(plain: bytes) -> Outgoing:
    """Read an outgoing; raises CodecError."""
    value: Outgoing = _decode(plain, Outgoing)
    return value


def encode_conversation(value: Conversation) -> bytes:
    """Write where a visitor stands."""
    return _encode(value, Conversation)


def decode_conversation(plain: bytes) -> Conversation:
    """Read where a visitor stands; raises CodecError."""
    value: Conversation = _decode(plain, Conversation)
    return value


def encode_case(value: Case) -> bytes:
    """Write a case."""
    return _encode(value, Case)


def decode_case(plain: bytes) -> Case:
    """Read a case; raises CodecError."""
    value: Case = _decode(plain, Case)
    return value


def encode_alert(value: Alert) -> bytes:
    """Write an alert."""
    return _encode(value, Alert)


def decode_alert(plain: bytes) -> Alert:
    """Read an alert; raises CodecError."""
    value: Alert = _decode(plain, Alert)
    return value


# A union is no `type` to mypy, so these two take and give what the pairs above then name.
def _encode(value: object, kind: Any) -> bytes:
    tree = _converter.unstructure(value, unstructure_as=kind)
    # a visitor's text may hold half a character
    return _as_json(tree).encode("utf-8", "surrogatepass")


def _decode(plain: bytes, kind: Any) -> Any:
    try:
        return _converter.structure(json.loads(plain.decode("utf-8", "surrogatepass")), kind)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # the error itself may quote what a visitor wrote
        raise CodecError(f"a stored {kind!s:.40} cannot be read: {type(error).__name__}") from None


def _members(kind: Any) -> tuple[Any, ...]:
    if get_origin(kind) not in {Union, UnionType}:
        return ()
    return tuple(member for member in get_args(kind) if member is not NoneType)


def _is_tagged(kind: Any) -> bool:
    members = _members(kind)
    return len(members) > 1 and all(is_dataclass(member) for member in members)


def _write_tagged(kind: Any) -> Callable[[Any], Any]:
    write = {member: _converter.get_unstructure_hook(member) for member in _members(kind)}

    def write_member(value: Any) -> Any:
        if value is None:
            return None
        return {TAG: type(value).__name__, **write[type(value)](value)}

    return write_member


def _read_tagged(kind: Any) -> Callable[[Any, Any], Any]:
    members = {member.__name__: member for member in _members(kind)}
    read = {name: _converter.get_structure_hook(member) for name, member in members.items()}

    may_be_none = NoneType in get_args(kind)

    def read_member(tree: Any, _: Any) -> Any:
        if tree is None and may_be_none:
            return None
        name = tree[TAG]
        return read[name](tree, members[name])

    return read_member


def _is_target(kind: Any) -> bool:
    return bool(kind == MessageId | Slot)


def _read_target(tree: str | int, _: Any) -> MessageId | Slot:
    return Slot(tree) if isinstance(tree, str) else MessageId(tree)


def _is_value(kind: Any) -> bool:
    return bool(kind == str | datetime)


def _write_value(value: str | datetime) -> str | dict[str, str]:
    return {TIME: value.isoformat()} if isinstance(value, datetime) else value


def _read_value(tree: str | dict[str, str], _: Any) -> str | datetime:
    return tree if isinstance(tree, str) else datetime.fromisoformat(tree[TIME])


def _made() -> JsonConverter:
    converter = make_converter(detailed_validation=False)
    # by predicate, because cattrs asks its own predicates for unions of plain types first
    converter.register_unstructure_hook_func(_is_target, lambda target: target)
    converter.register_structure_hook_func(_is_target, _read_target)
    converter.register_unstructure_hook_func(_is_value, _write_value)
    converter.register_structure_hook_func(_is_value, _read_value)
    converter.register_unstructure_hook_factory(_is_tagged, _write_tagged)
    converter.register_structure_hook_factory(_is_tagged, _read_tagged)
    return converter


_converter = _made()

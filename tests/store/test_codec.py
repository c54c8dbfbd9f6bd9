"""The codec: what is written comes back the same, from one release to the next."""

import json
from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.state import Conversation
from bot.desk.state import Case
from bot.model.delivery import Act, EditText, Outgoing, Side, Slot
from bot.model.effects import Button
from bot.model.ids import MessageId
from bot.model.inputs import Input, MediaKind, Notified, Said, Showed, VisitorWrote
from bot.store import codec

# A visitor's text may hold anything, also half a character.
texts = st.text(st.characters(exclude_categories=()), max_size=12)
times = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]))
st.register_type_strategy(str, texts)
st.register_type_strategy(datetime, times)
values = st.dictionaries(texts, texts | times, max_size=3)

inputs = st.one_of(
    *(
        st.builds(kind, values=values) if kind is Notified else st.from_type(kind)
        for kind in get_args(Input)
    )
)
outgoings = st.builds(Outgoing, act=st.one_of(*map(st.from_type, get_args(Act))))


@given(inputs)
def test_every_input_comes_back_the_same(value: Input) -> None:
    assert codec.decode_input(codec.encode_input(value)) == value


@given(outgoings)
def test_every_outgoing_comes_back_the_same(value: Outgoing) -> None:
    assert codec.decode_outgoing(codec.encode_outgoing(value)) == value


@given(st.from_type(Conversation))
def test_every_conversation_comes_back_the_same(value: Conversation) -> None:
    assert codec.decode_conversation(codec.encode_conversation(value)) == value


@given(st.from_type(Case))
def test_every_case_comes_back_the_same(value: Case) -> None:
    assert codec.decode_case(codec.encode_case(value)) == value


@pytest.mark.parametrize("kind", get_args(Input), ids=lambda kind: kind.__name__)
def test_every_kind_of_input_is_told_by_its_name(kind: type) -> None:
    tree = {"type": kind.__name__}
    needed = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    if needed:
        with pytest.raises(codec.CodecError):
            codec.decode_input(json.dumps(tree).encode())
    else:
        assert codec.decode_input(json.dumps(tree).encode()) == kind()


def test_types_that_look_alike_stay_apart() -> None:
    by_role = Outgoing(Side.TOPIC, EditText(Slot.CARD, "x", (Button("a", "b"),)))
    by_number = Outgoing(Side.TOPIC, EditText(MessageId(5), "x"))
    at, like_a_time = datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01T00:00:00+00:00"
    notified = Notified("case.away", {"opens": at, "said": like_a_time})

    assert codec.decode_outgoing(codec.encode_outgoing(by_role)) == by_role
    assert codec.decode_outgoing(codec.encode_outgoing(by_number)) == by_number
    assert codec.decode_input(codec.encode_input(notified)) == notified


def test_what_is_nested_keeps_its_kind() -> None:
    showed = VisitorWrote(Showed(MessageId(1), MediaKind.VOICE, "caption"))

    decoded = codec.decode_input(codec.encode_input(showed))

    assert decoded == showed
    assert isinstance(decoded, VisitorWrote)
    assert isinstance(decoded.written, Showed)


def test_an_unknown_key_is_passed_over_and_a_missing_one_takes_its_default() -> None:
    newer = b'{"type": "Said", "message": 1, "text": "hi", "mood": {"deep": [1]}}'

    assert codec.decode_input(newer) == Said(MessageId(1), "hi")
    assert codec.decode_conversation(b'{"mood": 1}') == Conversation()


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"secret words"',
        b'{"type": "Sang", "text": "secret words"}',
        b'{"type": "Said", "text": "secret words"}',
        b'{"type": "Said", "message": "secret words", "text": ""}',
        b'{"type": "Showed", "message": 1, "kind": "secret words"}',
    ],
)
def test_what_cannot_be_read_is_refused_without_quoting_it(plain: bytes) -> None:
    with pytest.raises(codec.CodecError) as caught:
        codec.decode_input(plain)

    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_japanese_takes_no_more_room_than_it_must() -> None:
    encoded = codec.encode_input(Said(MessageId(1), "こんにちは"))

    assert "こんにちは".encode() in encoded

"""The codec: what is written comes back the same, from one release to the next."""

import json
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.state import Conversation
from bot.desk.state import Case, Draft, Holder, Reply, Stage, Transfer
from bot.model.delivery import (
    Act,
    Copy,
    DeleteMessage,
    EditText,
    Outgoing,
    Priority,
    Side,
    Slot,
)
from bot.model.effects import Button
from bot.model.ids import CaseId, CaseNumber, DeskId, Language, MessageId, StaffRef
from bot.model.inputs import (
    About,
    Edited,
    Entity,
    GroupChanged,
    Input,
    MediaKind,
    Notified,
    Said,
    Showed,
    Staff,
    StaffCommanded,
    StaffPressed,
    StaffShowed,
    VisitorWrote,
)
from bot.store import codec

# A visitor's text may hold anything, also half a character.
texts = st.text(st.characters(exclude_categories=()), max_size=12)
times = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]))
st.register_type_strategy(str, texts)
st.register_type_strategy(datetime, times)
AT = datetime(2026, 1, 1, tzinfo=UTC)
HERE = MessageId(5)
CASE = Case(CaseId("c1"), CaseNumber(3), "", Language("ja"), AT)
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
    gone_by_role = Outgoing(Side.VISITOR, DeleteMessage(Slot.TWIN), origin=MessageId(7))
    gone_by_number = Outgoing(Side.VISITOR, DeleteMessage(MessageId(5)), expires=AT)
    notified = Notified("case.away", {"opens": AT, "said": "2026-01-01T00:00:00+00:00"})

    for outgoing in (by_role, by_number, gone_by_role, gone_by_number):
        assert codec.decode_outgoing(codec.encode_outgoing(outgoing)) == outgoing
    assert codec.decode_input(codec.encode_input(notified)) == notified


def test_what_is_nested_keeps_its_kind() -> None:
    showed = VisitorWrote(Showed(MessageId(1), MediaKind.VOICE, "caption"))

    decoded = codec.decode_input(codec.encode_input(showed))

    assert decoded == showed
    assert isinstance(decoded, VisitorWrote)
    assert isinstance(decoded.written, Showed)


def test_what_a_case_holds_back_keeps_its_kind_and_its_order() -> None:
    haru = Staff(StaffRef("r1"), "はる")
    kept = (
        Said(MessageId(1), "x", (Entity("bold", 0, 1),)),
        Showed(MessageId(2), MediaKind.PHOTO, album="9"),
        Edited(MessageId(1), "y"),
    )
    case = replace(
        CASE,
        held_back=(
            Reply(haru, MessageId(5), "はい", media=MediaKind.PHOTO),
            Reply(haru, HERE, ""),
        ),
        draft=Draft(1, "thanks", haru),
        transfer=Transfer(DeskId("other"), "お願いします", "はる"),
        album=("9", MessageId(5)),
        kept=kept,
    )

    decoded = codec.decode_case(codec.encode_case(case))

    assert decoded == case
    assert [type(each) for each in decoded.kept] == [Said, Showed, Edited]


def test_a_case_and_an_outgoing_of_the_last_release_are_read() -> None:
    plain = b"""{"id": "c1", "number": 3, "nickname": "", "language": "ja", "written": 2,
        "opened_at": "2026-01-01T00:00:00+00:00", "stage": "held",
        "holder": {"ref": "r1", "work_name": "x"}, "waiting_since": null}"""
    row = b"""{"side": "topic", "act": {"type": "Copy", "message": 5, "source": "visitor"},
        "priority": "2-visitor", "about": "relay", "origin": 5}"""

    case, outgoing = codec.decode_case(plain), codec.decode_outgoing(row)

    assert case == replace(CASE, written=2, stage=Stage.HELD, holder=Holder(StaffRef("r1"), "x"))
    assert outgoing == Outgoing(
        Side.TOPIC, Copy(HERE, Side.VISITOR), Priority.VISITOR, About.RELAY, HERE
    )


@pytest.mark.parametrize(
    "plain",
    [
        b'{"type": "StaffPressed", "staff": null, "press": "claim:1"}',
        b'{"type": "StaffShowed", "staff": null, "message": 5, "kind": "photo"}',
        b'{"type": "StaffCommanded", "staff": null, "message": 5, "name": "r", "text": "x"}',
        b'{"type": "GroupChanged"}',
    ],
)
def test_an_input_of_the_last_release_is_read(plain: bytes) -> None:
    assert codec.decode_input(plain) in {
        StaffPressed(None, "claim:1"),
        StaffShowed(None, HERE, MediaKind.PHOTO),
        StaffCommanded(None, HERE, "r", "x"),
        GroupChanged(),
    }


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

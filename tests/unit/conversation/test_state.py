"""What is kept between two inputs."""

import json
from dataclasses import asdict, fields, replace

import pytest

from bot.conversation.state import Conversation, Place, Standing, changed
from bot.model.ids import FlowId, Language, StepId
from tests.unit.conversation.small import small
from tests.unit.conversation.visitor import in_a_case


def test_a_newcomer_has_said_nothing() -> None:
    assert Conversation() == Conversation(None, None, 0, {}, "", "", (), Standing.FLOWS)


def test_a_conversation_is_made_of_plain_values() -> None:
    place = Place(FlowId("person"), StepId("about"))
    visitor = Conversation(Language("en"), place, 3, {"about": "self"}, "ねこ")

    plain = json.loads(json.dumps(asdict(visitor)))

    assert plain["place"] == {"flow": "person", "step": "about"}
    assert plain["standing"] == "flows"


def test_each_input_leaves_the_version_it_met() -> None:
    assert in_a_case().standing.version == small().version


@pytest.mark.parametrize("name", [each.name for each in fields(Conversation)])
def test_a_change_takes_every_other_field_along(name: str) -> None:
    marked = replace(Conversation(), **{name: "a mark"})  # type: ignore[arg-type]  # of any field
    other = "nickname" if name == "serial" else "serial"

    assert changed(marked, **{other: 8}) == replace(marked, **{other: 8})  # type: ignore[arg-type]  # of any field
    assert marked == replace(Conversation(), **{name: "a mark"})  # type: ignore[arg-type]  # of any field


def test_what_is_no_field_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        changed(Conversation(), nick="つばめ")

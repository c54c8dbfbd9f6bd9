"""What a message is, by the names the library gives its fields."""

import pytest
from telegram import Message

from bot.channels.telegram.kinds import KINDS, SERVICE
from bot.model.inputs import MediaKind


@pytest.mark.parametrize("name", [*(name for name, _ in KINDS), *SERVICE])
def test_the_library_knows_every_name_we_look_for(name: str) -> None:
    assert hasattr(Message, name) or name in Message.__slots__


def test_every_kind_can_be_told_apart_but_the_rest() -> None:
    assert {kind for _, kind in KINDS} == set(MediaKind) - {MediaKind.OTHER}

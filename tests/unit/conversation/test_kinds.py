"""Every kind of thing has its rule."""

import pytest

from bot.conversation import interface
from bot.conversation.kinds import RULES, Way, caption_of, is_relayed
from bot.model.inputs import Edited, Entity, MediaKind, Pressed, Said, Showed
from tests.unit.conversation.small import MESSAGE

WAYS = {
    Way.RELAYED: {
        MediaKind.PHOTO,
        MediaKind.STICKER,
        MediaKind.VOICE,
        MediaKind.VIDEO,
        MediaKind.VIDEO_NOTE,
        MediaKind.ANIMATION,
        MediaKind.DICE,
    },
    Way.CONFIRMED: {MediaKind.CONTACT, MediaKind.LOCATION},
    Way.DECLINED: {
        MediaKind.DOCUMENT,
        MediaKind.AUDIO,
        MediaKind.POLL,
        MediaKind.STORY,
        MediaKind.OTHER,
    },
}


def test_every_kind_goes_one_way() -> None:
    found = {way: {kind for kind in MediaKind if RULES[kind].way is way} for way in Way}

    assert found == WAYS


@pytest.mark.parametrize("kind", [*WAYS[Way.CONFIRMED], *WAYS[Way.DECLINED]])
def test_what_is_not_relayed_at_once_has_a_name_and_a_reason_of_its_own(kind: MediaKind) -> None:
    rule = RULES[kind]

    alike = [other for other in RULES if RULES[other].why == rule.why]

    assert alike == [kind]
    assert rule.name in interface.ALL
    assert rule.why in interface.ALL


def test_words_and_their_changes_are_relayed_and_presses_are_not() -> None:
    assert is_relayed(Said(MESSAGE, "あ"))
    assert is_relayed(Edited(MESSAGE, "い"))
    assert not is_relayed(Pressed(MESSAGE, "go:menu"))


@pytest.mark.parametrize("kind", MediaKind)
def test_a_thing_is_relayed_by_its_rule(kind: MediaKind) -> None:
    assert is_relayed(Showed(MESSAGE, kind)) == (kind in WAYS[Way.RELAYED])


def test_a_caption_becomes_words_of_the_same_message() -> None:
    bold = (Entity("bold", 0, 1),)
    file = Showed(MESSAGE, MediaKind.DOCUMENT, "あ", bold, MESSAGE, "album", "en")

    assert caption_of(file) == Said(MESSAGE, "あ", bold, MESSAGE)


@pytest.mark.parametrize("caption", ["", " \n"])
def test_a_thing_without_words_has_no_caption(caption: str) -> None:
    assert caption_of(Showed(MESSAGE, MediaKind.DOCUMENT, caption)) is None

"""Canned replies that are too many to be shown in one message are shown one by one."""

from dataclasses import replace

from bot.desk import drafts, words
from bot.model.effects import PostToTopic, RelayToVisitor
from tests.unit.desk.given import CANNED, SAKURA, UNDER, a_scene, held

LONG = tuple(replace(CANNED[0], id=f"read-{n}", for_staff="読" * 900) for n in range(8))


def test_what_fits_into_one_message_is_shown_in_full_and_sent_in_one_tap() -> None:
    scene = a_scene(canned=lambda: CANNED)

    text, buttons = drafts.listed(held(), scene)
    _, effects = drafts.chosen(held(), SAKURA, ("read", UNDER), scene)

    assert CANNED[0].for_staff in text
    assert [button.press for button in buttons] == ["say:12:read", "say:12:meet"]
    assert any(isinstance(effect, RelayToVisitor) for effect in effects)


def test_what_was_not_shown_is_shown_before_it_is_sent() -> None:
    scene = a_scene(canned=lambda: LONG)

    text, buttons = drafts.listed(held(), scene)
    case, effects = drafts.chosen(held(), SAKURA, ("read-3", UNDER), scene)

    assert text == words.CANNED_TITLES
    assert len(buttons) == 8
    [preview] = effects
    assert isinstance(preview, PostToTopic)
    assert LONG[3].for_staff in preview.text
    assert preview.buttons[0].press == "send_draft:12:1"
    assert case is not None
    assert case.draft is not None


def test_two_at_work_on_one_case_never_send_each_others_draft() -> None:
    scene = a_scene(canned=lambda: LONG)
    first, _ = drafts.chosen(held(), SAKURA, ("read-1", UNDER), scene)
    assert first is not None
    second, _ = drafts.chosen(first, SAKURA, ("read-2", UNDER), scene)
    assert second is not None

    _, stale = drafts.sent(second, SAKURA, ("1", UNDER), scene)
    _, fresh = drafts.sent(second, SAKURA, ("2", UNDER), scene)

    assert not any(isinstance(effect, RelayToVisitor) for effect in stale)
    assert any(isinstance(effect, RelayToVisitor) for effect in fresh)

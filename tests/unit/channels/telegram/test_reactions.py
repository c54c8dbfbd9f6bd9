"""Which reactions count, and which a bot may set."""

import pytest
from telegram import ReactionTypeCustomEmoji, ReactionTypeEmoji, ReactionTypePaid
from telegram.constants import ReactionEmoji

from bot.channels.telegram.reactions import NEAREST, newest, settable
from bot.desk.replies import DELIVERED, FAILED

CUSTOM, PAID = ReactionTypeCustomEmoji("5368324170671202286"), ReactionTypePaid()
OLD, NEW = ReactionTypeEmoji("👍"), ReactionTypeEmoji("🙏")


@pytest.mark.parametrize(
    ("set_now", "expected"),
    [
        ((), ""),
        ((OLD,), "👍"),
        ((OLD, NEW), "🙏"),
        ((OLD, CUSTOM, PAID), "👍"),
        ((CUSTOM,), ""),
        ((PAID,), ""),
    ],
)
def test_the_newest_emoji_counts_and_what_is_none_is_passed_over(
    set_now: tuple[ReactionTypeEmoji, ...], expected: str
) -> None:
    assert newest(set_now) == expected


@pytest.mark.parametrize("emoji", [str(each) for each in ReactionEmoji])
def test_what_a_bot_may_set_is_set_as_it_is(emoji: str) -> None:
    assert settable(emoji) == emoji


@pytest.mark.parametrize("emoji", [DELIVERED, FAILED])
def test_our_own_marks_can_be_set(emoji: str) -> None:
    assert settable(emoji) == emoji


@pytest.mark.parametrize(
    ("emoji", "expected"),
    [("👍🏿", "👍"), ("❤\ufe0f", "❤"), ("❤\u200d🔥", "❤\ufe0f\u200d🔥"), ("✔\ufe0f", "👌")],
)
def test_shades_of_an_emoji_do_not_keep_it_away(emoji: str, expected: str) -> None:
    assert settable(emoji) == expected


def test_what_is_near_can_be_set_and_is_not_set_already() -> None:
    allowed = {str(each) for each in ReactionEmoji}

    assert set(NEAREST.values()) <= allowed
    assert not set(NEAREST) & allowed
    assert all(settable(emoji) == near for emoji, near in NEAREST.items())


@pytest.mark.parametrize("emoji", ["", "🧿", "つ", "👨\u200d👩\u200d👧"])
def test_what_is_near_to_nothing_takes_the_old_one_away(emoji: str) -> None:
    assert settable(emoji) == ""

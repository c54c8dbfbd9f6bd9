"""The profile: lines of all hours, in every language that an app may have, and short enough."""

from bot.conversation.profile import LONGEST, LONGEST_SHORT, profiles
from tests.unit.conversation.small import small
from tests.unit.loader.shipped import shipped


def test_each_language_of_an_app_reads_its_own() -> None:
    assert set(profiles(shipped())) == {"", "en", "ko", "vi", "zh"}


def test_it_names_a_phone_of_all_hours_a_way_to_write_and_the_emergency_numbers() -> None:
    for profile in profiles(shipped()).values():
        assert all(
            number in profile.text for number in ("0120-279-338", "talkme.jp", "119", "110")
        )
        assert all(number in profile.short for number in ("0120-279-338", "119", "110"))


def test_it_names_nothing_that_closes() -> None:
    text = profiles(shipped())[""].text

    assert "0120-783-556" not in text
    assert "0570-087478" not in text


def test_it_is_whole_within_what_telegram_takes() -> None:
    for profile in profiles(shipped()).values():
        assert len(profile.text) <= LONGEST
        assert len(profile.short) <= LONGEST_SHORT
        assert not profile.text.endswith("…")
        assert not profile.short.endswith("…")


def test_a_content_without_a_profile_leaves_the_one_that_is_there() -> None:
    assert profiles(small()) == {}

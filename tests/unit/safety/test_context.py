"""What stands around a sign and changes what it says."""

import pytest

from bot.safety.context import is_denied, is_of_another, is_over
from bot.safety.fold import folded

WISH = ("死にたい", "死にたかった", "want to die", "想死", "죽고 싶", "muốn chết")


def around(text: str) -> tuple[str, int, int]:
    """Find the wish in a text."""
    plain = folded(text)
    for wish in map(folded, WISH):
        if wish in plain:
            start = plain.index(wish)
            return plain, start, start + len(wish)
    raise AssertionError(text)


@pytest.mark.parametrize(
    "text", ["死にたいわけじゃない", "死にたいとは思わない", "i don't want to die", "我并不想死"]
)
def test_a_denial_is_one(text: str) -> None:
    assert is_denied(*around(text))


@pytest.mark.parametrize(
    "text", ["死にたい", "死にたい。外に出る気はない", "another night i want to die", "好想死"]
)
def test_what_stands_elsewhere_denies_nothing(text: str) -> None:
    assert not is_denied(*around(text))


@pytest.mark.parametrize("text", ["昔は死にたいと思ってたけど今は元気です"])
def test_what_is_over_is_over(text: str) -> None:
    assert is_over(*around(text))


@pytest.mark.parametrize("text", ["昔から死にたい", "昔は死にたいと思っていました"])
def test_that_it_was_so_does_not_say_that_it_is_over(text: str) -> None:
    assert not is_over(*around(text))


@pytest.mark.parametrize(
    "text",
    [
        "娘が死にたいと言っています",
        "友達から死にたいとLINEが来た",
        "my son says he wants... i mean want to die",
        "我儿子说想死",
        "친구가 죽고 싶대요",
        "con trai tôi muốn chết",
    ],
)
def test_a_wish_told_of_another_is_theirs(text: str) -> None:
    assert is_of_another(*around(text))


@pytest.mark.parametrize(
    "text",
    [
        "死にたい",
        "父が怒るから死にたい",
        "母に言われて死にたい",
        "友達はみんな働いてるのに私は死にたい",
        "死にたい。娘が心配",
    ],
)
def test_a_wish_of_ones_own_stays_ones_own(text: str) -> None:
    assert not is_of_another(*around(text))

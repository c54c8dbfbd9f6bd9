"""Finding what a typed text is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.match import Known, match, normalise, same
from bot.conversation.state import Place
from bot.model.ids import FlowId, StepId

COST = Place(FlowId("cost"), StepId("say"))
FAMILY = Place(FlowId("family"), StepId("say"))
KNOWN = tuple(
    Known(normalise(phrase), place)
    for phrase, place in (
        ("お金はかかりますか", COST),
        ("料金", COST),
        ("家族のことで相談できますか", FAMILY),
        ("息子のことで相談できますか", FAMILY),
        ("Is it free?", COST),
        ("家族のことを相談できますか", COST),
    )
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("お金はかかりますか", COST),
        ("お金は、かかりますか？？", COST),
        ("お金わかかりますか", COST),
        ("IS IT FREE", COST),
        ("Ｉｓ ｉｔ ｆｒｅｅ", COST),
        ("is it fre", COST),
        ("料金", COST),
        ("料理", None),
        ("娘のことで相談できますか", FAMILY),
        ("こんにちは", None),
        ("", None),
        ("？！", None),
        ("🙂", None),
        ("お金はかかりますか" * 20, None),
    ],
)
def test_the_same_phrase_or_a_near_one_leads_to_its_place(text: str, place: Place | None) -> None:
    assert match(text, KNOWN) == place


def test_a_text_as_near_to_two_places_leads_to_neither() -> None:
    between = (Known("そうだんできますかA", COST), Known("そうだんできますかB", FAMILY))

    assert match("そうだんできますか", between) is None


def test_without_nearness_only_the_same_phrase_counts() -> None:
    assert match("お金わかかりますか", KNOWN, near=False) is None
    assert match("お金はかかりますか", KNOWN, near=False) == COST


def test_texts_are_the_same_but_for_width_case_and_punctuation() -> None:
    assert same("ﾒﾆｭｰ！", "メニュー")
    assert not same("", "…")


@given(st.text())
def test_any_text_is_matched_without_a_fall(text: str) -> None:
    assert match(text, KNOWN) in (None, COST, FAMILY)

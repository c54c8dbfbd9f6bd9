"""Texts and their entities."""

import pytest

from bot.simulator.entities import parse_html, trimmed
from bot.simulator.wire import Json, Refusal


@pytest.mark.parametrize(
    ("given", "text", "entities"),
    [
        ("<b>太</b>い", "太い", [{"type": "bold", "offset": 0, "length": 1}]),
        (
            "<i>a<code>b</code></i>",
            "ab",
            [
                {"type": "code", "offset": 1, "length": 1},
                {"type": "italic", "offset": 0, "length": 2},
            ],
        ),
        (
            "😀<a href='https://example.jp/?a=1&amp;b=2'>x</a>",
            "😀x",
            [
                {
                    "type": "text_link",
                    "offset": 2,
                    "length": 1,
                    "url": "https://example.jp/?a=1&b=2",
                }
            ],
        ),
        ("1 &lt; 2", "1 < 2", []),
        ("<b></b>x", "x", []),
    ],
)
def test_html_is_read(given: str, text: str, entities: list[Json]) -> None:
    assert parse_html(given) == (text, entities)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("あ<b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_what_cannot_be_read_says_where(given: str, reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_html(given)

    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


def test_blanks_are_cut_and_entities_stay_in_place() -> None:
    bold = {"type": "bold", "offset": 2, "length": 3}

    assert trimmed("  太い  ", [bold]) == ("太い", [{"type": "bold", "offset": 0, "length": 2}])

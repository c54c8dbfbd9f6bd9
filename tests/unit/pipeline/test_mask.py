"""Whoever is named by an account is not named across, and nothing else is touched."""

import re
from string import ascii_letters, digits

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model.inputs import Entity
from bot.pipeline.mask import DOT, masked
from bot.pipeline.split import units

NAMED = re.compile(
    r"(?<![A-Za-z0-9_])@[A-Za-z][A-Za-z0-9_]{4,31}(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_.-])t\.me/[a-z]|tg://user",
    re.IGNORECASE,
)
"""What nobody may read on the other side, written down once more and otherwise."""

names = st.builds(
    str.__add__,
    st.sampled_from(ascii_letters),
    st.text(f"{ascii_letters}{digits}_", min_size=4, max_size=31),
)
japanese = st.text("あ漢、。 \n🌸𠮷（）", max_size=8)
pieces = st.one_of(
    japanese,
    names.map("@{}".format),
    names.map("t.me/{}".format),
    names.map("https://{}.t.me".format),
    st.sampled_from(["@", "a", "_", ".", "/", "tg://", "t.me/", "@a@bcdef", "\ud83c", DOT, "9"]),
)
texts = st.lists(pieces, max_size=8).map("".join)
stretches = st.builds(
    Entity,
    st.sampled_from(["text_mention", "mention", "bold", "text_link"]),
    st.integers(0, 60),
    st.integers(1, 60),
    st.sampled_from(["", "tg://user?id=5", "https://example.org"]),
)
formatting = st.lists(stretches, max_size=3).map(tuple)


def utf16(text: str) -> list[bytes]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[at : at + 2] for at in range(0, len(raw), 2)]


@given(texts, formatting)
def test_every_unit_keeps_its_place_and_is_itself_or_a_dot(
    text: str, marks: tuple[Entity, ...]
) -> None:
    before, after = utf16(text), utf16(masked(text, marks))

    assert len(before) == len(after)
    dot = DOT.encode("utf-16-le")
    assert all(new in {old, dot} for old, new in zip(before, after, strict=True))


@given(texts, formatting)
@example("@aaaaa@bbbbb", ())
@example("abcde.t.me@bbbbb", ())
@example("ab@bbbbb", (Entity("text_mention", 0, 2),))
@example("https://a0000.t.metg://@a0000", ())
def test_nobody_is_named_afterwards(text: str, marks: tuple[Entity, ...]) -> None:
    assert NAMED.search(masked(text, marks)) is None


@given(texts, formatting)
def test_what_is_masked_once_is_masked(text: str, marks: tuple[Entity, ...]) -> None:
    once = masked(text, marks)

    assert masked(once, marks) == once


@given(japanese, names, japanese)
def test_a_name_among_words_is_covered_and_the_words_are_not(
    before: str, name: str, after: str
) -> None:
    covered = DOT * (len(name) + 1)

    assert masked(f"{before}@{name}{after}") == f"{before}{covered}{after}"


@given(st.text(st.characters(exclude_characters="@＠", exclude_categories=()), max_size=60))
@example("format.me/abc 2.5/10 http://example.org/t.html")
def test_words_without_any_name_are_left_alone(text: str) -> None:
    if "t.me" not in text.lower() and "tg:" not in text.lower():
        assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("私は@midori_5です", "私は●●●●●●●●●です"),
        ("＠Midori5 に聞いて", "●●●●●●●● に聞いて"),
        ("(@midori_5)", "(●●●●●●●●●)"),
        ("見て t.me/midoriです", "見て ●●●●●●●●●●●です"),
        ("HTTPS://T.ME/Midori", "●" * 19),
        ("https://t.me/+AbC-d_e はこちら", "●" * 21 + " はこちら"),
        ("https://telegram.me/midori?start=1", "●" * 34),
        ("www.telegram.dog/midori", "●" * 23),
        ("midori.t.me", "●" * 11),
        ("🌸tg://user?id=123です", "🌸" + "●" * 16 + "です"),
        ("tg://resolve?domain=midori", "●" * 26),
        ("mailto:a@example.com と @midori", "mailto:a@example.com と ●●●●●●●"),
    ],
)
def test_names_and_addresses_of_accounts_are_covered(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "midori.yamada_5@example.com",
        "わたしのは a@softbank.ne.jp です",
        "10時 @渋谷",
        "@abcd",
        "@5midori",
        f"@{'a' * 33}",
        "@ midori",
        "/menu@engawa_bot",
        "format.me/abc",
        "not-t.me/abc",
        "t.me",
        "https://example.org/t.me",
        "",
    ],
)
def test_what_names_nobody_on_telegram_is_left_alone(text: str) -> None:
    assert masked(text) == text


def test_a_mention_without_a_name_is_covered_where_it_stands() -> None:
    text = "🌸山田🌸さんと会った"
    mention = Entity("text_mention", 2, 6)

    assert masked(text, (Entity("bold", 0, 8), mention)) == "🌸●●●●●●と会った"


def test_a_short_name_is_covered_where_telegram_itself_knows_it() -> None:
    assert masked("@nova です", (Entity("mention", 0, 5),)) == "●●●●● です"


@pytest.mark.parametrize(
    ("url", "expected"), [("tg://user?id=5", "●●さん"), ("https://example.org", "山田さん")]
)
def test_words_that_lead_to_an_account_are_covered(url: str, expected: str) -> None:
    assert masked("山田さん", (Entity("text_link", 0, 2, url=url),)) == expected


def test_a_stretch_that_halves_a_character_covers_it_whole() -> None:
    assert masked("あ🌸い", (Entity("text_mention", 2, 1),)) == "あ●●い"


@pytest.mark.parametrize("text", ["@aaaaa" * 680, "a" * 4096, "@" * 4096, "abcd.t.me@" * 409])
def test_a_long_text_is_masked_as_long_as_it_came(text: str) -> None:
    assert units(masked(text)) == units(text)

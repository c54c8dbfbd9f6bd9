"""Those who come in a crowd: who has something to say, and how their line reads."""

import pytest

from bot.desk import aside
from bot.desk.aside import MOST_LETTERS, SHOWN_AS, is_worth_a_topic
from bot.model.inputs import Edited, Entity, MediaKind, Said, Showed
from tests.unit.desk.given import THEIRS, a_case

LINK = "https://example.com/x"


def said(text: str, *entities: Entity) -> Said:
    return Said(THEIRS, text, entities)


@pytest.mark.parametrize(
    "text",
    [
        "こんにちは",
        "はい",
        "hi",
        "Здравствуйте",
        "안녕",
        "ﾊｲ",
        "死",  # all that somebody may be able to write
        "😭つらい",
        "20代です",
        "help.please",
    ],
)
def test_two_letters_or_a_single_kanji_are_worth_a_topic(text: str) -> None:
    assert is_worth_a_topic(said(text))


@pytest.mark.parametrize(
    "text", ["", " ", "。", "あ", "a", "1234", "!!!", "😀😀😀", "…", "2026/11/24"]
)
def test_less_than_two_letters_can_wait_for_more(text: str) -> None:
    assert not is_worth_a_topic(said(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [(LINK, "url"), ("example.com", "url"), ("@somebody", "mention"), ("/start", "bot_command")],
)
def test_a_bare_link_or_name_or_command_is_no_words(text: str, kind: str) -> None:
    marked = Entity(kind, 0, len(text))

    assert not is_worth_a_topic(said(text, marked))
    assert not is_worth_a_topic(said(f"{text} !", marked))
    assert is_worth_a_topic(said(f"{text} これです", marked))


def test_several_links_are_cut_out_where_they_stand() -> None:
    text = f"😀 {LINK} 😀 {LINK} あ"
    first, second = 3, 3 + len(LINK) + 4
    marked = (Entity("url", first, len(LINK)), Entity("url", second, len(LINK)))

    assert not is_worth_a_topic(said(text, *marked))
    assert is_worth_a_topic(said(f"{text}い", *marked))


def test_formatting_takes_nothing_away() -> None:
    assert is_worth_a_topic(said("はい", Entity("bold", 0, 2), Entity("text_link", 0, 2)))


def test_half_a_character_does_no_harm() -> None:
    broken = said("\ud83d あい", Entity("url", 1, 1))

    assert is_worth_a_topic(broken)


@pytest.mark.parametrize("kind", MediaKind)
def test_everything_shown_is_worth_a_topic_but_a_sticker_and_dice(kind: MediaKind) -> None:
    assert is_worth_a_topic(Showed(THEIRS, kind)) is (kind.value not in {"sticker", "dice"})


def test_a_change_is_worth_what_its_words_are_worth() -> None:
    assert is_worth_a_topic(Edited(THEIRS, "こんにちは"))
    assert not is_worth_a_topic(Edited(THEIRS, "あ"))


# ── the line ─────────────────────────────────────────────────────────────────


def test_the_line_tells_number_and_name_and_how_it_begins() -> None:
    assert aside.line(a_case(), said("こんにちは\n\nはじめまして")) == (
        "No. 12 みどり：こんにちは はじめまして"
    )
    assert aside.line(a_case(nickname=""), said("あ")) == "No. 12 名前なし：あ"


def test_the_line_is_cut_and_shows_that_it_is() -> None:
    whole = aside.line(a_case(), said("あ" * MOST_LETTERS))
    cut = aside.line(a_case(), said("あ" * (MOST_LETTERS + 1)))

    assert whole.endswith("：" + "あ" * 60)
    assert cut.endswith("：" + "あ" * 60 + "…")


@pytest.mark.parametrize("kind", MediaKind)
def test_the_line_says_what_was_shown(kind: MediaKind) -> None:
    assert aside.line(a_case(), Showed(THEIRS, kind, "これ")) == (
        f"No. 12 みどり：［{SHOWN_AS[kind]}］これ"
    )

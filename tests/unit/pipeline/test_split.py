"""Long texts are cut so that nothing is lost and every part can be sent."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model.inputs import Entity
from bot.pipeline.split import TEXT_LIMIT, Piece, headed, split, units

LETTERS = st.text(st.sampled_from("あa🌸👨‍👩‍👧\n 𠮷\u3099"), max_size=120)


def utf16(text: str) -> list[bytes]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[at : at + 2] for at in range(0, len(raw), 2)]


def marked(piece: Piece) -> list[tuple[str, bytes]]:
    """List what stands under each formatting, unit by unit."""
    stretched = utf16(piece.text)
    return [
        (entity.kind, unit)
        for entity in piece.entities
        for unit in stretched[entity.offset : entity.offset + entity.length]
    ]


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    text = draw(LETTERS)
    edges = st.integers(0, len(text))
    entities = []
    for kind in draw(st.lists(st.sampled_from(["bold", "code", "pre"]), max_size=4)):
        first, last = sorted((draw(edges), draw(edges)))
        if first < last:
            start = units(text[:first])
            entities.append(Entity(kind, start, units(text[:last]) - start, language="py"))
    return Piece(text, tuple(entities))


limits = st.integers(2, 40)


@given(pieces(), limits)
@example(Piece("a" * 4 + "\n"), 4)
@example(Piece("🌸\n\n\na"), 2)
def test_nothing_that_can_be_seen_is_lost_and_its_order_is_kept(piece: Piece, limit: int) -> None:
    parts = split(piece, limit)

    assert "".join("".join(part.text for part in parts).split()) == "".join(piece.text.split())


@given(pieces(), limits)
@example(Piece("a" * 4 + "\n"), 4)
@example(Piece("🌸\n\n\na"), 2)
def test_every_part_keeps_the_limit_and_can_be_sent(piece: Piece, limit: int) -> None:
    parts = split(piece, limit)

    assert all(units(part.text) <= limit for part in parts)
    assert all(part.text.strip() for part in parts) or not piece.text.strip()


@given(pieces(), limits)
def test_no_character_is_halved(piece: Piece, limit: int) -> None:
    for part in split(piece, limit):
        part.text.encode("utf-8")  # raises where half a character is left
        for entity in part.entities:
            cut = utf16(part.text)[entity.offset : entity.offset + entity.length]
            assert b"".join(cut).decode("utf-16-le")


@given(pieces(), limits)
def test_formatting_stays_on_the_same_words_and_within_its_part(piece: Piece, limit: int) -> None:
    parts = split(piece, limit)

    for part in parts:
        for entity in part.entities:
            assert entity.length > 0
            assert entity.offset >= 0
            assert entity.offset + entity.length <= units(part.text)
            assert entity.language == "py"
    kept = sorted(each for part in parts for each in marked(part) if _can_be_seen(each[1]))
    assert kept == sorted(each for each in marked(piece) if _can_be_seen(each[1]))


def _can_be_seen(unit: bytes) -> bool:
    return not unit.decode("utf-16-le", "surrogatepass").isspace()


def test_a_text_that_fits_is_left_alone() -> None:
    piece = Piece("あ" * TEXT_LIMIT, (Entity("bold", 0, TEXT_LIMIT),))

    assert split(piece) == (piece,)


def test_a_text_is_cut_at_a_line_end_in_its_second_half() -> None:
    first, second = "あ" * 3000, "い" * 3000

    parts = split(Piece(f"{first}\n{second}"))

    assert [part.text for part in parts] == [first, second]


def test_a_line_end_just_behind_a_full_part_is_where_it_is_cut() -> None:
    parts = split(Piece(f"{'あ' * 3000}\n{'い' * 1095}\n{'う' * 9}"))

    assert [part.text[-1] for part in parts] == ["い", "う"]
    assert parts[1].text == "う" * 9


def test_a_line_end_in_the_first_half_does_not_waste_a_message() -> None:
    parts = split(Piece("あ\n" + "い" * 5000))

    assert [units(part.text) for part in parts] == [4096, 906]


def test_half_a_character_that_somebody_sent_is_counted_and_kept() -> None:
    parts = split(Piece("\ud83c" * 5), 4)

    assert [part.text for part in parts] == ["\ud83c" * 4, "\ud83c"]


@pytest.mark.parametrize(("text", "count"), [("", 0), ("あ", 1), ("🌸", 2), ("a🌸", 3)])
def test_lengths_are_counted_as_telegram_counts_them(text: str, count: int) -> None:
    assert units(text) == count


def test_a_header_is_bold_and_moves_the_formatting_down() -> None:
    piece = headed("🌸 1", "はい", (Entity("italic", 0, 2),))

    assert piece == Piece("🌸 1\nはい", (Entity("bold", 0, 4), Entity("italic", 5, 2)))


def test_a_header_may_stand_alone() -> None:
    assert headed("みどり", "", ()) == Piece("みどり", (Entity("bold", 0, 3),))

"""How a line of the editors' list is read, and where it is found."""

import pytest

from bot.model.danger import Level, Type
from bot.safety.fold import readings
from bot.safety.signs import GAP, Lookup, sign_of


def found(written: str, text: str) -> list[str]:
    reading = readings(text)[0]
    hits = Lookup.of([sign_of(written)]).hits(reading)
    return [reading.text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("消えたい", "もうキエたい。消えたい"),
        ("（死に/しに）たい", "しにたい"),
        ("(死に/しに)たい", "死にたい"),
        ("薬…飲んだ", "薬を全部、一気に飲んだ"),
        ("（want/need）to die", "i want to die"),
        ("（want/need）…die", "i want so much to die"),
        ("死にたい", "死死にににたたたいい"),
        ("disappear", "d i s a p p e a r"),
        ("＝死ぬ", "死ぬ。"),
    ],
)
def test_a_sign_is_found(written: str, text: str) -> None:
    assert len(found(written, text)) == 1


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("薬…飲んだ", "薬" + "あい" * GAP + "飲んだ"),
        ("die", "diet"),
        ("od", "want to do"),
        ("od", "to d"),
        ("＝死ぬ", "死ぬほど"),
        ("（死に/しに）たい", "死んだみたい"),
    ],
)
def test_what_is_no_sign_is_not_found(written: str, text: str) -> None:
    assert found(written, text) == []


def test_a_sign_is_found_wherever_it_stands() -> None:
    assert found("死に", "死にたい、死にそう") == ["死に", "死に"]


def test_a_repeated_letter_is_left_to_the_word_beside() -> None:
    assert found("to die", "i want to die") == ["todie"]
    assert found("thư tuyệt mệnh", "em viết thư tuyệt mệnh") == ["thutuyetmenh"]


@pytest.mark.parametrize(
    "written", ["a.b", "死+", "[死]", "死*", "\\d", "（）死", "…", "死……ぬ", "）（"]
)
def test_no_line_that_an_editor_may_write_is_an_error(written: str) -> None:
    assert found(written, "今日は雨") == []


def test_a_sign_knows_what_it_is_a_sign_of() -> None:
    sign = sign_of("死にたい", Type.SUICIDE, Level.AMBER)

    assert (sign.written, sign.type, sign.level) == ("死にたい", Type.SUICIDE, Level.AMBER)


def test_levels_are_in_the_order_of_danger() -> None:
    assert Level.SOFT < Level.AMBER < Level.RED

"""Agreeing on a nickname."""

import pytest

from bot.conversation.content import Nicknames
from bot.conversation.steps.nickname import MAX_LETTERS, clean
from tests.unit.conversation.visitor import Visitor


def asked(nickname: str = "") -> Visitor:
    """Lead a visitor to the question."""
    visitor = Visitor()
    visitor.sends("go:person")
    if nickname:
        visitor.writes(nickname)
        visitor.sends("go:person")
    return visitor


def test_a_name_of_two_words_is_offered_and_taken() -> None:
    visitor = Visitor()
    visitor.sends("go:person", chance=3)
    labels = visitor.labels

    visitor.presses("にする")

    assert labels[:3] == ["「青いスズメ」にする", "ほかの名前を見る", "名前なし"]
    assert visitor.standing.nickname == "青いスズメ"
    assert visitor.place == ("person", "about")


def test_another_name_is_another_even_by_the_same_chance() -> None:
    visitor = asked()
    first = visitor.labels[0]

    visitor.presses("ほかの名前を見る")
    second = visitor.labels[0]
    visitor.presses("にする")

    assert first != second
    assert second == f"「{visitor.standing.nickname}」にする"


def test_no_name_is_fine() -> None:
    visitor = asked("ねこ")

    visitor.presses("名前なし")

    assert visitor.standing.nickname == ""
    assert visitor.place == ("person", "about")


def test_a_visitor_who_has_a_name_is_offered_it_first() -> None:
    visitor = asked("ねこ")

    assert visitor.labels[0] == "「ねこ」にする"


def test_an_offer_left_lying_does_not_push_out_the_visitors_own_name() -> None:
    visitor = asked("ねこ")
    visitor.presses("ほかの名前を見る")
    visitor.sends("go:menu")

    visitor.sends("go:person")

    assert visitor.labels[0] == "「ねこ」にする"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ねこ", "ねこ"),
        ("  ね こ\n", "ね こ"),
        ("ね\nこ", "ねこ"),
        ("\u202eねこ\u200b\x00", "ねこ"),
        ("ねこ\u2028\u2029", "ねこ"),
        ("あ" * MAX_LETTERS, "あ" * MAX_LETTERS),
        ("{facts.phone}", "{facts.phone}"),
    ],
)
def test_a_typed_name_is_cleaned_and_taken_as_it_is(typed: str, name: str) -> None:
    visitor = asked()

    visitor.writes(typed)

    assert visitor.standing.nickname == name
    assert visitor.place == ("person", "about")


@pytest.mark.parametrize(
    ("typed", "preface"),
    [("あ" * 21, "名前は20文字まででおねがいします。\n\n"), ("\u200b \n", "")],
)
def test_a_name_that_cannot_be_taken_is_asked_again(typed: str, preface: str) -> None:
    visitor = asked()
    offered = visitor.labels[0]

    visitor.writes(typed)

    assert visitor.text == f"{preface}なんとお呼びしますか。"
    assert visitor.labels[0] == offered
    assert visitor.place == ("person", "name")


def test_typing_a_button_is_pressing_it_and_plain_words_stay_plain() -> None:
    no_name, menu, person = asked(), asked(), asked()

    no_name.writes("名前なし")
    menu.writes("メニュー")
    person.writes("人と話す")

    assert no_name.place == ("person", "about")
    assert menu.place == ("menu", "questions")
    assert person.place == ("person", "name")
    assert no_name.standing.nickname == menu.standing.nickname == ""


def test_cleaning_keeps_what_can_be_seen() -> None:
    assert clean(" 🐈‍⬛ É ") == "🐈⬛ É"


def test_a_draw_covers_every_pair_and_never_repeats_the_offer() -> None:
    names = Nicknames(("緑の", "青い"), ("カエデ", "スズメ"))

    drawn = {names.draw(chance) for chance in range(4)}

    assert drawn == {"緑のカエデ", "緑のスズメ", "青いカエデ", "青いスズメ"}
    assert all(
        names.draw(chance, other_than=name) != name for chance in range(9) for name in drawn
    )
    assert names.draw(2**64 - 1) in drawn
    assert Nicknames().draw(5) == ""

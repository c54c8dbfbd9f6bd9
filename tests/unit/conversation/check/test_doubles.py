"""Words that already mean something."""

import pytest

from tests.unit.conversation.small import ANONYMITY, ENGLISH, MENU, PERSON, stub
from tests.unit.loader.wrong import remarks, serious

EN = "locales/en/LC_MESSAGES/engawa.po"


@pytest.mark.parametrize("word", ["人と話す", "やめる", "いま、とてもつらい", "人と話す。"])
def test_a_reserved_word_leads_nowhere_else(word: str) -> None:
    menu = MENU.replace("そのほか: more", f"{word}: more")

    assert ("flows/menu.yaml", 9, 9, "word_reserved") in serious({"menu": menu})


def test_a_reserved_word_may_lead_where_it_always_does() -> None:
    menu = MENU.replace("そのほか: more", "そのほか: more\n        人と話す: person")

    assert serious({"menu": menu}) == []


def test_a_reserved_word_is_no_answer_to_a_question() -> None:
    person = PERSON.replace("自分のこと: self", "やめる: self")

    assert [what for _, _, _, what in serious({"person": person})] == ["word_reserved"]


@pytest.mark.parametrize("taken", ["メニュー", "だれが使える？", "題 who"])
def test_a_phrase_that_leads_elsewhere_is_remarked_on(taken: str) -> None:
    asked = ANONYMITY.replace("匿名で相談できますか", taken)

    assert remarks({"anonymity": asked}) == [("flows/anonymity.yaml", 6, "phrase_taken")]


def test_a_phrase_may_be_the_title_or_the_button_of_its_own_flow() -> None:
    asked = ANONYMITY.replace("匿名で相談できますか", "本名はいる？")

    assert remarks({"anonymity": asked}) == []


@pytest.mark.parametrize("word", ["name", "desk", "kept"])
def test_a_question_is_not_named_as_what_stands_in_braces(word: str) -> None:
    asking = stub("cost") + f"  - {word}:\n      ask: あ\n      options: {{い: a}}\n"

    assert [what for _, _, _, what in serious({"cost": asking})] == ["id_reserved"]


def test_two_buttons_that_read_alike_are_refused() -> None:
    menu = MENU.replace("そのほか: more", "本名はいる: more")

    assert serious({"menu": menu}) == [("flows/menu.yaml", 9, 9, "labels_alike")]


def test_two_that_read_alike_in_a_translation_are_remarked_on() -> None:
    same = "".join(
        f'\nmsgctxt "menu.questions"\nmsgid "{label}"\nmsgstr "Who?"\n'
        for label in ("本名はいる？", "そのほか")
    )

    assert remarks({EN: ENGLISH + same}) == [("flows/menu.yaml", 9, "labels_alike")]

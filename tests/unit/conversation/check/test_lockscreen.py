"""What a locked phone shows."""

import pytest

from tests.unit.conversation.small import ENGLISH, MENU, stub
from tests.unit.loader.wrong import serious

EN = "locales/en/LC_MESSAGES/engawa.po"


def saying(text: str) -> dict[str, str]:
    return {"cost": stub("cost").replace("文 cost", text)}


@pytest.mark.parametrize("word", ["ひきこもり", "引きこもり", "支援センター", "精神科", "不登校"])
def test_a_telling_word_at_the_beginning_is_refused(word: str) -> None:
    assert serious(saying(f"{word}のこと。")) == [("flows/cost.yaml", 4, 5, "telling_word")]


def test_further_on_it_is_not_shown() -> None:
    assert serious(saying("あ" * 40 + "ひきこもり")) == []
    assert serious(saying("あ" * 39 + "ひきこもり")) == []
    assert serious(saying("あ" * 35 + "ひきこもり")) != []


def test_a_button_tells_nothing_either() -> None:
    menu = MENU.replace("そのほか:", "ひきこもりのこと:")

    assert serious({"menu": menu}) == [("flows/menu.yaml", 9, 9, "telling_word")]


def test_no_language_tells_more() -> None:
    told = ENGLISH + '\nmsgctxt "cost.say"\nmsgid "文 cost"\nmsgstr "About hikikomori"\n'

    assert serious({EN: told}) == [("flows/cost.yaml", 4, 5, "telling_word")]

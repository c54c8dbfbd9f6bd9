"""A difference, as it is read."""

from bot.conversation.script.difference import Difference
from bot.model.errors import Mistake
from bot.model.ids import Language

MISTAKE = Mistake("f", 1, 1, "script_text_other")


def test_expected_and_got_stand_below_each_other_and_what_is_the_same_once() -> None:
    difference = Difference(MISTAKE, Language("ja"), ("[い]", "[ろ]"), ("[い]", "[は]"))

    assert difference.lines() == ["  [い]", "- [ろ]", "+ [は]"]


def test_no_line_of_marks_stands_between() -> None:
    difference = Difference(
        MISTAKE, Language("ja"), ("料金はいただきません",), ("料金はかかりません",)
    )

    assert [line[0] for line in difference.lines()] == ["-", "+"]

"""The examples of danger, with everything that can be wrong in their files."""

from tests.unit.conversation.small import loaded
from tests.unit.loader.wrong import remarks, serious, values

RED, SOFT = "flows/danger/suicide.red.txt", "flows/danger/soft.txt"


def test_each_line_is_an_example_but_for_remarks_and_empty_lines() -> None:
    content = loaded({RED: "# お別れ\nもう行きます\r\n\n  さようなら  \n"}).content

    assert content.danger == {"suicide.red": ("もう行きます", "さようなら")}


def test_a_changed_example_is_another_version() -> None:
    one, other = (loaded({RED: text}).content for text in ("もう行きます", "さようなら"))

    assert one.version != other.version


def test_a_file_that_is_named_after_no_danger_is_told() -> None:
    wrong = {"flows/danger/suicide.txt": "もう行きます\n"}

    assert serious(wrong) == [("flows/danger/suicide.txt", 1, 1, "danger_unknown")]


def test_an_example_that_stands_twice_is_told_with_the_other_place() -> None:
    twice = {RED: "もう行きます\n", SOFT: "もう行きます。\n"}

    assert remarks(twice) == [(RED, 1, "wording_twice")]
    assert values(twice, "wording_twice")["place"] == f"{SOFT}:1"

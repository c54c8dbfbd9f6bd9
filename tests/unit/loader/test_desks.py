"""Desks, with their names and languages."""

import pytest

from tests.unit.conversation.small import DESKS, loaded
from tests.unit.loader.wrong import serious, values


def test_a_desk_is_read_as_it_stands() -> None:
    desk = loaded().desks[0]

    assert (desk.id, desk.name) == ("bunkyo", "見本の窓口")
    assert desk.work_names == ("さくら", "かえで")
    assert desk.languages == ("ja", "en")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("[さくら, かえで]", "[]", 5, "work_names_empty"),
        ("[さくら, かえで]", "さくら", 5, "wrong_type_list"),
        ("[さくら, かえで]", "[さくら, さくら]", 5, "work_name_twice"),
        ("[ja, en]", "[ja, ja]", 4, "language_twice"),
        ("[ja, en]", "[ja, eng]", 4, "language_unknown"),
        ("name: 見本の窓口", "name:", 3, "empty"),
        ("    name: 見本の窓口\n", "", 2, "key_missing"),
        ("work names", "worknames", 5, "key_unknown"),
    ],
)
def test_each_mistake_is_named_where_it_stands(
    old: str, new: str, line: int, problem: str
) -> None:
    found = serious({"desks": DESKS.replace(old, new)})

    assert ("flows/desks.yaml", line, problem) in [(f, at, what) for f, at, _, what in found]
    assert {file for file, _, _, _ in found} == {"flows/desks.yaml"}


def test_two_desks_of_one_name_are_refused() -> None:
    doubled = DESKS + DESKS.partition("\n")[2]

    assert "desk_twice" in [problem for _, _, _, problem in serious({"desks": doubled})]


def test_without_languages_a_desk_speaks_japanese() -> None:
    assert loaded({"desks": DESKS.replace("    languages: [ja, en]\n", "")}).desks[
        0
    ].languages == ("ja",)


def test_a_language_is_guessed() -> None:
    broken = {"desks": DESKS.replace("[ja, en]", "[ja, eng]")}

    assert values(broken, "language_unknown") == {"language": "eng", "maybe": "en"}

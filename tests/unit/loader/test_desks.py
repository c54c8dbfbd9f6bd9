"""Desks, with their names and languages."""

import pytest

from bot.desk.state import Desk, Rules
from bot.loader.desks import OUTCOMES
from tests.unit.conversation.small import DESKS, loaded
from tests.unit.loader.wrong import serious, values


def test_a_desk_is_read_as_it_stands() -> None:
    desk = loaded().desks[0]

    assert (desk.id, desk.name) == ("bunkyo", "見本の窓口")
    assert desk.work_names == ("さくら", "かえで")
    assert desk.languages == ("ja", "en")


def the_desk(more: str = "") -> Desk:
    """Give the desk with more lines in its file."""
    return loaded({"desks": DESKS + more}).desks[0]


def test_without_rules_of_its_own_a_desk_has_the_usual_ones() -> None:
    desk = the_desk()

    assert desk.rules == Rules(
        others_may_answer=False, claim_minutes=60, lead_minutes=30, lead="", topics_a_minute=6
    )
    assert desk.outcomes == OUTCOMES
    assert [value for value, _ in OUTCOMES] == [
        "listened",
        "connected",
        "referred",
        "faded",
        "mistaken",
    ]


def test_a_desk_that_names_no_ward_is_a_ward_of_its_own() -> None:
    assert the_desk().ward == the_desk().name
    assert the_desk("    ward: 文京区\n").ward == "文京区"


def test_the_rules_are_read_as_they_stand() -> None:
    rules = the_desk(
        "    others may answer: yes\n"
        "    claim returns after: ９０\n"
        "    tell lead after: 0\n"
        "    lead: かえで\n"
        "    new topics a minute: 18\n"
    ).rules

    assert rules == Rules(True, 90, 0, "かえで", 18)


def test_keys_without_a_value_are_as_if_they_were_not_there() -> None:
    desk = the_desk("    ward:\n    lead:\n    claim returns after:\n")

    assert desk == the_desk()


def test_outcomes_are_read_as_id_and_label_in_their_order() -> None:
    outcomes = the_desk("    outcomes:\n      聞いた: heard\n      つながった: on-2\n").outcomes

    assert outcomes == (("heard", "聞いた"), ("on-2", "つながった"))


LAST = DESKS.count("\n") + 1
"""The line on which what is added stands."""


@pytest.mark.parametrize(
    ("added", "line", "column", "problem"),
    [
        ("others may answer: maybe", 0, 24, "wrong_yes_no"),
        ("claim returns after: 1時間", 0, 26, "wrong_number"),
        ("claim returns after: -1", 0, 26, "wrong_number"),
        ("claim returns after: 10001", 0, 26, "wrong_number"),
        ("tell lead after: 1.5", 0, 22, "wrong_number"),
        ("tell lead after: [30]", 0, 22, "wrong_type_text"),
        (f"tell lead after: {'9' * 5000}", 0, 22, "wrong_number"),
        ("new topics a minute: 0", 0, 26, "wrong_number"),
        ("new topics a minute: 19", 0, 26, "wrong_number"),
        ("lead: すみれ", 0, 11, "lead_unknown"),
        ("lead: [さくら]", 0, 11, "wrong_type_text"),
        ("ward: [文京区]", 0, 11, "wrong_type_text"),
        ("claim returns: 60", 0, 5, "key_unknown"),
        ("outcomes:", 0, 5, "wrong_type_mapping"),
        ("outcomes: {}", 0, 15, "empty"),
        ("outcomes: [a]", 0, 15, "wrong_type_mapping"),
        ("outcomes:\n      聞いた: Heard", 1, 12, "id_wrong"),
        ("outcomes:\n      聞いた: heard_it", 1, 12, "id_wrong"),
        (f"outcomes:\n      聞いた: {'h' * 21}", 1, 12, "id_wrong"),
        ("outcomes:\n      聞いた:", 1, 7, "empty"),
        ("outcomes:\n      聞いた: a\n      話した: a", 2, 12, "value_twice"),
        ("outcomes:\n      聞いた: a\n      聞いた: b", 2, 7, "key_twice"),
    ],
)
def test_each_mistake_in_a_rule_is_named_where_it_stands(
    added: str, line: int, column: int, problem: str
) -> None:
    found = serious({"desks": f"{DESKS}    {added}\n"})

    assert found == [("flows/desks.yaml", LAST + line, column, problem)]


def test_a_desks_name_leaves_room_for_its_booths() -> None:
    found = serious({"desks": DESKS.replace("desk: bunkyo", "desk: bunkyo#2")})

    assert [problem for *_, problem in found] == ["id_wrong"]


def test_a_wrong_number_is_told_with_what_it_may_be() -> None:
    broken = {"desks": f"{DESKS}    new topics a minute: many\n"}

    told = {"key": "new topics a minute", "text": "many", "least": "1", "most": "18"}
    assert values(broken, "wrong_number") == told


def test_a_lead_is_guessed() -> None:
    broken = {"desks": f"{DESKS}    lead: さくらん\n"}

    assert values(broken, "lead_unknown") == {"text": "さくらん", "maybe": "さくら"}


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

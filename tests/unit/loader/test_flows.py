"""A flow file, key by key."""

import pytest

from tests.unit.conversation.small import ANONYMITY, PERSON, loaded
from tests.unit.loader.wrong import serious, values


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "problem"),
    [
        ("hurdle:", "hurdel:", 3, 1, "key_unknown"),
        ("title: 本名じゃないとだめ？\n", "", 1, 1, "key_missing"),
        ("title: 本名じゃないとだめ？", "title:", 2, 1, "empty"),
        ("title: 本名じゃないとだめ？", "title: [あ]", 2, 8, "wrong_type_text"),
        ("title: 本名じゃないとだめ？", "title: {facts.phone}", 2, 8, "text_in_braces"),
        ("hurdle: 2", "title: あ", 3, 1, "key_twice"),
        ("flow: anonymity", "flow: anonimity", 1, 7, "flow_not_file_name"),
        ("hurdle: 2", "hurdle: 6", 3, 9, "wrong_hurdle"),
        ("  - 匿名で相談できますか", "  - [匿名]", 6, 5, "wrong_type_text"),
        ("  - 匿名で相談できますか", "  -", 6, 4, "empty"),
        ("  - say: |", "  - sya: |", 8, 5, "kind_unknown"),
        ("      say: 電話は{facts.phone}です。", "      tell: 電話", 15, 7, "kind_unknown"),
        ("  - details:\n", "  - det.ails:\n", 14, 5, "step_id_wrong"),
        (
            "      say: 電話は{facts.phone}です。",
            "      say: {facts.phone}",
            15,
            12,
            "text_in_braces",
        ),
        ("      say: 電話は{facts.phone}です。", "      say:", 15, 7, "empty"),
        (
            "      say: 電話は{facts.phone}です。",
            "      say: あ\n      choose:\n        い: who",
            16,
            7,
            "two_kinds",
        ),
        (
            "      say: 電話は{facts.phone}です。",
            "      say: あ\n      button: い",
            16,
            7,
            "key_unknown",
        ),
        ("もう少しくわしく: details", "秘密は守られる？: details", 13, 7, "key_twice"),
        ("もう少しくわしく: details", "もう少しくわしく:", 13, 7, "empty"),
        ("もう少しくわしく: details", "もう少しくわしく: [who]", 13, 17, "wrong_type_text"),
    ],
)
def test_each_mistake_is_named_where_it_stands(
    old: str, new: str, line: int, column: int, problem: str
) -> None:
    broken = ANONYMITY.replace(old, new)
    assert broken != ANONYMITY

    found = serious({"anonymity": broken})

    assert ("flows/anonymity.yaml", line, column, problem) in found
    assert {file for file, _, _, _ in found} == {"flows/anonymity.yaml"}


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("steps: []", "steps_not_a_list"),
        ("steps: say", "steps_not_a_list"),
        ("steps:\n  - あ", "step_not_a_mapping"),
        ("steps:\n  - - say: あ", "step_not_a_mapping"),
        ("steps:\n  - ask: あ\n    options: {い: a}", "id_missing"),
        ("steps:\n  - q: {ask: あ, options: {い: a, う: a}}", "value_twice"),
        ("steps:\n  - q: {ask: あ}", "key_missing"),
        ("steps:\n  - choose: あ", "wrong_type_mapping"),
        ("steps:\n  - choose: {}", "empty"),
        ("steps:\n  - choose: {[a]: who}", "wrong_key"),
        ("steps:\n  - a: {say: あ}\n  - a: {say: い}", "step_twice"),
        ("steps:\n  - say: あ\n  - say: い\n  - say-2: {say: う}", "step_twice"),
        ("steps:\n  - a: {say: あ}\n    b: {say: い}", "kind_unknown"),
        ("steps：あ", "steps_not_a_list"),
    ],
)
def test_steps_of_another_shape_are_refused(steps: str, problem: str) -> None:
    found = serious({"cost": f"flow: cost\ntitle: お金\n{steps}\n"})

    assert problem in [what for _, _, _, what in found]


def test_a_file_that_is_one_sentence_with_a_wide_colon_is_understood() -> None:
    assert serious({"cost": "ページ：お金\n"}) == [("flows/cost.yaml", 1, 1, "yaml_wide_colon")]


def test_the_name_of_a_file_must_fit_a_link() -> None:
    found = serious({"お金": "flow: お金\ntitle: 別\nsteps:\n  - say: あ\n"})

    assert found == [("flows/お金.yaml", 1, 7, "flow_id_wrong")]


def test_steps_without_an_id_are_named_by_their_kind_and_counted() -> None:
    flow = (
        "flow: cost\ntitle: お金\nsteps:\n  - say: 一\n  - say: 二\n  - x: {say: 三}\n"
        "  - choose: {あ: x}\n  - say: 四\n  - choose: {い: say-3, う: choose}\n"
    )

    steps = loaded({"cost": flow}).content.every_step()

    assert [step.id for found, step in steps if found.id == "cost"] == [
        "say",
        "say-2",
        "x",
        "choose",
        "say-3",
        "choose-2",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem", "maybe"),
    [
        ("hurdle:", "hurdel:", "key_unknown", "hurdle"),
        ("  - say:", "  - sya:", "kind_unknown", "say"),
        ("details\n", "detials\n", "target_unknown", "details"),
        ("confidentiality\n", "confidential\n", "target_unknown", "confidentiality"),
        ("facts.phone", "facts.fone", "placeholder_unknown", "facts.phone"),
    ],
)
def test_what_was_probably_meant_is_offered(old: str, new: str, problem: str, maybe: str) -> None:
    assert values({"anonymity": ANONYMITY.replace(old, new, 1)}, problem)["maybe"] == maybe


def test_what_is_like_nothing_gets_no_guess() -> None:
    broken = ANONYMITY.replace("details\n", "qqqqqqqq\n", 1)

    assert values({"anonymity": broken}, "target_unknown")["maybe"] == ""


def test_one_broken_step_does_not_hide_the_mistakes_of_the_next() -> None:
    broken = PERSON.replace("button: つなぐ", "buton: つなぐ").replace("skip: 答", "skp: 答")

    found = serious({"person": broken})

    assert [(line, problem) for _, line, _, problem in found] == [
        (14, "key_unknown"),
        (25, "key_unknown"),
    ]


@pytest.mark.parametrize("written", ["say |", "say:|"])
def test_a_kind_without_its_colon_is_told_where_it_stands(written: str) -> None:
    broken = ANONYMITY.replace("      say: 電話", f"      {written}\n        電話")

    assert serious({"anonymity": broken})[0] == ("flows/anonymity.yaml", 15, 7, "yaml_no_colon")

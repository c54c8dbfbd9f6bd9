"""Mistakes as lines, as JSON and as SARIF."""

import json

import pytest

from bot.loader.listing import Form, listed
from bot.model.errors import Mistake, Severity

MISTAKES = (
    Mistake("flows/cost.yaml", 12, 5, "key_unknown", (("key", "sya"), ("maybe", "say"))),
    Mistake("flows/facts.yaml", 2, 1, "wide_space", (), Severity.WARNING),
    Mistake("flows/who.yaml", 3, 9, "wide_space", (), Severity.HINT),
)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_people_read_one_line_for_each(lang: str) -> None:
    *lines, _ = listed(MISTAKES, lang, Form.TEXT).splitlines()

    assert [line.split()[0] for line in lines] == [
        "flows/cost.yaml:12:5",
        "flows/facts.yaml:2:1",
        "flows/who.yaml:3:9",
    ]


@pytest.mark.parametrize(
    ("mistakes", "verdict"),
    [
        (MISTAKES, "重大 1、注意 1、参考 1。「重大」を直すまで使えません。"),
        (MISTAKES[1:], "重大 0、注意 1、参考 1。このまま使えます。"),
        ((), "重大 0、注意 0、参考 0。このまま使えます。"),
    ],
)
def test_the_last_line_says_whether_the_files_may_be_used(
    mistakes: tuple[Mistake, ...], verdict: str
) -> None:
    assert listed(mistakes, "ja", Form.TEXT).splitlines()[-1] == verdict


def test_programs_read_place_problem_and_remedy_apart() -> None:
    found = json.loads(listed(MISTAKES, "en", Form.JSON))

    assert found[0] == {
        "file": "flows/cost.yaml",
        "line": 12,
        "column": 5,
        "severity": "serious",
        "problem": "key_unknown",
        "wrong": "There is no key “sya”.",
        "right": "Did you mean “say”? Correct its name or remove it.",
    }
    assert len(found) == 3


def test_ci_reads_sarif_in_which_every_result_has_a_rule_a_level_and_a_place() -> None:
    found = json.loads(listed(MISTAKES, "ja", Form.SARIF))

    [run] = found["runs"]
    assert found["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["key_unknown", "wide_space"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert [result["ruleId"] for result in run["results"]] == [m.problem for m in MISTAKES]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "flows/cost.yaml"
    assert place["region"] == {"startLine": 12, "startColumn": 5}
    assert "もしかして「say」" in run["results"][0]["message"]["text"]


@pytest.mark.parametrize("form", [Form.JSON, Form.SARIF])
def test_without_a_mistake_the_answer_is_still_whole(form: Form) -> None:
    assert json.loads(listed((), "ja", form)) is not None

"""Files as a whole: read, refused, and told all at once."""

from datetime import date
from pathlib import Path

import pytest

from bot.conversation.content import CONTENT_FLOWS, SYSTEM_FLOWS
from bot.loader.load import load
from bot.model.errors import ContentError, Severity
from tests.unit.conversation.small import (
    ANONYMITY,
    FACTS,
    MENU,
    loaded,
    stub,
    write,
)
from tests.unit.loader.wrong import remarks, serious


def test_a_good_content_loads_with_all_its_flows() -> None:
    found = loaded()

    assert set(found.content.flows) == {*SYSTEM_FLOWS, *CONTENT_FLOWS}
    assert set(found.content.catalogues) == {"en"}
    assert [desk.id for desk in found.desks] == ["bunkyo"]
    assert all(remark.severity is not Severity.SERIOUS for remark in found.remarks)


def test_every_mistake_of_every_file_is_told_at_once_and_in_order() -> None:
    changed = {
        "anonymity": ANONYMITY.replace("title:", "titel:").replace("details\n", "detials\n", 1),
        "facts": FACTS + "    extra: 1\n",
        "menu": MENU.replace("who", "hwo"),
        "desks": "desks: []\n",
    }

    found = serious(changed)

    assert [(file, line, problem) for file, line, _, problem in found] == [
        ("flows/anonymity.yaml", 2, "key_unknown"),
        ("flows/desks.yaml", 1, "wrong_type_list"),
        ("flows/facts.yaml", 8, "key_unknown"),
        ("flows/menu.yaml", 7, "target_unknown"),
    ]


def test_a_broken_flow_is_not_called_missing_and_its_visitors_not_lost() -> None:
    assert serious({"who": "flow: who\ntitle: [\n"}) == [("flows/who.yaml", 2, 1, "yaml_bracket")]


def test_a_broken_table_does_not_make_its_names_unknown() -> None:
    assert serious({"facts": "facts: ["}) == [("flows/facts.yaml", 1, 9, "yaml_bracket")]


@pytest.mark.parametrize("flow", [*SYSTEM_FLOWS, *CONTENT_FLOWS])
def test_a_flow_that_must_exist_is_missed(flow: str) -> None:
    found = serious({flow: None})

    assert (f"flows/{flow}.yaml", 1, 1, "flow_missing") in found


@pytest.mark.parametrize("table", ["facts", "hotlines", "nicknames", "desks"])
def test_a_table_that_must_exist_is_missed(table: str) -> None:
    assert serious({table: None}) == [(f"flows/{table}.yaml", 1, 1, "file_missing")]


@pytest.mark.parametrize(
    ("raw", "line", "problem"),
    [
        ("flow: cost\ntitle: お金\n".encode("shift_jis"), 2, "wrong_encoding"),
        ("flow: cost\n".encode("utf-16"), 1, "wrong_encoding"),
        (b"", 1, "file_empty"),
        (b"# only words\n", 1, "file_empty"),
        (b"#" * (1024 * 1024 + 1), 1, "file_big"),
    ],
)
def test_a_file_that_is_no_text_is_refused(raw: bytes, line: int, problem: str) -> None:
    assert serious({"cost": raw}) == [("flows/cost.yaml", line, 1, problem)]


def test_a_mark_at_the_start_of_a_file_does_no_harm() -> None:
    assert serious({"cost": b"\xef\xbb\xbf" + stub("cost").encode()}) == []


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "flows" / "cost.yaml").unlink()
    (tmp_path / "flows" / "cost.yaml").mkdir()

    with pytest.raises(ContentError) as raised:
        load(tmp_path / "flows", tmp_path / "locales")

    assert "flow_missing" in [mistake.problem for mistake in raised.value.mistakes]


def test_a_file_with_the_other_ending_is_remarked_on() -> None:
    assert remarks({"flows/extra.yml": stub("extra")}) == [("flows/extra.yml", 1, "wrong_ending")]


def test_a_new_flow_is_a_file() -> None:
    assert "extra" in loaded({"extra": stub("extra")}).content.flows


def test_empty_folders_are_told_and_not_fallen_over(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load(tmp_path / "flows", tmp_path / "locales", today=date(2026, 1, 1))

    problems = [mistake.problem for mistake in raised.value.mistakes]
    assert problems.count("flow_missing") == len(SYSTEM_FLOWS) + len(CONTENT_FLOWS)
    assert problems.count("file_missing") == 4

"""The schemas that editors' programs complete and underline by."""

from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from bot.conversation.steps import KINDS
from bot.loader.schema import FLOW, FOLDER, as_written, first_line, schemas, write_schemas
from bot.loader.vocabulary import WRITTEN
from tests.unit.conversation.small import ANONYMITY, DESKS, FACTS, PERSON

FLOWS = Path(__file__).parents[3] / "flows"
SHIPPED = sorted(FLOWS.glob("*.yaml"))


def mistakes(stem: str, text: str) -> list[str]:
    """List what an editor's program underlines."""
    schema = schemas().get(stem, schemas()[FLOW])
    return [error.message for error in Draft7Validator(schema).iter_errors(_read(text))]


def _read(text: str) -> object:
    return _dates_as_text(YAML(typ="safe", pure=True).load(text))


def _dates_as_text(value: object) -> object:
    """Give what editors' programs read, for which a date is a text."""
    if isinstance(value, dict):
        return {_dates_as_text(key): _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", schemas())
def test_what_is_shipped_is_what_the_command_writes(name: str, tmp_path: Path) -> None:
    write_schemas(tmp_path)

    written = (tmp_path / FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert written == (FLOWS / FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert written == as_written(schemas()[name])


@pytest.mark.parametrize("name", schemas())
def test_each_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_names_its_schema_and_keeps_to_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.splitlines()[0] == first_line(path.stem)
    assert mistakes(path.stem, text) == []


@pytest.mark.parametrize(
    ("stem", "text", "old", "new"),
    [
        ("anonymity", ANONYMITY, "title:", "titel:"),
        ("anonymity", ANONYMITY, "title: 本名じゃないとだめ？\n", ""),
        ("anonymity", ANONYMITY, "hurdle: 2", "hurdle: 6"),
        ("anonymity", ANONYMITY, "- say:", "- sya:"),
        ("anonymity", ANONYMITY, "  - details:\n      say", "  - details:\n      tell"),
        ("person", PERSON, "      options:", "      option:"),
        ("person", PERSON, "    button: つなぐ\n", ""),
        ("facts", FACTS, "    source:", "    sauce:"),
        ("desks", DESKS, "月火水木金:", "月曜:"),
        ("desks", DESKS, "confirmed: yes", "confirmed: maybe"),
    ],
)
def test_a_slip_is_underlined(stem: str, text: str, old: str, new: str) -> None:
    broken = text.replace(old, new, 1)
    assert broken != text

    assert mistakes(stem, text) == []
    assert mistakes(stem, broken) != []


def test_every_kind_and_every_key_is_known() -> None:
    written = "".join(as_written(schema) for schema in schemas().values())

    assert all(f'"{kind}": {{' in written for kind in KINDS)
    assert all(f'"{key}": {{' in written for key in WRITTEN)

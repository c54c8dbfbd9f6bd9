"""What Babel is given of a file of `flows/`."""

import importlib
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from bot.conversation.check.phrases import of_engine
from bot.loader.load import load
from bot.loader.phrases.catalogues import said_in
from bot.loader.phrases.extract import extract
from bot.model.errors import ContentError
from bot.settings import HOME
from tests.unit.conversation.small import ANONYMITY, DESKS, HOTLINES, NICKNAMES

METHOD = "bot.loader.phrases.extract:extract"


def extracted(text: str) -> list[tuple[int, tuple[str, str]]]:
    found = extract(BytesIO(text.encode()), (), (), {})
    return [(line, key) for line, _, key, _ in found]


def test_a_flow_gives_each_text_with_its_step_and_its_line() -> None:
    assert extracted(ANONYMITY) == [
        (2, ("anonymity.title", "本名じゃないとだめ？")),
        (8, ("anonymity.say", "本名はいりません。\n好きな名前でどうぞ。")),
        (12, ("anonymity.choose", "秘密は守られる？")),
        (13, ("anonymity.choose", "もう少しくわしく")),
        (15, ("anonymity.details", "電話は{facts.phone}です。")),
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (HOTLINES, [("hotlines.line", "見本の電話"), ("hotlines.line", "24時間")]),
        (DESKS, [("desks.name", "見本の窓口")]),
        (NICKNAMES, []),
        ("", []),
    ],
)
def test_a_table_gives_what_visitors_read_of_it(text: str, keys: list[tuple[str, str]]) -> None:
    assert [key for _, key in extracted(text)] == keys


@pytest.mark.parametrize("text", ["flow: x\ntitle: [\n", "flow: x\ntitle: 題\nsteps: []\n"])
def test_a_file_that_cannot_be_read_is_refused_rather_than_half_read(text: str) -> None:
    with pytest.raises(ContentError):
        extracted(text)


def test_babel_itself_finds_all_that_the_shipped_files_say() -> None:
    found = extract_from_dir(HOME / "flows", [("*.yaml", METHOD)])

    keys = {(context, text) for _, _, text, _, context in found if not str(text).isascii()}
    engine = {(phrase.context, phrase.text) for phrase in of_engine()}
    assert keys == set(said_in(HOME / "flows")) - engine
    assert len(keys) > 200


def test_every_phrase_that_is_checked_is_extracted() -> None:
    content = load(HOME / "flows", HOME / "locales").content
    extracted_keys = set(said_in(HOME / "flows"))

    for catalogue in content.catalogues.values():
        assert set(catalogue.exact) == extracted_keys


def test_the_extractor_is_registered_under_its_name() -> None:
    project = tomllib.loads(Path(HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["entry-points"]["babel.extractors"]["engawa"].partition(":")

    assert getattr(importlib.import_module(module), function) is extract

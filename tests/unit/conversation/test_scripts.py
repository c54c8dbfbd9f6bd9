"""The conversations of `tests/scripts/` and `flows/scripts/`, each played on the real flows."""

from functools import lru_cache
from pathlib import Path

import pytest

from bot.conversation.content import Content
from bot.conversation.script.player import play
from bot.conversation.steps import KINDS
from bot.loader.load import load
from bot.loader.messages import explain
from bot.loader.scripts import read_scripts, scripts_of
from bot.settings import HOME

OURS = sorted((HOME / "tests" / "scripts").glob("*.yaml"))
EDITORS = scripts_of(HOME / "flows")


@lru_cache(maxsize=1)
def content() -> Content:
    """Load the flows that are shipped."""
    return load(HOME / "flows", HOME / "locales").content


@pytest.mark.parametrize(
    "path", [*OURS, *EDITORS], ids=lambda path: f"{path.parts[-3]}/{path.stem}"
)
def test_the_conversation_goes_as_written(path: Path) -> None:
    (script,) = read_scripts([path])

    differences = play(script, content()).differences

    told = [(explain(each.mistake, "en"), each.lines()) for each in differences]
    assert told == []


def test_every_kind_of_step_has_a_script() -> None:
    assert set(KINDS) <= {path.stem for path in OURS}

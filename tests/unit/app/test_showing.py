"""Drawing from the command line's words."""

from pathlib import Path

import pytest

from bot.app.showing import draw, read_content
from bot.model.errors import SettingsError
from bot.settings import HOME
from tests.unit.conversation.small import small


def test_one_flow_or_all_are_drawn_in_either_form() -> None:
    assert "<svg" in draw(small(), "", "ja", "svg")
    assert draw(small(), "who", "ja", "mermaid").startswith("flowchart")


@pytest.mark.parametrize(
    ("flow", "language", "form", "right"),
    [
        ("anonimity", "ja", "svg", "もしかして「anonymity」"),
        ("who", "xx", "svg", "あるもの："),
        ("who", "ja", "png", "svg か mermaid"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    flow: str, language: str, form: str, right: str
) -> None:
    with pytest.raises(SettingsError, match=right):
        draw(small(), flow, language, form)


def test_broken_files_are_told_line_by_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"facts\.yaml"):
        read_content(tmp_path, HOME / "locales")

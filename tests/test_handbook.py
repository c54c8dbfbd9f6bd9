"""The handbooks say what is there: each command in its own words, and pictures that exist."""

import re
from pathlib import Path

import pytest

from bot.desk.commands import COMMANDS
from bot.desk.office_commands import COMMANDS as OFFICE_COMMANDS
from bot.settings import HOME

DOCS = HOME / "docs"
PICTURES = DOCS / "pictures"
HEAVIEST = 200_000  # bytes; readers may sit behind a slow line
COMMAND = re.compile(r"^\| `/([a-z_]+)` \| (.+) \|$", re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]+\]\((?:docs/)?pictures/([a-z-]+\.png)\)")


def test_the_handbook_lists_every_command_as_help_does_and_no_other() -> None:
    listed = COMMAND.findall((DOCS / "窓口の手引き.md").read_text())

    in_a_topic = [(each.name, each.help) for each in COMMANDS.values()]
    in_the_queue = [(each.name, each.help) for each in OFFICE_COMMANDS.values()]
    assert listed == in_a_topic + in_the_queue


def test_every_picture_is_there_and_shown_somewhere() -> None:
    pages = [*HOME.glob("*.md"), *DOCS.glob("*.md")]

    shown = {name for page in pages for name in PICTURE.findall(page.read_text())}

    assert shown == {path.name for path in PICTURES.glob("*.png")}


@pytest.mark.parametrize("path", sorted(PICTURES.glob("*.png")), ids=lambda path: path.name)
def test_no_picture_is_heavy(path: Path) -> None:
    assert path.stat().st_size <= HEAVIEST

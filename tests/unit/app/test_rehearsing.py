"""Scripts played on the files as they are."""

from pathlib import Path

import pytest

from bot.app.rehearsing import rehearsal
from bot.loader.scripts import scripts_of
from bot.settings import HOME
from tests.unit.conversation.small import stub, write

GOOD = (
    "script: お金\nlanguages: all\ntalk:\n  - opens: cost\n  - bot: ようこそ\n  - bot: 文 cost\n"
)
BAD = GOOD.replace("文 cost", "むかしの文")


def played(
    folder: Path, script: str | None, *, update: bool = False, lang: str = "ja"
) -> tuple[list[str], bool]:
    write(folder, {"flows/scripts/cost.yaml": script})
    return rehearsal(folder / "flows", folder / "locales", (), lang, update=update)


def test_the_shipped_scripts_go_as_written_and_come_by_every_step() -> None:
    lines, sound = rehearsal(HOME / "flows", HOME / "locales", (), "en")

    assert sound
    assert lines[0] == f"{len(scripts_of(HOME / 'flows'))} scripts, 0 differences"
    assert all("(100 %)" in line for line in lines[1:])


def test_a_difference_is_told_with_its_line_and_what_came_instead(tmp_path: Path) -> None:
    lines, sound = played(tmp_path, BAD)

    assert not sound
    assert "scripts/cost.yaml:6:10 重大: 画面の文が、台本とちがいます（ja）。" in lines[0]
    assert lines[1:3] == ["    - むかしの文", "    + 文 cost"]


def test_what_no_script_comes_by_is_listed_with_its_line_in_the_flow(tmp_path: Path) -> None:
    lines, sound = played(tmp_path, GOOD.replace("languages: all\n", ""))

    assert sound
    assert "  flows/who.yaml:5 who.say (どのことばでも)" in lines
    assert "  flows/cost.yaml:4 cost.say (en)" in lines
    assert not [line for line in lines if "ja" in line and "cost.say" in line]


def test_an_update_shows_the_difference_and_takes_it(tmp_path: Path) -> None:
    lines, sound = played(tmp_path, BAD, update=True)

    assert sound
    assert "    + 文 cost" in lines
    written = (tmp_path / "flows" / "scripts" / "cost.yaml").read_text(encoding="utf-8")
    assert written == GOOD


def test_an_update_cannot_take_what_a_person_must_mend(tmp_path: Path) -> None:
    lost = "script: い\ntalk:\n  - opens:\n  - presses: ない\n"

    lines, sound = played(tmp_path, lost, update=True)

    assert not sound
    assert (tmp_path / "flows" / "scripts" / "cost.yaml").read_text(encoding="utf-8") == lost
    assert "台本 1 本、ちがい 1" in lines


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_without_scripts_it_says_where_to_write_them(tmp_path: Path, lang: str) -> None:
    lines, sound = played(tmp_path, None, lang=lang)

    assert sound
    assert len(lines) == 1
    assert "flows/scripts" in lines[0]


def test_mistakes_of_scripts_and_flows_are_told_as_check_tells_them(tmp_path: Path) -> None:
    told, sound = played(tmp_path, "script: い\ntalk:\n  - press: ろ\n")
    assert not sound
    assert ":3:5 重大: 台本に「press」という行はありません。→ もしかして「presses」？" in told[0]

    write(tmp_path, {"cost": stub("cost").replace("title", "titel")})
    told, sound = rehearsal(tmp_path / "flows", tmp_path / "locales", (), "ja")
    assert not sound
    assert "flows/cost.yaml:2" in "".join(told)


def test_files_may_be_named_one_by_one(tmp_path: Path) -> None:
    write(tmp_path)
    script = tmp_path / "own.yaml"
    script.write_text(GOOD, encoding="utf-8")

    lines, sound = rehearsal(tmp_path / "flows", tmp_path / "locales", [script], "ja")

    assert sound
    assert "台本 1 本、ちがい 0" in lines

"""What is run in a process of its own comes back as if it had been run here."""

import os
import subprocess
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from bot.app import apart as app_apart
from bot.app.apart import Ahead, apart
from bot.app.publishing import play_scripts
from bot.conversation.content import Content
from bot.loader import load as loading
from bot.loader.archive import pack
from bot.loader.reading import read_files
from bot.loader.run import here
from bot.model.errors import ContentError
from tests.unit.conversation.small import write

TODAY = date(2026, 11, 24)
LOST = """\
script: 料金
talk:
  - opens:
  - presses: なくなったボタン
"""
PARTS = [field.name for field in fields(Content)]


def of(flows: Path, locales: Path, today: date) -> Content:
    return here(read_files, flows, locales, today)[0].content


def test_files_that_are_read_apart_are_the_same_version(tmp_path: Path) -> None:
    write(tmp_path)
    asked = (tmp_path / "flows", tmp_path / "locales", None)

    (loaded, files), (wanted, packed) = apart(read_files, *asked), here(read_files, *asked)

    assert files == packed
    assert replace(loaded, content=wanted.content) == wanted
    assert {name: getattr(loaded.content, name) for name in PARTS} == {
        name: getattr(wanted.content, name) for name in PARTS
    }


def test_files_that_were_read_ahead_are_there_when_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    asked = (tmp_path / "flows", tmp_path / "locales", TODAY)
    ahead = Ahead(*asked)
    monkeypatch.setattr(app_apart, "apart", here)  # nothing else is begun
    monkeypatch.setattr(loading, "load", None)

    loaded, files = ahead(read_files, *asked)

    monkeypatch.undo()
    assert (loaded.content.version, files) == (of(*asked).version, pack(*asked[:2]))


def test_what_was_read_ahead_counts_once_and_not_when_a_file_was_saved_since(
    tmp_path: Path,
) -> None:
    write(tmp_path)
    asked = (tmp_path / "flows", tmp_path / "locales", TODAY)
    late, once = Ahead(*asked), Ahead(*asked)
    first = once(read_files, *asked)

    table = tmp_path / "flows" / "anonymity.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("本名", "名字"), encoding="utf-8")
    saved = of(*asked).version

    assert first[0].content.version != saved
    assert late(read_files, *asked)[0].content.version == saved
    assert once(read_files, *asked)[0].content.version == saved


def test_scripts_that_are_played_apart_keep_out_what_they_keep_out_here(tmp_path: Path) -> None:
    write(tmp_path)
    scripts = tmp_path / "flows" / "scripts"
    scripts.mkdir()
    (scripts / "lost.yaml").write_text(LOST, encoding="utf-8")
    content = of(tmp_path / "flows", tmp_path / "locales", TODAY)

    told = apart(play_scripts, tmp_path / "flows", content)

    assert told
    assert told == here(play_scripts, tmp_path / "flows", content)


def test_mistakes_that_are_found_apart_are_told_here(tmp_path: Path) -> None:
    write(tmp_path, {"cost": "flow: cost"})
    asked = (tmp_path / "flows", tmp_path / "locales", None)

    with pytest.raises(ContentError) as there:
        apart(read_files, *asked)
    with pytest.raises(ContentError) as wanted:
        here(read_files, *asked)

    assert there.value.mistakes == wanted.value.mistakes
    assert str(there.value) == str(wanted.value)


def test_it_runs_in_another_process_and_what_is_printed_there_spoils_no_answer() -> None:
    assert apart(os.getpid) != os.getpid()
    assert apart(print, "words") is None


def test_a_process_that_dies_is_no_answer() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        apart(os._exit, 3)

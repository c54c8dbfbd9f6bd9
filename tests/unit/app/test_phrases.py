"""What editors and translators are told."""

from pathlib import Path

from bot.app.phrases import NEXT, bring_back, export, update
from tests.unit.conversation.small import write


def test_a_catalogue_is_told_of_by_what_is_left_to_do(tmp_path: Path) -> None:
    write(tmp_path)

    [line] = update(tmp_path / "flows", tmp_path / "locales", "")

    assert line.startswith("en: 訳 6、確かめ待ち 1、まだない ")


def test_who_changed_the_japanese_is_told_what_comes_next(tmp_path: Path) -> None:
    write(tmp_path)
    folders = tmp_path / "flows", tmp_path / "locales"
    file = tmp_path / "answers.csv"
    told = export(file, *folders, "")
    text = file.read_text(encoding="utf-8-sig").replace(
        "title,題 cost,", "title,題 cost,お金のこと"
    )
    file.write_text(text, encoding="utf-8")

    lines, whole = bring_back(file, *folders)

    assert str(file) in told
    assert whole
    assert lines == ["取り入れた行 1、取り入れなかった行 0", NEXT]
    assert "title: お金のこと\n" in (folders[0] / "cost.yaml").read_text(encoding="utf-8")

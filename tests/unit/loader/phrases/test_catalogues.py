"""The catalogues of a folder, brought up to the flows of another."""

from pathlib import Path

import pytest

from bot.i18n import translate
from bot.loader.load import load
from bot.loader.phrases.catalogues import Standing, book_of, languages, path_of, update
from bot.model.errors import ContentError
from bot.model.ids import Language
from tests.unit.conversation.small import ANONYMITY, write
from tests.unit.conversation.visitor import Visitor

EN, VI = Language("en"), Language("vi")
OLD = "本名はいりません。\n好きな名前でどうぞ。"
NEW = "本名はいりません。\n名前なしでどうぞ。"
CHANGED = {"anonymity": ANONYMITY.replace("好きな名前で", "名前なしで")}


def test_a_changed_sentence_is_shown_in_japanese_before_and_after_the_update(
    tmp_path: Path,
) -> None:
    flows, locales = tmp_path / "flows", tmp_path / "locales"
    write(tmp_path, CHANGED)

    for _ in range(2):
        english = load(flows, locales).content.catalogues[EN]
        assert translate(english, "anonymity.say", NEW) == NEW
        update(flows, locales)

    [entry] = [each for each in book_of(locales, EN).entries if each.text == NEW]
    assert entry.doubtful
    assert (entry.translation, entry.previous) == ("No real name is needed.", OLD)
    assert "translation_stale" in [each.problem for each in load(flows, locales).remarks]


def test_an_update_of_what_is_up_to_date_changes_nothing(tmp_path: Path) -> None:
    flows, locales = tmp_path / "flows", tmp_path / "locales"
    write(tmp_path)
    first = update(flows, locales)
    before = path_of(locales, EN).read_text(encoding="utf-8")

    assert update(flows, locales) == first
    assert path_of(locales, EN).read_text(encoding="utf-8") == before
    assert first[EN].sound == 6
    assert first[EN].missing > 0


def test_a_new_language_begins_with_every_phrase_and_nobody_is_offered_it_yet(
    tmp_path: Path,
) -> None:
    flows, locales = tmp_path / "flows", tmp_path / "locales"
    write(tmp_path)

    found = update(flows, locales, VI)

    assert languages(locales) == [EN, VI]
    assert found[VI] == Standing(0, 0, len(book_of(locales, VI).entries), 0)
    assert "Language: vi" in book_of(locales, VI).head
    visitor = Visitor(load(flows, locales).content)
    visitor.sends("go:language")
    assert visitor.labels[:2] == ["日本語", "English"]
    assert visitor.labels[2] != "日本語"


def test_nothing_is_written_while_a_file_is_broken(tmp_path: Path) -> None:
    write(tmp_path, {"anonymity": "flow: anonymity\ntitle: [\n"})
    before = path_of(tmp_path / "locales", EN).read_bytes()

    with pytest.raises(ContentError):
        update(tmp_path / "flows", tmp_path / "locales", VI)

    assert path_of(tmp_path / "locales", EN).read_bytes() == before
    assert languages(tmp_path / "locales") == [EN]


@pytest.mark.parametrize("name", ["tlh", "ja", "../vi", "v i", ""])
def test_what_is_no_other_language_begins_no_catalogue(tmp_path: Path, name: str) -> None:
    write(tmp_path)

    with pytest.raises(ContentError):
        update(tmp_path / "flows", tmp_path / "locales", Language(name))

    assert languages(tmp_path / "locales") == [EN]

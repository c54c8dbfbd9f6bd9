"""Scripts as files, with everything that can be wrong in them."""

from pathlib import Path

import pytest

from bot.conversation.script.script import Piece
from bot.loader.load import load
from bot.loader.messages import explain
from bot.loader.report import Report
from bot.loader.scripts import read_script, read_scripts, scripts_of
from bot.model.errors import ContentError
from tests.unit.conversation.small import write

HEAD = "script: 見本\ntalk:\n"


def wrong(text: str) -> list[tuple[int, int, str]]:
    """List (line, column, problem) of what is told of a script."""
    report = Report("", "")
    script = read_script(text, "s.yaml", report)
    assert (script is None) == bool(report.mistakes)
    assert all(explain(mistake, lang) for mistake in report.mistakes for lang in ("ja", "en"))
    return [(each.line, each.column, each.problem) for each in report.in_order()]


def test_a_script_is_read_line_by_line_with_its_places() -> None:
    talk = "  - opens: cost\n  - bot: 文\n    buttons: [い]\n"

    script = read_script(
        f"script: 見本\nlanguages: [ja, en]\ntalk:\n{talk}", "s.yaml", Report("", "")
    )

    assert script is not None
    assert (script.file, script.title) == ("s.yaml", "見本")
    assert script.languages == (Piece("ja", 2, 13), Piece("en", 2, 17))
    opens, bot = script.talk
    assert (opens.key, opens.at.text, opens.at.line, opens.at.column) == ("opens", "cost", 4, 12)
    assert bot.buttons is not None
    assert (bot.buttons.labels, bot.buttons.line, bot.buttons.column) == (("い",), 6, 14)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", (1, 1, "file_empty")),
        ("script: い\n", (1, 1, "key_missing")),
        ("script: い\ntalk: ろ\n", (2, 7, "wrong_type_list")),
        ("script: い\ntalk:\n", (2, 1, "empty")),
        ("- い\n", (1, 1, "wrong_type_mapping")),
        (HEAD.replace("script", "skript") + "  - opens:\n", (1, 1, "key_unknown")),
        (
            "language: en\nlanguages: all\n" + HEAD + "  - opens:\n",
            (2, 1, "script_languages_twice"),
        ),
        ("languages: en\n" + HEAD + "  - opens:\n", (1, 12, "script_languages_wrong")),
        (HEAD + "  - opens\n", (3, 5, "script_line_wrong")),
        (HEAD + "  - press: い\n", (3, 5, "script_line_unknown")),
        (HEAD + "  - presses: い\n    bot: ろ\n", (4, 5, "script_line_two")),
        (HEAD + "  - buttons: [い]\n", (3, 5, "script_line_alone")),
        (HEAD + "  - bot: い\n    button: [ろ]\n", (4, 5, "key_unknown")),
        (HEAD + "  - presses: い\n    buttons: [ろ]\n", (4, 5, "key_unknown")),
        (HEAD + "  - bot: い\n    buttons: ろ\n", (4, 14, "wrong_type_list")),
        (HEAD + "  - presses:\n", (3, 5, "empty")),
        (HEAD + "  - presses: {ja: い}\n", (3, 14, "text_in_braces")),
        (HEAD + "  - bot: {ja: }\n", (3, 11, "empty")),
        (HEAD + "  - shows: foto\n", (3, 12, "script_word_unknown")),
        (HEAD + "  - desk: claims\n", (3, 11, "script_word_unknown")),
        (HEAD + "  - desk told: agree\n", (3, 16, "script_word_unknown")),
        (HEAD + "  - case: {nick: い}\n", (3, 12, "key_unknown")),
        (HEAD + "  - case: {answers: [[い]]}\n", (3, 22, "script_answer_wrong")),
        (HEAD + "\t- opens:\n", (3, 1, "yaml_tab")),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, told: tuple[int, int, str]) -> None:
    assert told in wrong(text)


def test_what_was_probably_meant_is_named() -> None:
    report = Report("", "")

    read_script(HEAD + "  - press: い\n  - shows: foto\n", "s.yaml", report)

    told = [explain(mistake, "ja") for mistake in report.in_order()]
    assert "もしかして「presses」？" in told[0]
    assert "もしかして「photo」？" in told[1]


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(HEAD + "  - press: い\n  - opens\n")

    with pytest.raises(ContentError) as error:
        read_scripts(sorted(tmp_path.iterdir()))

    assert len(error.value.mistakes) == 4


def test_a_file_that_is_not_there_is_told_and_not_raised(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        read_scripts([tmp_path / "gone.yaml"])

    assert [mistake.problem for mistake in error.value.mistakes] == ["file_unreadable"]


def test_scripts_lie_beside_the_flows_and_are_no_flows(tmp_path: Path) -> None:
    write(tmp_path, {"flows/scripts/cost.yaml": HEAD + "  - opens: cost\n"})

    before = load(tmp_path / "flows", tmp_path / "locales").content
    (script,) = read_scripts(scripts_of(tmp_path / "flows"))

    assert script.title == "見本"
    assert "scripts" not in before.flows
    (tmp_path / "flows" / "scripts" / "cost.yaml").unlink()
    assert load(tmp_path / "flows", tmp_path / "locales").content.version == before.version


def test_a_folder_of_flows_without_scripts_has_none(tmp_path: Path) -> None:
    assert scripts_of(tmp_path) == ()

"""What is wrong with the files, told where it is."""

import shutil
from datetime import date
from pathlib import Path

from bot.model.errors import Severity
from bot.preview.look import look_at
from bot.settings import HOME

TODAY = date(2026, 11, 24)


def editors_files(folder: Path) -> Path:
    flows = folder / "flows"
    shutil.copytree(HOME / "flows", flows)
    return flows


def test_a_good_version_is_given_with_what_is_doubtful_in_it() -> None:
    look = look_at(HOME / "flows", HOME / "locales", TODAY)

    assert look.content is not None
    assert Severity.SERIOUS not in [told.severity for told in look.mistakes]


def test_a_serious_mistake_comes_first_with_its_line(tmp_path: Path) -> None:
    flows = editors_files(tmp_path)
    cost = flows / "cost.yaml"
    cost.write_text(cost.read_text().replace("place_hours", "place_hour"))

    look = look_at(flows, HOME / "locales", TODAY)

    assert look.content is None
    first = look.mistakes[0]
    assert (first.file, first.severity) == ("flows/cost.yaml", Severity.SERIOUS)
    assert cost.read_text().splitlines()[first.line - 1] == first.source
    assert "place_hour" in first.source
    assert "もしかして「place_hours」" in first.words
    assert "cost.yaml" not in first.words


def test_a_mistake_in_a_file_that_is_not_there_has_no_line(tmp_path: Path) -> None:
    flows = editors_files(tmp_path)
    (flows / "facts.yaml").unlink()

    look = look_at(flows, HOME / "locales", TODAY)

    missing = next(told for told in look.mistakes if told.file == "flows/facts.yaml")
    assert missing.source == ""

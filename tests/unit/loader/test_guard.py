"""Signs, examples, their record: what is weaker does not go live, unless it is recorded anew."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.loader.changes import is_weaker
from bot.loader.guard import RECORD, record_anew
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.model.errors import ContentError, Mistake, Severity
from bot.safety import lines_of, record_of
from bot.settings import HOME
from tests.unit.conversation.small import TODAY, write
from tests.unit.loader.test_signs import SIGNS

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def saved(folder: Path, signs: str | None = SIGNS) -> Path:
    """Write the small content with these signs, and give the folder of flows."""
    write(folder, {"crisis_signs": signs})
    return folder / "flows"


def exemplified(flows: Path, name: str, *examples: str) -> None:
    """Write a list of examples."""
    (flows / "danger").mkdir(exist_ok=True)
    file = flows / "danger" / f"{name}.txt"
    file.write_text("# 例\n" + "\n".join(examples) + "\n", encoding="utf-8")


def read(flows: Path) -> Loaded:
    return load(flows, flows.parent / "locales", today=TODAY)


def told(flows: Path) -> list[Mistake]:
    """List what is told of signs and examples."""
    try:
        found = read(flows).remarks
    except ContentError as error:
        found = error.mistakes
    return [mistake for mistake in found if mistake.problem.startswith(("signs_", "examples_"))]


def test_signs_as_they_were_recorded_go_live(tmp_path: Path) -> None:
    flows = saved(tmp_path)
    assert record_anew(flows, NOW)

    assert told(flows) == []


def test_a_sign_more_goes_live_as_it_is(tmp_path: Path) -> None:
    record_anew(saved(tmp_path), NOW)

    assert told(saved(tmp_path, SIGNS.replace("  amber:", "    - さようなら\n  amber:", 1))) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("    - 手首…切\n", "    - 手首…きった\n", "signs_lost"),
        ("  amber:\n    - （死に", "  soft:\n    - （死に", "signs_lost"),
        ("  - にたいする\n", "  - にたいする\n  - 死にたいくらい\n", "signs_softened"),
        ("  - ゲーム\n", "  - ゲーム\n  - 笑\n", "signs_softened"),
    ],
)
def test_what_is_weaker_does_not_go_live(
    tmp_path: Path, before: str, after: str, problem: str
) -> None:
    record_anew(saved(tmp_path), NOW)

    (mistake,) = told(saved(tmp_path, SIGNS.replace(before, after)))

    assert mistake.problem == problem
    assert mistake.severity is Severity.SERIOUS
    assert mistake.file == "flows/crisis_signs.yaml"


def test_the_whole_file_taken_away_does_not_go_live(tmp_path: Path) -> None:
    record_anew(saved(tmp_path), NOW)
    (tmp_path / "flows" / "crisis_signs.yaml").unlink()

    (mistake,) = told(tmp_path / "flows")

    assert mistake.problem == "signs_lost"
    assert dict(mistake.values)["count"] == "3"


def test_what_is_recorded_anew_goes_live(tmp_path: Path) -> None:
    record_anew(saved(tmp_path), NOW)
    flows = saved(tmp_path, SIGNS.replace("    - 手首…切\n", "    - 手首…きった\n"))

    assert record_anew(flows, LATER)

    assert told(flows) == []


def test_a_record_that_was_changed_by_hand_does_not_go_live(tmp_path: Path) -> None:
    flows = saved(tmp_path)
    (flows / RECORD).write_text("suicide amber 死にたい\n", encoding="utf-8")

    assert [mistake.problem for mistake in told(flows)] == ["signs_record_odd"]


@pytest.mark.parametrize(
    ("name", "problem", "was", "now"),
    [("suicide.amber", "examples_fewer", "2", "1"), ("harmless", "examples_more", "1", "2")],
)
def test_fewer_examples_of_danger_or_more_of_what_is_harmless_do_not_go_live(
    tmp_path: Path, name: str, problem: str, was: str, now: str
) -> None:
    flows = saved(tmp_path)
    exemplified(flows, name, *["消えたい", "もういい"][: int(was)])
    record_anew(flows, NOW)
    exemplified(flows, name, *["暑い", "つかれた"][: int(now)])

    (mistake,) = told(flows)

    assert mistake.problem == problem
    assert mistake.severity is Severity.SERIOUS
    assert mistake.file == f"flows/danger/{name}.txt"
    assert dict(mistake.values) == {"was": was, "now": now}


def test_a_list_of_examples_that_is_taken_away_does_not_go_live(tmp_path: Path) -> None:
    flows = saved(tmp_path)
    exemplified(flows, "suicide.red", "今夜")
    record_anew(flows, NOW)
    (flows / "danger" / "suicide.red.txt").unlink()

    assert [mistake.problem for mistake in told(flows)] == ["examples_fewer"]


def test_examples_that_were_taken_away_on_purpose_go_live(tmp_path: Path) -> None:
    flows = saved(tmp_path)
    exemplified(flows, "suicide.red", "今夜", "さようなら")
    record_anew(flows, NOW)
    exemplified(flows, "suicide.red", "今夜")

    assert record_anew(flows, LATER)

    assert told(flows) == []


def test_examples_that_cannot_be_read_are_not_recorded(tmp_path: Path) -> None:
    flows = saved(tmp_path)
    exemplified(flows, "suicide.red", "今夜")
    (flows / "danger" / "suicide.red.txt").write_bytes(b"\xff\xfe\xff")

    assert not record_anew(flows, NOW)


def test_without_a_record_it_is_remarked_on(tmp_path: Path) -> None:
    (mistake,) = told(saved(tmp_path))

    assert mistake.problem == "signs_unrecorded"
    assert mistake.severity is Severity.WARNING


@pytest.mark.parametrize("signs", [None, "suicide: [\n", "nonsense: []\n"])
def test_what_cannot_be_read_is_not_recorded(tmp_path: Path, signs: str | None) -> None:
    flows = saved(tmp_path)
    record_anew(flows, NOW)
    before = (flows / RECORD).read_text(encoding="utf-8")
    file = flows / "crisis_signs.yaml"
    file.write_text(signs, encoding="utf-8") if signs else file.unlink()

    assert not record_anew(flows, LATER)
    assert (flows / RECORD).read_text(encoding="utf-8") == before


# ── from one version to the next ─────────────────────────────────────────────


def test_a_sign_that_came_after_the_record_is_not_taken_away_unnoticed_either(
    tmp_path: Path,
) -> None:
    flows = saved(tmp_path)
    record_anew(flows, NOW)
    more = read(saved(tmp_path, SIGNS.replace("  amber:", "    - さようなら\n  amber:", 1)))
    fewer = read(saved(tmp_path))

    assert is_weaker(more, fewer)
    assert not is_weaker(fewer, more)


def test_without_a_record_nothing_is_taken_away(tmp_path: Path) -> None:
    before = read(saved(tmp_path))
    after = read(saved(tmp_path, SIGNS.replace("    - 手首…切\n", "    - 手首…きった\n")))

    assert is_weaker(before, after)


def test_who_recorded_anew_after_taking_a_sign_away_may_publish(tmp_path: Path) -> None:
    flows = saved(tmp_path)
    record_anew(flows, NOW)
    before = read(flows)
    saved(tmp_path, SIGNS.replace("    - 手首…切\n", "    - 手首…きった\n"))
    record_anew(flows, LATER)

    assert not is_weaker(before, read(flows))


def test_an_example_that_came_after_the_record_is_not_taken_away_unnoticed_either(
    tmp_path: Path,
) -> None:
    flows = saved(tmp_path)
    exemplified(flows, "suicide.red", "今夜")
    record_anew(flows, NOW)
    exemplified(flows, "suicide.red", "今夜", "さようなら")
    more = read(flows)
    exemplified(flows, "suicide.red", "今夜")
    fewer = read(flows)

    assert is_weaker(more, fewer)
    assert not is_weaker(fewer, more)


# ── what is shipped ──────────────────────────────────────────────────────────


def test_every_sign_and_every_example_that_is_shipped_is_in_the_record() -> None:
    """Run `engawa check --yes-remove-safety` after any were added."""
    flows = HOME / "flows"
    content = load(flows, HOME / "locales").content

    recorded = lines_of((flows / RECORD).read_text(encoding="utf-8"))

    assert set(recorded) == set(record_of(content.signs, content.danger))

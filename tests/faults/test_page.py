"""docs/FAULTS.md says what is tried, and nothing else."""

from tests.faults.page import PAGE, written


def test_the_page_has_every_row_as_it_is_tried() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert page == written(page), "run: .venv/bin/python -m tests.faults.page"

"""Drawing from the command line's words."""

from pathlib import Path

import pytest

from bot.app.showing import book, draw, print_pdf, read_content
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


def test_the_book_carries_its_own_looks() -> None:
    page = book(small())

    assert "@page" in page
    assert "ようこそ。" in page


def test_without_a_browser_it_is_said_how_to_make_a_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SettingsError, match="印刷"):
        print_pdf("<p>x</p>", tmp_path / "book.pdf")


@pytest.mark.parametrize("ends", [0, 1])
def test_a_browser_that_prints_nothing_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: int
) -> None:
    browser = tmp_path / "chromium"
    browser.write_text(f"#!/bin/sh\nexit {ends}\n")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    with pytest.raises(SettingsError, match="作れませんでした"):
        print_pdf("<p>x</p>", tmp_path / "book.pdf")


def test_what_the_browser_prints_is_put_where_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "chromium"
    prints = 'case $each in --print-to-pdf=*) echo %PDF > "${each#*=}";; esac'
    browser.write_text(f'#!/bin/sh\nfor each in "$@"; do {prints}; done\n')
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    print_pdf("<p>x</p>", tmp_path / "book.pdf")

    assert (tmp_path / "book.pdf").read_text() == "%PDF\n"

"""A command of the operator's gets the text, and neither our secrets nor all the time it wants."""

import sys
from pathlib import Path

import pytest

from bot.channels.second.command import call, words_of
from bot.model.delivery import Delivered, TryLater

WRITES_DOWN = "import os, sys; open(sys.argv[1], 'w').write(sys.stdin.read() + repr(os.environ))"


async def test_the_text_is_on_its_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "heard"

    outcome = await call([sys.executable, "-c", WRITES_DOWN, str(file)], "対応をお願いします")

    assert outcome == Delivered()
    assert "対応をお願いします" in file.read_text(encoding="utf-8")


async def test_it_sees_no_setting_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGAWA_TELEGRAM_TOKEN", "123:secret")
    file = tmp_path / "heard"

    await call([sys.executable, "-c", WRITES_DOWN, str(file)], "")

    assert "PATH" in file.read_text(encoding="utf-8")
    assert "secret" not in file.read_text(encoding="utf-8")


async def test_no_shell_reads_its_words(tmp_path: Path) -> None:
    file = tmp_path / "made"

    await call(["echo", f"; touch {file}", f"$(touch {file})"], "")

    assert not file.exists()


@pytest.mark.parametrize("command", [["false"], ["/no/such/program"]])
async def test_what_failed_is_tried_again(command: list[str]) -> None:
    assert await call(command, "") == TryLater()


async def test_one_that_hangs_is_ended_with_its_children() -> None:
    outcome = await call(["sh", "-c", "sleep 600 & wait"], "", seconds=0.2)

    assert outcome == TryLater(maybe_sent=True)


async def test_one_that_does_not_read_is_no_failure() -> None:
    assert await call(["true"], "対応" * 100_000) == Delivered()


def test_a_program_that_is_not_there_is_refused_when_the_settings_are_read() -> None:
    assert words_of("echo 'two words'") == ["echo", "two words"]
    for line in ("no-such-program --now", "", "echo 'open"):
        with pytest.raises(ValueError):  # noqa: PT011 - the settings have their own words for it
            words_of(line)

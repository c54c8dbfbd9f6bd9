"""The commands as the operator types them."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot import cli
from bot.settings import HOME, Settings
from bot.simulator import Simulator

CONTENT = ["--flows", str(HOME / "flows"), "--locales", str(HOME / "locales")]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let no setting of this machine in, and no logger of a command's out."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ENGAWA_{name.upper()}", raising=False)
    yield
    structlog.reset_defaults()


def engawa(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.app, arguments, input=typed)


def test_alone_it_names_its_commands() -> None:
    result = engawa()

    assert all(name in result.output for name in ("run", "check", "play", "demo", "capacity"))


def test_the_collector_of_garbage_runs_but_passes_over_what_was_imported() -> None:
    told = "import atexit, gc; from bot.__main__ import main"
    at_end = "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0)); main()"

    result = subprocess.run(
        [sys.executable, "-c", f"{told}; {at_end}", "--help"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.endswith("True True\n")


@pytest.mark.parametrize("name", ["run", "check", "play", "demo", "capacity"])
def test_every_command_says_what_it_does(name: str) -> None:
    result = engawa(name, "--help")

    assert result.exit_code == 0


def test_capacity_is_reckoned_for_a_desk_s_own_figures() -> None:
    result = engawa("capacity", "--each", "2", "--group", "10")

    assert result.stdout.startswith("each writes 2 a minute, the group takes 10\n")
    assert "visitors at once" in result.stdout


def test_sound_content_is_checked_with_remarks_and_success() -> None:
    result = engawa("check", *CONTENT)

    assert result.exit_code == 0
    assert "desks.yaml" in result.stdout


def test_content_may_be_checked_in_english() -> None:
    japanese, english = engawa("check", *CONTENT), engawa("check", *CONTENT, "--lang", "en")

    assert len(japanese.stdout.splitlines()) == len(english.stdout.splitlines())
    assert japanese.stdout != english.stdout


def test_broken_content_is_named_line_by_line_and_fails(tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "menu.yaml").write_text("flow: menu\ntitel: メニュー\n")

    result = engawa("check", "--flows", str(flows), "--locales", str(HOME / "locales"))

    assert result.exit_code == 1
    assert "menu.yaml:2" in result.stdout


def test_what_the_operator_must_mend_is_one_line_each_and_exit_code_2() -> None:
    result = engawa("run")

    assert result.exit_code == 2
    assert [line.split(" ")[:2] for line in result.stderr.splitlines()] == [
        ["engawa:", "ENGAWA_TELEGRAM_TOKEN"],
        ["engawa:", "ENGAWA_STAFF_CHAT"],
    ]


def test_a_visitor_can_be_played() -> None:
    result = engawa("play", *CONTENT, typed="1\n")

    assert result.exit_code == 0
    assert "人と話す" in result.stdout


def test_playing_broken_content_fails_with_exit_code_2(tmp_path: Path) -> None:
    result = engawa("play", "--flows", str(tmp_path), "--locales", str(HOME / "locales"))

    assert result.exit_code == 2
    assert result.stderr.startswith("engawa: ")


async def test_it_serves_as_a_process_until_sigterm_and_logs_neither_words_nor_token(
    tmp_path: Path,
) -> None:
    async with Simulator() as simulator:
        visitor = simulator.visitor("ひみつの名")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=tmp_path,
            env=_environment(simulator),
            stderr=asyncio.subprocess.PIPE,
        )
        visitor.start()
        await simulator.until(lambda: visitor.screen, timeout=20)
        visitor.write("ひみつのことば")
        await simulator.until(lambda: len(visitor.inbox) > 1)
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, log = await process.communicate()

    told = log.decode()
    assert process.returncode == 0
    assert "event=serving" in told
    assert "event=stopped" in told
    assert "ひみつ" not in told
    assert simulator.token not in told


def _environment(simulator: Simulator) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(HOME),
        "ENGAWA_TELEGRAM_TOKEN": simulator.token,
        "ENGAWA_TELEGRAM_API": simulator.url,
        "ENGAWA_STAFF_CHAT": str(simulator.group_id),
        "ENGAWA_STATE_DIR": "state",
        "ENGAWA_PACED": "no",
    }

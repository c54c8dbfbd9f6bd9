"""What every command shares."""

import pytest

from tests.unit.cli.typed import engawa


def test_alone_it_names_its_commands() -> None:
    result = engawa()

    assert all(name in result.output for name in ("run", "check", "play", "demo", "capacity"))


@pytest.mark.parametrize("name", ["run", "check", "play", "demo", "capacity"])
def test_every_command_says_what_it_does(name: str) -> None:
    result = engawa(name, "--help")

    assert result.exit_code == 0


def test_what_the_operator_must_mend_is_one_line_each_and_exit_code_2() -> None:
    result = engawa("run")

    assert result.exit_code == 2
    assert [line.split(" ")[:2] for line in result.stderr.splitlines()] == [
        ["engawa:", "ENGAWA_TELEGRAM_TOKEN"],
        ["engawa:", "ENGAWA_STAFF_CHAT"],
    ]

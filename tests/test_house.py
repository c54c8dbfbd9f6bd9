"""The rules of the house, as tests: what keeps it one house however many build on it."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from bot.conversation import steps
from bot.desk import buttons, commands
from bot.model import effects
from bot.settings import Deployment, Settings

HOME = Path(__file__).resolve().parent.parent
BOT = HOME / "bot"
TESTS = HOME / "tests"
SCRIPTS_OF_COMMANDS = TESTS / "unit" / "desk" / "scripts"

LONGEST_FILE = 300
LONGEST_BODY = 40
NO_LONGER_THAN_THEY_MUST_BE = {
    "bot/model/effects.py": "one list of everything that can be wanted, to be read at one glance",
    "bot/model/inputs.py": "one list of everything that can happen, to be read at one glance",
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base"}
WORDS_OF_OTHERS = {
    "user": "visitor or staff",
    "users": "visitors or staff",
    "admin": "staff",
    "client": "visitor",
    "ticket": "case",
    "session": "conversation or case",
    "handler": "step or turn",
    "todo": "an issue",
}
"""Words of other houses, and ours for the same; see the glossary in ARCHITECTURE.md."""
ELSEWHERE = {
    "bot/channels/telegram": {"client", "user", "session", "admin"},
    "bot/app": {"client"},
    "bot/simulator": set(WORDS_OF_OTHERS),
}
"""Where a word has another meaning: that of Telegram or of a library."""
TESTED_ELSEWHERE = {
    "bot/__main__.py": "tests/unit/test_main.py",
    "bot/app/logs.py": "tests/acceptance/test_secrecy.py",
    "bot/app/sharing.py": "tests/unit/app/test_running.py",
    "bot/app/ward.py": "tests/unit/app/test_serving.py",
    "bot/preview/door.py": "tests/unit/preview/test_serving.py",
    "bot/preview/room.py": "tests/unit/preview/test_serving.py",
    "bot/preview/visit.py": "tests/unit/preview/test_serving.py",
    "bot/simulator": "tests/unit/simulator",
    "bot/model": "tests/store/test_codec.py",
    "bot/desk/office_commands": "tests/unit/desk/test_office_engine.py",
    "bot/channels/second/knobs.py": "tests/unit/test_settings.py",
    "bot/conversation/check": "tests/unit/loader/test_flows.py",
    "bot/pipeline/offer.py": "tests/unit/pipeline/test_perform.py",
    "bot/pipeline/stage.py": "tests/unit/pipeline/test_perform.py",
    "bot/loader/messages": "tests/unit/loader/test_messages.py",
    "bot/loader/report.py": "tests/unit/loader/test_load.py",
    "bot/loader/shape.py": "tests/unit/loader/test_flows.py",
    "bot/loader/tree.py": "tests/unit/loader/test_syntax.py",
    "bot/store/migrations": "tests/store/test_migrations.py",
    "bot/store/columns.py": "tests/store/test_connect.py",
    "bot/store/custody.py": "tests/store/test_outbox.py",
    "bot/store/postgresql.py": "tests/store/test_connect.py",
    "bot/store/pragmas.py": "tests/store/test_connect.py",
    "bot/store/schema.py": "tests/store/test_migrations.py",
    "bot/store/writer.py": "tests/store/test_connect.py",
}
"""What is one thing with others when seen from outside, and is tested from there."""


@cache
def modules(under: Path = BOT) -> tuple[Path, ...]:
    """List the modules under a folder."""
    return tuple(sorted(under.rglob("*.py")))


@cache
def tree(module: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(module.read_text(encoding="utf-8"))


EVERYTHING = (*modules(), *modules(TESTS))
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(module: Path) -> str:
    """Name a module as people do."""
    return module.relative_to(HOME).as_posix()


def functions(module: Path) -> Iterator[Function]:
    """Go through every function of a module."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


# ── the shape of files ───────────────────────────────────────────────────────


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = [name(module) for module in EVERYTHING if not _says_what_it_is_for(module)]

    assert silent == []


def _says_what_it_is_for(module: Path) -> bool:
    if module.name == "__init__.py" and not module.read_text(encoding="utf-8"):
        return True
    said = ast.get_docstring(tree(module)) or ""
    return said.split("\n\n")[0].rstrip().endswith((".", "。"))


def test_no_module_has_grown_a_second_purpose() -> None:
    long = {
        name(module): lines
        for module in modules()
        if (lines := len(module.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert set(long) <= set(NO_LONGER_THAN_THEY_MUST_BE), long


def test_no_function_has_grown_a_second_purpose() -> None:
    long = {
        f"{name(module)}:{function.name}": lines
        for module in modules()
        for function in functions(module)
        if (lines := _length_of_body(function)) > LONGEST_BODY and not _is_table(function)
    }

    assert long == {}


def _is_table(function: Function) -> bool:
    """Say whether it is one match over a closed union, which must be as long as the union."""
    matches = [node for node in function.body if isinstance(node, ast.Match)]
    return len(matches) == 1 and "assert_never" in ast.unparse(matches[0].cases[-1])


def _length_of_body(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_is_named_after_nothing() -> None:
    empty = [
        name(module)
        for module in EVERYTHING
        if EMPTY_NAMES & {*module.relative_to(HOME).with_suffix("").parts}
    ]

    assert empty == []


def test_imports_say_where_a_thing_lives() -> None:
    relative = [
        f"{name(module)}:{node.lineno}"
        for module in EVERYTHING
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


def test_our_words_are_used_and_not_those_of_other_houses() -> None:
    found = {
        f"{name(module)}: {identifier}": f"we say {WORDS_OF_OTHERS[word]}"
        for module in modules()
        for identifier in _given_names(module)
        for word in _words_of(identifier)
        if word in WORDS_OF_OTHERS and word not in _allowed_in(module)
    }

    assert found == {}


def _allowed_in(module: Path) -> set[str]:
    there = [words for place, words in ELSEWHERE.items() if name(module).startswith(place)]
    return set[str]().union(*there)


def _given_names(module: Path) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _words_of(identifier: str) -> list[str]:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", identifier).lower().strip("_").split("_")


# ── tests beside code ────────────────────────────────────────────────────────


def test_every_module_that_does_something_has_its_tests_under_its_own_name() -> None:
    places = {module: _places_of_tests(module) for module in modules() if _does_something(module)}
    missing = {
        name(module): f"write {name(wanted[0])}"
        for module, wanted in places.items()
        if not any(place.exists() for place in wanted)
    }

    assert missing == {}


def test_every_place_that_tests_for_another_exists() -> None:
    for place, tests in TESTED_ELSEWHERE.items():
        assert (HOME / place).exists(), place
        assert (HOME / tests).exists(), tests


def _does_something(module: Path) -> bool:
    """Say whether there is anything to test: a function of more than one line."""
    return any(_length_of_body(function) > 1 for function in functions(module))


def _places_of_tests(module: Path) -> list[Path]:
    inside = module.relative_to(BOT)
    test = inside.with_name(f"test_{inside.stem}.py")
    if inside.name == "__init__.py":
        test = inside.parent.with_name(f"test_{inside.parent.name}.py")
    own = TESTS / test if inside.parts[0] == "store" else TESTS / "unit" / test
    named = [HOME / at for place, at in TESTED_ELSEWHERE.items() if name(module).startswith(place)]
    if inside.parent.name in {"commands", "buttons"}:
        named.append(SCRIPTS_OF_COMMANDS / f"{inside.stem}.yaml")
    return [own, *named]


def test_no_test_sleeps_in_place_of_an_event() -> None:
    sleeps = [
        f"{name(module)}:{node.lineno}"
        for module in modules(TESTS)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and _is_sleep(node)
    ]

    assert sleeps == []


def _is_sleep(call: ast.Call) -> bool:
    called = ast.unparse(call.func)
    only_lets_others_go_first = bool(call.args) and ast.unparse(call.args[0]) == "0"
    return called in {"time.sleep", "asyncio.sleep"} and not only_lets_others_go_first


# ── what is added is added whole ─────────────────────────────────────────────


def _kinds_in_files() -> set[str]:
    return {module.stem for module in modules(BOT / "conversation" / "steps")} - {"__init__"}


def test_every_step_kind_is_in_the_list() -> None:
    assert set(steps.KINDS) == _kinds_in_files()


@pytest.mark.parametrize("kind", sorted(_kinds_in_files()))
def test_every_step_kind_shows_how_it_is_written(kind: str) -> None:
    said = ast.get_docstring(tree(BOT / "conversation" / "steps" / f"{kind}.py")) or ""
    sample = said[said.index("\n- ") :].split("\n\n")[0]
    step = YAML(typ="safe").load(sample)[0]
    written = step if kind in step else next(iter(step.values()))

    assert kind in written
    known = {key.name for key in steps.KINDS[kind].keys}
    assert set(written) <= known


@pytest.mark.parametrize("kind", sorted(_kinds_in_files()))
def test_every_step_kind_has_a_script_that_an_editor_can_read(kind: str) -> None:
    assert (TESTS / "scripts" / f"{kind}.yaml").exists()


def _commands_in_files() -> set[str]:
    return {module.stem for module in modules(BOT / "desk" / "commands")} - {"__init__"}


def test_every_staff_command_is_in_the_list() -> None:
    assert set(commands.COMMANDS) == _commands_in_files()


@pytest.mark.parametrize("command", sorted(_commands_in_files()))
def test_every_staff_command_has_its_line_of_help_and_shows_its_use(command: str) -> None:
    said = ast.get_docstring(tree(BOT / "desk" / "commands" / f"{command}.py")) or ""

    assert said.splitlines()[0].endswith("。")
    assert f"Usage: `/{command}" in said


@pytest.mark.parametrize("command", sorted(_commands_in_files()))
def test_every_staff_command_has_a_script_of_what_it_does_and_what_it_refuses(
    command: str,
) -> None:
    script = SCRIPTS_OF_COMMANDS / f"{command}.yaml"
    cases = YAML(typ="safe").load(script)

    typed = [case for case in cases if f" types /{command}" in case["happened"]]
    assert len(typed) >= 2
    assert len({str(case["expect"]) for case in cases}) >= 2


def _buttons_in_files() -> set[str]:
    return {module.stem for module in modules(BOT / "desk" / "buttons")} - {"__init__"}


def test_every_button_is_in_the_list_and_no_command_as_well() -> None:
    assert set(buttons.BUTTONS) == _buttons_in_files()
    assert not set(buttons.BUTTONS) & set(commands.COMMANDS)


@pytest.mark.parametrize("button", sorted(_buttons_in_files()))
def test_every_button_shows_what_it_sends_and_has_a_script(button: str) -> None:
    said = ast.get_docstring(tree(BOT / "desk" / "buttons" / f"{button}.py")) or ""
    cases = YAML(typ="safe").load(SCRIPTS_OF_COMMANDS / f"{button}.yaml")

    assert said.splitlines()[0].endswith("。")
    assert f"`{button}:" in said
    pressed = [case for case in cases if f" presses {button}" in case["happened"]]
    assert len(pressed) >= 2
    assert len({str(case["expect"]) for case in cases}) >= 2


def test_every_effect_has_a_branch_of_its_own() -> None:
    branches = {
        node.cls.id
        for node in ast.walk(tree(BOT / "pipeline" / "perform.py"))
        if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name)
    }

    assert branches == {effect.__name__ for effect in get_args(effects.Effect)}


def test_every_dataclass_of_the_effects_can_be_asked_for() -> None:
    body = tree(BOT / "model" / "effects.py").body
    defined = {node.name for node in body if isinstance(node, ast.ClassDef)} - {"Button"}

    assert defined == {effect.__name__ for effect in get_args(effects.Effect)}


# ── settings ─────────────────────────────────────────────────────────────────

FIELDS = (*Deployment.model_fields, *Settings.model_fields)
SETTINGS = sorted(f"ENGAWA_{field.upper()}" for field in FIELDS)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("page", ["README.md", ".env.example"])
def test_every_setting_is_documented(page: str, setting: str) -> None:
    assert re.search(rf"{setting}\b", (HOME / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", ["README.md", ".env.example"])
def test_no_setting_is_documented_that_does_not_exist(page: str) -> None:
    mentioned = set(re.findall(r"ENGAWA_[A-Z_]+\b", (HOME / page).read_text(encoding="utf-8")))

    assert mentioned <= set(SETTINGS)


# ── what goes out of the house ───────────────────────────────────────────────

TELLTALES = {
    "a package registry": r"(?:pypi|pythonhosted|npmjs|crates)\.(?:org|com|io)",
    "a folder of one machine": r"(?<![\w.<{$~:/-])/(?:work|root|Users|home)/\w",
}


def _files() -> list[Path]:
    """List what belongs to the project, added or about to be; nothing where there is no git."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=HOME, capture_output=True, check=False).stdout.decode()
    found = (HOME / each for each in listed.split("\0") if each)
    return [each for each in found if each.is_file() and each != Path(__file__)]


@pytest.mark.parametrize("what", TELLTALES)
def test_no_file_tells_where_it_was_made_or_where_packages_come_from(what: str) -> None:
    telltale = re.compile(TELLTALES[what])
    found = [name(file) for file in _files() if telltale.search(_text(file))]

    assert found == []


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a package registry", "--index-url https://py" + "pi.org/simple"),
        ("a folder of one machine", "open('/" + "root/x')"),
        ("a folder of one machine", "cd /" + "home/me/engawa"),
    ],
)
def test_a_telltale_is_known_when_it_is_there(what: str, line: str) -> None:
    assert re.search(TELLTALES[what], line)

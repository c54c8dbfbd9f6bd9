"""Several wards: read one by one, kept apart, and kept going."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import wards as module
from bot.app.serving import Shared
from bot.app.wards import Wards, read_wards
from bot.model.errors import ContentError, SettingsError, Unanswered, WardsFailed
from bot.settings import Settings, read_settings

TOKENS = {"bunkyo": "1:a", "taito": "2:b"}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def write(folder: Path, ward: str, *lines: str, mode: int = 0o600) -> None:
    file = folder / f"{ward}.env"
    file.write_text("\n".join([f"ENGAWA_TELEGRAM_TOKEN={TOKENS.get(ward, '3:c')}", *lines]))
    file.chmod(mode)


def wards_of(*names: str) -> Wards:
    return Wards({name: read_settings(telegram_token="1:a", staff_chat=-1) for name in names})


# ── reading ──────────────────────────────────────────────────────────────────


def test_each_ward_has_the_settings_of_its_file_and_a_folder_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "bunkyo", "ENGAWA_STAFF_CHAT=-1", "ENGAWA_POLL_SECONDS=7")
    write(tmp_path, "taito", "ENGAWA_STAFF_CHAT=-2", "ENGAWA_STATE_DIR=/there")

    wards = read_wards(tmp_path)

    assert wards.troubles == {}
    assert wards.windows == {"bunkyo": 7, "taito": 30}
    assert {name: each.staff_chat for name, each in wards.settings.items()} == {
        "bunkyo": -1,
        "taito": -2,
    }
    assert wards.settings["bunkyo"].state_dir == Path(".engawa/bunkyo")
    assert wards.settings["taito"].state_dir == Path("/there")


def test_nothing_of_the_environment_or_of_another_file_reaches_a_ward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGAWA_STAFF_CHAT", "-1")
    monkeypatch.setenv("ENGAWA_POLL_SECONDS", "7")
    (tmp_path / "wards").mkdir()
    (tmp_path / ".env").write_text("ENGAWA_STAFF_CHAT=-1\n")
    write(tmp_path / "wards", "bunkyo", "ENGAWA_STAFF_CHAT=-2")
    write(tmp_path / "wards", "taito")

    wards = read_wards(tmp_path / "wards")

    assert wards.settings["bunkyo"].staff_chat == -2
    assert wards.settings["bunkyo"].poll_seconds == 30
    assert wards.troubles["taito"].startswith("ENGAWA_STAFF_CHAT is missing")


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "bunkyo", "ENGAWA_STAFF_CHAT=-1", mode=0o644)

    assert "chmod 600" in read_wards(tmp_path).troubles["bunkyo"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENGAWA_TELEGRAM_TOKEN", "1:a"),
        ("ENGAWA_STATE_DIR", "shared"),
        ("ENGAWA_DATABASE", "postgresql://here/engawa"),
    ],
)
def test_what_must_be_apart_is_refused_to_the_second(
    tmp_path: Path, name: str, value: str
) -> None:
    for ward in TOKENS:
        write(tmp_path, ward, "ENGAWA_STAFF_CHAT=-1", f"{name}={value}")

    wards = read_wards(tmp_path)

    assert list(wards.settings) == ["bunkyo"]
    assert f"{name} is that of another ward" in wards.troubles["taito"].splitlines()


# ── serving ──────────────────────────────────────────────────────────────────


class Serving:
    """Serves as it is told to: until the end, or until an error comes up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.began = asyncio.Event()
        monkeypatch.setattr(module, "serve", self.serve)

    async def serve(self, _: Settings, stop: asyncio.Event, *, shared: Shared) -> None:
        del shared
        error = self.errors.pop(0)
        if error is not None:
            raise ExceptionGroup("of a task", [error])
        self.began.set()
        await stop.wait()


async def served(wards: Wards, stop: asyncio.Event) -> None:
    await wards.serve(dict.fromkeys(wards.windows, Shared()), stop)


@pytest.mark.parametrize("error", [SettingsError("the remedy"), ContentError(())])
async def test_what_a_person_must_mend_is_said_and_not_tried_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    serving, stop = Serving(monkeypatch, error, None), asyncio.Event()

    with capture_logs() as logs:
        async with asyncio.timeout(5):
            task = asyncio.ensure_future(served(wards_of("bunkyo", "taito"), stop))
            await serving.began.wait()
            stop.set()
            with pytest.raises(WardsFailed, match=f"bunkyo: {error}"):
                await task

    assert [log["remedy"] for log in logs] == [str(error)]


@pytest.mark.parametrize(
    ("error", "told"),
    [(Unanswered("it is silent"), "it is silent"), (KeyError("ひみつのことば"), "KeyError")],
)
async def test_what_may_pass_is_tried_again_and_no_word_of_anybody_s_is_told(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.01)
    serving, stop = Serving(monkeypatch, error, error, None), asyncio.Event()

    with capture_logs() as logs:
        async with asyncio.timeout(5):
            task = asyncio.ensure_future(served(wards_of("bunkyo"), stop))
            await serving.began.wait()
            stop.set()
            await task

    assert [log["remedy"] for log in logs] == [told, told]


async def test_a_stop_between_two_tries_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = asyncio.Event()
    Serving(monkeypatch, Unanswered("it is silent"))

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        tasks.create_task(served(wards_of("bunkyo"), stop))
        tasks.create_task(asyncio.to_thread(lambda: None)).add_done_callback(lambda _: stop.set())


async def test_where_none_is_left_it_ends_as_a_wrong_setting_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Serving(monkeypatch, SettingsError("one\ntwo"))
    wards = wards_of("bunkyo")
    wards.troubles["taito"] = "three"

    with pytest.raises(SettingsError) as caught:
        await served(wards, asyncio.Event())

    assert str(caught.value).splitlines() == ["bunkyo: one", "bunkyo: two", "taito: three"]

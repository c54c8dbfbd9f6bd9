"""The preview as its page asks for it, with the real bot behind it."""

import asyncio
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.script.player import play as play_script
from bot.loader.load import load
from bot.loader.scripts import read_scripts
from bot.model.errors import SettingsError
from bot.preview.serving import Wanted, play
from bot.settings import HOME
from tests.unit.preview.stage import OPENING_TIME, previewing

AT_START = {"flow": "menu", "place": "menu.questions", "standing": "flows"}


async def test_a_visitor_has_opened_the_bot_and_stands_at_the_menu(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        state = await stage.until(**AT_START, sound=True)

        assert ["ja@easy", "やさしい日本語"] in state["languages"]
        assert ["cost", "お金はかかる？"] in state["flows"]


async def test_one_jumps_to_any_step_and_begins_anew(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)
        former = stage.state["visitor"]

        await stage.ask("jump", place="anonymity.details")
        await stage.until(flow="anonymity")
        await stage.ask("restart")
        await stage.until(**AT_START)

        assert stage.state["visitor"] != former


@pytest.mark.parametrize("place", ["case.received", "cost.nowhere", "", "nowhere"])
async def test_there_is_no_jump_to_what_cannot_be_gone_to(tmp_path: Path, place: str) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)

        assert await stage.ask("jump", place=place) == {"status": 400}


async def test_another_language_shows_the_same_screen(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)
        await stage.ask("jump", place="cost.say")
        await stage.until(flow="cost")

        await stage.ask("speak", language="en")
        await stage.until(flow="cost", language="en")

        assert await stage.ask("speak", language="xx") == {"status": 400}
        assert "Does it cost anything?" in await stage.chart(flow="cost", language="en")
        assert "料金" in await stage.chart(flow="cost", language="ja")


async def test_a_saved_text_is_shown_at_once_where_the_visitor_stands(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)
        await stage.ask("jump", place="cost.say")
        await stage.until(flow="cost")

        stage.rewrite("cost.yaml", "料金はいただきません", "料金はかかりません")
        await stage.until_says("料金はかかりません")

        assert "料金はかかりません" in await stage.chart(flow="cost", language="ja")


async def test_a_button_that_a_script_presses_may_be_renamed_here(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)
        await stage.ask("jump", place="menu.questions")

        stage.rewrite("menu.yaml", "予約は必要？: res", "予約っている？: res")

        await stage.press("予約っている？")
        await stage.until(flow="reservation")


async def test_of_a_typed_text_it_is_told_why_it_went_where_until_something_else_happens(
    tmp_path: Path,
) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START, why=None)

        await stage.write("相談は無料ですか")
        told = (await stage.until(flow="cost"))["why"]
        await stage.ask("jump", place="menu.questions")
        await stage.until(flow="menu", why=None)

    assert (told["text"], told["reason"]) == ("相談は無料ですか", "known")
    assert told["near"][0] == {
        "phrase": "相談は無料ですか",
        "flow": "cost",
        "title": "お金はかかる？",
        "alike": 100,
    }


async def test_while_a_file_is_broken_the_last_good_version_plays_on(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)

        stage.rewrite("cost.yaml", "place_hours", "place_hour")
        await stage.until(sound=False)
        told = stage.state["mistakes"][0]
        await stage.ask("jump", place="cost.say")
        await stage.until(flow="cost", sound=False)
        stage.rewrite("cost.yaml", "place_hour", "place_hours")
        await stage.until(sound=True)

        assert (told["file"], told["source"].strip()) == (
            "flows/cost.yaml",
            "場所と時間を知りたい: place_hour",
        )


async def test_files_that_are_broken_at_the_start_are_told_and_played_once_mended(
    tmp_path: Path,
) -> None:
    good = (HOME / "flows" / "cost.yaml").read_text(encoding="utf-8")
    async with previewing(tmp_path, broken="flow: cost\n") as stage:
        await stage.until(sound=False, flows=[], visitor=None)
        await stage.until_told()

        assert await stage.ask("jump", place="menu.questions") == {"status": 400}
        (stage.flows / "cost.yaml").write_text(good, encoding="utf-8")
        await stage.until(**AT_START, sound=True)


async def test_lines_past_their_date_are_told_on_the_day_that_it_is(tmp_path: Path) -> None:
    async with previewing(tmp_path, at=OPENING_TIME + timedelta(days=730)) as stage:
        await stage.until(sound=False, visitor=None)
        await stage.until_told()

        assert {
            each["file"] for each in stage.state["mistakes"] if each["severity"] == "serious"
        } == {"flows/hotlines.yaml"}


async def test_a_preview_of_broken_files_can_be_ended(tmp_path: Path) -> None:
    async with previewing(tmp_path, broken="flow: cost\n") as stage:
        await stage.until(sound=False)

    assert not stage.state["sound"]


async def test_a_jump_out_of_a_case_begins_anew(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)
        await stage.ask("jump", place="person.confirm")
        await stage.until(place="person.confirm")
        await stage.press("窓口の人につなぐ")
        await stage.until(standing="case")

        await stage.ask("jump", place="cost.say")

        await stage.until(flow="cost", standing="flows")


async def test_the_talk_becomes_a_script_that_goes_as_it_went(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    async with previewing(tmp_path, scripts) as stage:
        await stage.until(**AT_START)
        await stage.press("本名を言わなくてはだめ？")
        await stage.until(flow="anonymity")

        first = await stage.ask("script")
        second = await stage.ask("script")

    assert first["saved"]
    assert [Path(each["name"]).name for each in (first, second)] == [
        "anonymity.yaml",
        "anonymity-2.yaml",
    ]
    (script,) = read_scripts([scripts / "anonymity.yaml"])
    assert "presses: 本名を言わなくてはだめ？" in first["text"]
    content = load(HOME / "flows", HOME / "locales").content
    assert play_script(script, content).differences == ()


async def test_what_was_shown_again_at_a_save_is_not_in_the_script(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)
        await stage.press("本名を言わなくてはだめ？")
        await stage.until(flow="anonymity")
        stage.rewrite("anonymity.yaml", "本名はいりません", "本名はなくても大丈夫です")
        await stage.until_says("本名はなくても大丈夫です")

        script = await stage.ask("script")

    assert not script["saved"]
    assert "old button" not in script["text"]
    assert script["text"].count("presses: 本名を言わなくてはだめ？") == 1


async def test_a_saved_greeting_is_read_by_who_has_only_just_come(tmp_path: Path) -> None:
    async with previewing(tmp_path) as stage:
        await stage.until(**AT_START)

        stage.rewrite("start.yaml", "名前を言わなくても", "名前がなくても")

        await stage.until_says("名前がなくても")
        assert len(await stage.said()) == 1


async def test_a_port_that_is_taken_is_said_plainly(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = Wanted(HOME / "flows", HOME / "locales", taken.getsockname()[1])

        with pytest.raises(SettingsError, match="--port 0"):
            await play(wanted, print, asyncio.Event())

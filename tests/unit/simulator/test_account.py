"""The bot's own account."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, MenuButtonCommands
from telegram.error import BadRequest

from tests.unit.simulator.conftest import Caller


async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()

    assert me.is_bot
    assert me.can_read_all_group_messages
    assert me.has_topics_enabled is False


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    scope = BotCommandScopeChat(-1)

    await bot.set_my_commands([BotCommand("help", "たすけ")])
    await bot.set_my_commands([BotCommand("close", "Close")], scope=scope, language_code="en")

    assert [command.command for command in await bot.get_my_commands()] == ["help"]
    assert [c.command for c in await bot.get_my_commands(scope, "en")] == ["close"]
    assert list(await bot.get_my_commands(scope)) == []
    await bot.delete_my_commands()
    assert list(await bot.get_my_commands()) == []


async def test_a_command_of_other_letters_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([("Help", "x")])


@pytest.mark.parametrize(
    ("command", "description"),
    [
        ({"command": "", "description": "x"}, "command must be non-empty"),
        ({"command": "a", "description": ""}, "command description must be non-empty"),
    ],
)
async def test_a_command_needs_both_words(
    call: Caller, command: dict[str, str], description: str
) -> None:
    _, envelope = await call("setMyCommands", commands=[command])

    assert envelope["description"] == f"Bad Request: {description}"


async def test_the_menu_button_is_kept_for_each_chat(bot: Bot) -> None:
    await bot.set_chat_menu_button(7, MenuButtonCommands())

    assert (await bot.get_chat_menu_button(7)).type == "commands"
    assert (await bot.get_chat_menu_button()).type == "default"


async def test_descriptions_fall_back_to_no_language(bot: Bot) -> None:
    await bot.set_my_description("はじめの窓口")
    await bot.set_my_short_description("窓口")
    await bot.set_my_name("Porch", language_code="en")

    assert (await bot.get_my_description("de")).description == "はじめの窓口"
    assert (await bot.get_my_short_description()).short_description == "窓口"
    assert (await bot.get_my_name("en")).name == "Porch"
    assert (await bot.get_my_name()).name == "Simulated bot"


@pytest.mark.parametrize("method", ["close", "logOut"])
async def test_leaving_the_server_is_accepted(call: Caller, method: str) -> None:
    assert await call(method) == (200, {"ok": True, "result": True})

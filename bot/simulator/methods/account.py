"""The bot's own account: who it is, its commands and its descriptions."""

import re

from bot.simulator.methods.registry import Handler, method
from bot.simulator.parameters import Parameters
from bot.simulator.wire import Json, bad_request
from bot.simulator.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
WORDS = {"Name": ("name", 64), "Description": ("description", 512)}
LONGEST_SHORT = 120


@method("getMe")
def get_me(world: World, _: Parameters) -> Json:
    """Describe the bot itself."""
    return {
        **world.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


@method("setMyCommands")
def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Keep a list of commands for one scope and language."""
    commands: list[Json] = parameters.objects("commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_read_command(command) for command in commands]
    world.account[_key("commands", parameters)] = kept
    return True


def _read_command(given: Json) -> Json:
    name = str(given.get("command") or "").strip().removeprefix("/")
    description = str(given.get("description") or "").strip()
    if not name:
        raise bad_request("command must be non-empty")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request("command description length must not exceed 256")
    return {"command": name, "description": description}


@method("getMyCommands")
def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """List the commands kept for exactly that scope and language."""
    found: list[Json] = world.account.get(_key("commands", parameters), [])
    return found


@method("deleteMyCommands")
def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Forget the commands of one scope and language."""
    world.account.pop(_key("commands", parameters), None)
    return True


@method("setChatMenuButton")
def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """Keep the menu button of a chat, or of all."""
    key = f"menu_button:{parameters.text('chat_id')}"
    world.account[key] = parameters.mapping("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, parameters: Parameters) -> Json:
    """Tell the menu button of a chat, or of all."""
    key = f"menu_button:{parameters.text('chat_id')}"
    found: Json = world.account.get(key, {"type": "default"})
    return found


@method("setMyDefaultAdministratorRights")
def set_default_rights(world: World, parameters: Parameters) -> bool:
    """Keep the rights the bot asks for when it is added to a group."""
    world.account["rights"] = parameters.mapping("rights") or {}
    return True


@method("close")
def close(_: World, __: Parameters) -> bool:
    """Close the bot before it moves to another server."""
    return True


@method("logOut")
def log_out(_: World, __: Parameters) -> bool:
    """Log the bot out of the cloud server."""
    return True


def _key(word: str, parameters: Parameters) -> str:
    scope = parameters.mapping("scope") or {"type": "default"}
    language = parameters.text("language_code")
    return f"{word}:{sorted(scope.items())}:{language}"


def _setter(word: str, longest: int) -> Handler:
    def keep(world: World, parameters: Parameters) -> bool:
        text = parameters.text(word)
        if len(text) > longest:
            raise bad_request(f"bot {word.replace('_', ' ')} is too long")
        world.account[f"{word}:{parameters.text('language_code')}"] = text
        return True

    return keep


def _getter(word: str) -> Handler:
    def tell(world: World, parameters: Parameters) -> Json:
        default = world.bot.first_name if word == "name" else ""
        general = world.account.get(f"{word}:", default)
        return {word: world.account.get(f"{word}:{parameters.text('language_code')}") or general}

    return tell


for _title, (_word, _longest) in {
    **WORDS,
    "ShortDescription": ("short_description", LONGEST_SHORT),
}.items():
    method(f"setMy{_title}")(_setter(_word, _longest))
    method(f"getMy{_title}")(_getter(_word))

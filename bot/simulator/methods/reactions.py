"""setMessageReaction: one emoji of Telegram's list."""

from bot.simulator.methods.places import find_chat, reachable
from bot.simulator.methods.registry import method
from bot.simulator.parameters import Parameters
from bot.simulator.wire import Json, bad_request, words
from bot.simulator.world import World

EMOJI = frozenset(
    words(
        "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 "
        "🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 "
        "🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 "
        "🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ "
        "😡"
    )
)
VARIATION = "\ufe0f"  # clients write some emoji with this sign and some without


@method("setMessageReaction")
def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """Set or take away the bot's reaction."""
    wanted = [_read(item) for item in parameters.objects("reaction")]
    chat = reachable(find_chat(world, parameters))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = wanted[0] if wanted else None
    if emoji is not None:
        allowed = chat.reactions_allowed
        if not is_reaction(emoji) or (allowed is not None and emoji not in allowed):
            raise bad_request("REACTION_INVALID")
    world.react(world.album_first(message), world.bot, emoji)
    return True


def is_reaction(emoji: str) -> bool:
    """Say whether an emoji is on the list, with or without its variation sign."""
    return emoji.replace(VARIATION, "") in EMOJI


def _read(item: Json) -> str:
    if item.get("type") == "custom_emoji":
        raise bad_request("REACTION_INVALID")
    if item.get("type") != "emoji" or not item.get("emoji"):
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    return str(item["emoji"])

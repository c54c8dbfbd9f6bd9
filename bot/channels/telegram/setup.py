"""Before the first update: who we are, what our commands are, and whether the group is fit."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from enum import StrEnum

import structlog
from telegram import (
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberOwner,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.client import Client
from bot.model.errors import TokenRefused

log = structlog.get_logger()


class Unfit(StrEnum):
    """What keeps a group from serving as a desk."""

    NOT_FOUND = "not_found"
    NOT_A_FORUM = "not_a_forum"
    NOT_ADMIN = "not_admin"
    NO_TOPICS_RIGHT = "no_topics_right"


Menus = Mapping[str, Mapping[str, str]]
"""Language of the app (two letters, empty for every other) → command → its line."""
Profiles = Mapping[str, tuple[str, str]]
"""Language, as in menus → what is read before the first message, and on the profile's page."""

FIRST_PAUSE = 1.0  # seconds
LONGEST_PAUSE = 30.0

REMEDIES = {
    Unfit.NOT_FOUND: "the bot is not in the staff group: add it, or mend ENGAWA_STAFF_CHAT",
    Unfit.NOT_A_FORUM: "the staff group has no topics: switch Topics on in the group's settings",
    Unfit.NOT_ADMIN: "the bot is no administrator of the staff group: make it one",
    Unfit.NO_TOPICS_RIGHT: "the bot may not manage topics in the staff group: give it that right",
}
"""For the operator, in one line each."""

KEPT = "届いた相談は、それまで預かっています。"
TOLD_IN_GROUP = {
    Unfit.NOT_A_FORUM: "このグループではトピックが使えません。"
    f"グループの設定で「トピック」をオンにしてください。{KEPT}",
    Unfit.NOT_ADMIN: "ボットが管理者になっていません。"
    f"管理者にして「トピックの管理」を許可してください。{KEPT}",
    Unfit.NO_TOPICS_RIGHT: "ボットに「トピックの管理」の権限がありません。"
    f"許可してください。{KEPT}",
}


DAMAGED = (
    "🔴 記録のファイルがこわれていて、ボットが止まっています。相談は届きません。\n"
    "あぶない言葉を書いた方には、相談先の案内だけが出ます。システムの担当に知らせてください。"
)


async def introduce(client: Client) -> None:
    """Learn who we are; raises TokenRefused."""
    await insist(client.initialize, "telegram not reached")


async def offer_commands(client: Client, menus: Menus, before: Menus) -> Menus:
    """Offer visitors' commands where they are others than before, best effort.

    Gives what is offered by now: what Telegram did not take stands as it was.
    """
    offered, scope = dict(before), BotCommandScopeAllPrivateChats()
    for language in {**before, **menus}:
        if menus.get(language) == before.get(language):
            continue
        with contextlib.suppress(TelegramError):  # without a menu the commands still work
            code = language or None
            if language in menus:
                lines = list(menus[language].items())
                await client.set_my_commands(lines, scope=scope, language_code=code)
                offered[language] = menus[language]
            else:
                await client.delete_my_commands(scope=scope, language_code=code)
                del offered[language]
    return offered


async def tell_profiles(client: Client, profiles: Profiles, before: Profiles) -> Profiles:
    """Say who we are where it is said otherwise than before, best effort; give what is said now.

    A language that has no words of its own any more reads everybody's.
    """
    told = dict(before)
    for language in {**before, **profiles}:
        if profiles.get(language) == before.get(language):
            continue
        text, short = profiles.get(language, ("", ""))
        with contextlib.suppress(TelegramError):  # the one from before stands there then
            await client.set_my_description(text, language or None)
            await client.set_my_short_description(short, language or None)
            told[language] = (text, short)
            if language not in profiles:
                del told[language]
    return told


async def insist(call: Callable[[], Awaitable[object]], trouble: str) -> None:
    """Call until somebody answers: the network may come up after us.

    Raises TokenRefused, or BadRequest where asking again makes no sense; `trouble` is logged.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            await call()
        except InvalidToken as error:
            raise TokenRefused("ENGAWA_TELEGRAM_TOKEN is wrong: Telegram refused it") from error
        except BadRequest:
            raise
        except TelegramError as error:
            log.warning(trouble, error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return


async def end_webhook(client: Client) -> None:
    """Take away a webhook of former days, so that polling is possible; what waits is kept."""
    with contextlib.suppress(TelegramError):  # the first poll says so, if one is left
        if (await client.get_webhook_info()).url:
            await client.delete_webhook(drop_pending_updates=False)
            log.info("webhook taken away: polling")


async def offer_staff_commands(client: Client, group: int, commands: Mapping[str, str]) -> None:
    """Put the staff's commands into the group's menu, best effort."""
    with contextlib.suppress(TelegramError):  # without a menu the commands still work
        scope = BotCommandScopeChat(group)
        await client.set_my_commands(list(commands.items()), scope=scope)


async def inspect(client: Client, group: int) -> list[Unfit]:
    """Say what is wrong with the group; nothing, when it can serve."""
    try:
        chat = await client.get_chat(group)
        me = await client.get_chat_member(group, client.id)
    except (BadRequest, Forbidden):
        return [Unfit.NOT_FOUND]
    except TelegramError as error:
        log.warning("group not inspected", error=type(error).__name__)
        return []
    return list(_faults(bool(chat.is_forum), me))


async def tell_group(client: Client, group: int, faults: list[Unfit]) -> None:
    """Say in the group itself what is wrong with it, as far as the bot may."""
    for fault in faults:
        if fault in TOLD_IN_GROUP:
            with contextlib.suppress(TelegramError):  # the operator's log has it as well
                await client.send_message(group, TOLD_IN_GROUP[fault])


async def tell_of_damage(client: Client, group: int) -> None:
    """Say in a group that nothing is kept or passed on, best effort."""
    with contextlib.suppress(TelegramError):  # the operator's log has it as well
        await client.send_message(group, DAMAGED)


def _faults(is_forum: bool, me: ChatMember) -> Iterator[Unfit]:
    if not is_forum:
        yield Unfit.NOT_A_FORUM
    if isinstance(me, ChatMemberOwner):
        return
    if not isinstance(me, ChatMemberAdministrator):
        yield Unfit.NOT_ADMIN
    elif not me.can_manage_topics:
        yield Unfit.NO_TOPICS_RIGHT

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


async def introduce(
    client: Client,
    menus: Mapping[str, Mapping[str, str]],
    profiles: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Learn who we are, offer visitors' commands, say who we are; raises TokenRefused.

    `menus`: language of the app (two letters, empty for every other) → command → its line;
    `profiles`: language → what is read before the first message, and on the profile's page.
    """
    await insist(client.initialize, "telegram not reached")
    for language, commands in menus.items():
        with contextlib.suppress(TelegramError):  # without a menu the commands still work
            await client.set_my_commands(
                list(commands.items()),
                scope=BotCommandScopeAllPrivateChats(),
                language_code=language or None,
            )

    for language, (text, short) in (profiles or {}).items():
        with contextlib.suppress(TelegramError):  # the one from before stands there then
            await client.set_my_description(text, language or None)
            await client.set_my_short_description(short, language or None)


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

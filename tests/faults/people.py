"""What people do to the bot and to the group while others talk: rows 15 to 18, 20 and 31."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.conversation import engine
from tests.acceptance.malformed import malformed
from tests.acceptance.ward import card_in, said_in, texts
from tests.faults.talk import NAMES, WORDS, Talk, talk

OUT_OF_REACH = "いま窓口の人のところへ届けることができません"

# ── 15: blocked ──────────────────────────────────────────────────────────────


async def blocked(folder: Path, seed: int) -> list[str]:
    """Let a visitor block the bot unheard, answer all the same, and let the visitor come back."""

    def happens(spoken: Talk) -> None:
        spoken.visitors[spoken.whose].person.blocked = True  # no update tells of it

    async def then(spoken: Talk) -> None:
        visitor, bot = spoken.visitors[spoken.whose], spoken.simulator.world.bot.id
        reply = spoken.answer("届きますか")
        await spoken.ward.until(lambda: reply.reactions.get(bot) == "😢")
        visitor.person.blocked = False
        spoken.says(spoken.whose, WORDS)
        await spoken.ward.quiet()
        spoken.answer("おかえりなさい")
        await spoken.ward.until(lambda: "おかえり" in "".join(texts(visitor.inbox)))

    return await talk(folder, seed, happens, then=then, after=_tried_once)


def _tried_once(spoken: Talk) -> Iterator[str]:
    chats = {visitor.id for visitor in spoken.visitors.values()}
    refused = [c for c in spoken.simulator.calls("sendMessage") if not c.ok]
    tries = Counter((call.chat_id, call.text) for call in refused if call.chat_id in chats)
    for count in tries.values():
        if count > 1:
            yield f"hammered: one message {count} times to who blocked the bot"


# ── 16: the group moves ──────────────────────────────────────────────────────


async def moved(folder: Path, seed: int) -> list[str]:
    """Let the group become a supergroup with another number."""
    old = list[int]()

    def happens(spoken: Talk) -> None:
        old.append(spoken.simulator.group_id)
        spoken.staff[0].act("migrate_group")
        spoken.simulator.group.is_forum = True

    def after(spoken: Talk) -> Iterator[str]:
        late = [c for c in spoken.simulator.calls() if c.chat_id in old and not c.ok]
        if len(late) > 2 * len(NAMES) + 4:  # one for each lane that was under way
            yield f"hammered: {len(late)} calls to the group's old number"

    return await talk(folder, seed, happens, after=after)


# ── 17: topics ───────────────────────────────────────────────────────────────


async def lost_topics(folder: Path, seed: int) -> list[str]:
    """Delete, close or rename a topic by hand."""

    def happens(spoken: Talk) -> None:
        staff, topic = spoken.staff[0], spoken.topic
        deeds: tuple[Callable[[], None], ...] = (
            lambda: staff.delete_topic(topic),
            lambda: staff.delete_topic(topic),
            lambda: staff.close_topic(topic),
            lambda: staff.rename_topic(topic, f"{spoken.whose} の件"),
        )
        deeds[seed % len(deeds)]()

    return await talk(folder, seed, happens)


# ── 18: rights ───────────────────────────────────────────────────────────────

LOSSES: dict[str, tuple[str, dict[str, object]]] = {
    "kick_bot": ("add_bot", {}),
    "set_rights": ("set_rights", {"rights": [], "status": "member"}),
    "set_forum": ("set_forum", {"on": False}),
}
"""What is done to the bot: by which act it is mended, and how the loss is said."""
MENDS: dict[str, dict[str, object]] = {"add_bot": {}, "set_rights": {}, "set_forum": {"on": True}}


async def lost_rights(folder: Path, seed: int) -> list[str]:
    """Throw the bot out, take its rights, or switch topics off; give them back in the end."""
    loss = list(LOSSES)[seed % len(LOSSES)]
    gain, wishes = LOSSES[loss]

    def happens(spoken: Talk) -> None:
        spoken.staff[0].act(loss, **wishes)

    async def then(spoken: Talk) -> None:
        await spoken.ward.quiet()
        spoken.staff[0].act(gain, **MENDS[gain])

    def after(spoken: Talk) -> Iterator[str]:
        if loss == "set_rights":  # a mere member still posts where a topic is
            return
        for name, visitor in spoken.visitors.items():
            told = sum(OUT_OF_REACH in text for text in texts(visitor.inbox))
            if told != 1:
                yield f"silent: {name} was told {told} times that staff are out of reach"

    return await talk(folder, seed, happens, then=then, after=after)


# ── 20: two at once ──────────────────────────────────────────────────────────


async def races(folder: Path, seed: int) -> list[str]:
    """Let four claim a case in the same instant, again and again."""
    seen: list[str] = []

    async def then(spoken: Talk) -> None:
        for _ in range(5):
            seen.extend(await _raced(spoken))

    return [*await talk(folder, seed, lambda _: None, then=then), *seen]


async def _raced(spoken: Talk) -> list[str]:
    ward, card = spoken.ward, card_in(spoken.topic)
    before = [len(each.toasts) for each in spoken.staff]
    order = spoken.staff[spoken.chance.between(0, 3) :] + spoken.staff
    racing = list(dict.fromkeys(order))
    for staff in racing:
        staff.tap("担当する", card)
    await ward.quiet()
    heard = [each.toasts[count:] for each, count in zip(spoken.staff, before, strict=True)]
    winners = [each for each, said in zip(spoken.staff, heard, strict=True) if _won(said)]
    if winners:
        winners[0].write("/release", topic=spoken.topic)
        await ward.quiet()
    wrong = [] if len(winners) == 1 else [f"raced: {len(winners)} winners"]
    return wrong if all(heard) else [*wrong, "silent: somebody was not told who won"]


def _won(said: list[str]) -> bool:
    return any("担当になりました" in text for text in said)


# ── 31: what nobody should have sent ─────────────────────────────────────────

STUMBLES = "つまずく"
PARKED = "うまく扱えませんでした"


async def poison(folder: Path, seed: int) -> list[str]:
    """Hand the bot what cannot be read, and a word that its engine stumbles over every time."""
    whole = engine.advance

    def stumbling(here: Any, happened: Any, *more: Any) -> Any:  # as the engine takes and gives
        if getattr(happened, "text", "") == STUMBLES:
            raise RuntimeError(STUMBLES)
        return whole(here, happened, *more)

    def happens(spoken: Talk) -> None:
        visitor = spoken.visitors[spoken.whose]
        updates = malformed(visitor, spoken.topic)
        for _ in range(6):
            update = updates[spoken.chance.between(0, len(updates) - 1)]
            visitor.act("raw", update=update)
        visitor.write(STUMBLES)

    async def then(spoken: Talk) -> None:
        await spoken.ward.until(lambda: said_in(spoken.topic, PARKED))

    with patch.object(engine, "advance", stumbling):
        return await talk(folder, seed, happens, then=then)

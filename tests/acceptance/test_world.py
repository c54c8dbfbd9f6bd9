"""What the world does to a group: strangers' groups, moves, new groups for old ones, crowds."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Settings, read_settings
from bot.simulator import Chat, Simulator, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, words_in

A_MINUTE = timedelta(seconds=61)


@dataclass
class RenamedWard(Ward):
    """A ward whose setting may name another group than the simulator's first."""

    group: Chat | None = None

    @property
    def settings(self) -> Settings:
        """The settings that the program runs with."""
        chat = self.group.id if self.group else self.simulator.group_id
        return read_settings(
            telegram_token=self.simulator.token,
            telegram_api=self.simulator.url,
            staff_chat=chat,
            state_dir=self.folder,
            flows=self.flows,
            paced=False,
            poll_seconds=5,
        )


# ── a group that is no desk's ────────────────────────────────────────────────


async def test_a_second_group_by_mistake_is_left_again(ward: Ward) -> None:
    stranger = ward.simulator.world.add_group("まちがい", is_forum=True)
    staff = new_staff(ward)
    stranger.members[staff.id] = "administrator"
    stranger.bot_status = "left"

    staff.act("add_bot", chat=stranger.id)
    await ward.quiet()
    at_first = stranger.bot_status
    ward.pass_time(A_MINUTE)
    await ward.until(lambda: stranger.bot_status == "left")

    assert at_first == "administrator"
    assert ward.simulator.group.bot_status == "administrator"


async def test_a_command_in_a_strangers_group_does_nothing(ward: Ward) -> None:
    stranger = ward.simulator.world.add_group("まちがい", is_forum=True)
    staff = new_staff(ward)
    stranger.members[staff.id] = "administrator"

    staff.write("/queue", chat=stranger.id)
    await ward.quiet()

    assert [call for call in ward.simulator.calls() if call.chat_id == stranger.id] == []


async def test_the_desks_own_group_is_never_left_however_it_moves(ward: Ward) -> None:
    staff = new_staff(ward)
    visitor = ward.simulator.visitor("やまだはなこ")
    await ward.open_case(visitor, "みどり")

    staff.act("migrate_group")
    ward.simulator.group.is_forum = True
    visitor.write("一")
    await ward.quiet()
    ward.pass_time(A_MINUTE)
    visitor.write("二")
    await ward.quiet()

    assert ward.simulator.calls("leaveChat") == []
    assert words_in(ward.topics[-1]) == ["一", "二"]


# ── a topic that nobody has ──────────────────────────────────────────────────


async def test_a_topic_whose_making_was_not_heard_of_is_closed_so_that_nobody_writes_in_it(
    ward: Ward,
) -> None:
    visitor = ward.simulator.visitor("やまだはなこ")
    await ward.quiet()
    ward.simulator.fail("createForumTopic", "executed_but_lost")
    await ward.hand_off(visitor, "みどり")
    ward.hurry()
    await ward.until(lambda: len(ward.topics) == 2 and card_in(ward.topics[1]), seconds=20)
    stray, topic = ward.topics

    await ward.until(lambda: stray.closed, seconds=20)
    await ward.quiet()

    assert stray.name == "（使っていないトピック）"
    assert not topic.closed
    assert "みどり" in topic.name


# ── a group that moves in the middle of things ───────────────────────────────


@pytest.mark.parametrize("first", ["the update", "the refusal"])
async def test_a_group_that_moves_in_mid_sending_loses_nothing_whichever_signal_comes_first(
    ward: Ward, first: str
) -> None:
    staff = new_staff(ward)
    visitor = ward.simulator.visitor("やまだはなこ")
    await ward.open_case(visitor, "みどり")
    old = ward.simulator.group_id

    if first == "the update":
        staff.act("migrate_group")
        visitor.write("一")
    else:
        visitor.write("一")  # it is on its way when the group moves
        staff.act("migrate_group")
    ward.simulator.group.is_forum = True
    visitor.write("二")
    await ward.quiet()
    staff.write("はい", topic=ward.topics[-1], reply_to=said_in(ward.topics[-1], "二"))
    shown = await ward.after(visitor)

    assert words_in(ward.topics[-1]) == ["一", "二"]
    assert shown.text == "相談員（さくら）\nはい"
    refused = [c for c in ward.simulator.calls() if c.chat_id == old and not c.ok]
    assert len(refused) <= 2  # one a lane that was under way


# ── another group for the old one ────────────────────────────────────────────


@pytest.fixture
async def renamed(tmp_path: Path) -> AsyncIterator[RenamedWard]:
    """Give a ward with one case in its old group, and a new group named in the settings."""
    async with Simulator() as simulator:
        ward = RenamedWard(simulator, tmp_path / "state")
        async with ward.serving():
            await ward.open_case(simulator.visitor("やまだはなこ"), "みどり")
        ward.group = simulator.world.add_group("新しい窓口", is_forum=True)
        async with ward.serving():
            yield ward


async def test_when_a_new_group_is_named_cases_go_on_where_they_are(renamed: RenamedWard) -> None:
    visitor, staff = renamed.simulator.find("やまだはなこ"), new_staff(renamed)
    assert isinstance(visitor, Visitor)
    [topic] = renamed.topics

    visitor.write("一")
    await renamed.quiet()
    staff.write("はい", topic=topic, reply_to=said_in(topic, "一"))
    shown = await renamed.after(visitor)

    assert words_in(topic) == ["一"]
    assert "はい" in shown.text


async def test_new_cases_and_those_whose_place_is_dead_go_to_the_new_group(
    renamed: RenamedWard,
) -> None:
    visitor, staff = renamed.simulator.find("やまだはなこ"), new_staff(renamed)
    assert isinstance(visitor, Visitor)
    await renamed.hand_off(renamed.simulator.visitor("すずきじろう"), "あお")
    await renamed.quiet()

    staff.delete_topic(renamed.topics[0])  # as old topics die after a million messages
    visitor.write("二")
    await renamed.quiet()

    assert renamed.group is not None
    first, second = _topics(renamed.group)
    assert "あお" in first.name
    assert words_in(second) == ["二"]
    card = card_in(second)
    assert card is not None
    assert "前のトピックが消された" in card.text


def _topics(group: Chat) -> list[Topic]:
    return [t for t in group.topics.values() if "受付" not in t.name and not t.deleted]


# ── a crowd ──────────────────────────────────────────────────────────────────


async def test_two_hundred_in_a_minute_get_the_topics_that_their_words_deserve(
    ward: Ward,
) -> None:
    visitors = [ward.simulator.visitor(f"Person {i}") for i in range(200)]

    await asyncio.gather(*(_press_through(ward, visitor) for visitor in visitors))
    await ward.quiet()
    at_first = len(_with_a_card(ward))
    for number, visitor in enumerate(visitors[100:110]):
        visitor.write(f"聞いてほしいことがあります {number}")
    for visitor in visitors[110:120]:
        visitor.write("https://example.com/")
    await ward.quiet()

    assert at_first == 6
    assert len(_with_a_card(ward)) == 16
    said = [said_in(topic, "聞いてほしいこと") for topic in _with_a_card(ward)]
    assert len([each for each in said if each]) == 10
    aside = next(t for t in ward.simulator.topics if "ようす見" in t.name)
    assert len([m for m in aside.messages if m.buttons]) == 10


async def test_staff_give_a_topic_to_whom_they_wish_and_find_all_the_words_there(
    ward: Ward,
) -> None:
    staff = new_staff(ward)
    visitors = [ward.simulator.visitor(f"Person {i}") for i in range(7)]
    for visitor in visitors:
        await _press_through(ward, visitor)
    await ward.quiet()
    visitors[-1].write("https://example.com/")
    await ward.quiet()

    staff.tap("トピックを作る")
    await ward.quiet()

    assert len(_with_a_card(ward)) == 7
    assert said_in(_with_a_card(ward)[-1], "https://example.com/") is not None


async def test_who_is_set_aside_is_told_the_same_as_anybody(ward: Ward) -> None:
    visitors = [ward.simulator.visitor(f"Person {i}") for i in range(7)]
    for visitor in visitors:
        await _press_through(ward, visitor)
    await ward.quiet()

    first, last = visitors[0].screen, visitors[-1].screen
    assert first is not None
    assert last is not None
    assert first.text == last.text


def _with_a_card(ward: Ward) -> list[Topic]:
    return [topic for topic in ward.simulator.topics if card_in(topic) and "｜" in _card(topic)]


def _card(topic: Topic) -> str:
    card = card_in(topic)
    return card.text.partition("\n")[0] if card else ""


async def _press_through(ward: Ward, visitor: Visitor) -> None:
    """Go from the start to a case by pressing, without waiting for anybody else."""
    visitor.start()
    await _next_screen(ward, visitor, 0)
    for label in ("人と話す", "つづける", "名前なし", "答えない", "答えない", "窓口の人につなぐ"):
        seen = len(visitor.inbox)
        visitor.tap(label)
        await _next_screen(ward, visitor, seen)


async def _next_screen(ward: Ward, visitor: Visitor, seen: int) -> None:
    await ward.until(lambda: len(visitor.inbox) > seen, seconds=60)

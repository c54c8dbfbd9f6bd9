"""Several groups of one desk: the emptiest takes the next case, and nothing is mistaken."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.simulator import Chat, Message, Simulator, Staff, Topic, Visitor
from tests.acceptance.booths import Booths
from tests.acceptance.ward import card_in, lines_in, said_in, texts, words_in

NAMES = ("みどり", "あおい")
OUT_OF_REACH = "いま窓口の人のところへ届けることができません"


@pytest.fixture
async def shut_booths(tmp_path: Path) -> AsyncIterator[Booths]:
    async with Simulator(private_reactions=True) as simulator:
        simulator.add_group("窓口の二つめ")
        yield Booths(simulator, tmp_path / "state")


@pytest.fixture
async def booths(shut_booths: Booths) -> AsyncIterator[Booths]:
    async with shut_booths.serving():
        yield shut_booths


@dataclass(frozen=True)
class Talk:
    """A visitor, the topic they were given, and the same member of staff in its group."""

    visitor: Visitor
    topic: Topic
    staff: Staff

    @property
    def group(self) -> Chat:
        assert self.topic.chat is not None
        return self.topic.chat


async def two_talks(booths: Booths) -> tuple[Talk, Talk]:
    """Let two visitors come and write, one after the other; one colleague is in both groups."""
    staff = booths.simulator.staff("係員A")
    talks = []
    for name in NAMES:
        visitor = booths.simulator.visitor("やまだはなこ")
        topic = await booths.comes(visitor, name)
        assert topic.chat is not None
        talks.append(Talk(visitor, topic, staff.at(topic.chat)))
        visitor.write(f"{name}です")
        await booths.quiet()
    first, second = talks
    return first, second


def _with_equal_numbers(one: Talk, other: Talk) -> None:
    """Let both groups count on from the same number."""
    for talk in (one, other):
        talk.group.numbers.last = 900


async def test_each_next_case_goes_to_the_emptiest_group_and_numbers_are_of_one_series(
    booths: Booths,
) -> None:
    first, second = await two_talks(booths)

    third = await booths.comes(booths.simulator.visitor("すずき"), "きいろ")

    assert [first.group, second.group, third.chat] == [*booths.groups, booths.groups[0]]
    assert [topic.name for topic in (first.topic, second.topic, third)] == [
        "🔴 みどり ・1",
        "🔴 あおい ・2",
        "🔴 きいろ ・3",
    ]
    assert words_in(first.topic) == ["みどりです"]
    assert words_in(second.topic, "あおい") == ["あおいです"]


async def test_each_group_has_a_queue_and_a_board_and_lists_of_its_own(booths: Booths) -> None:
    first, second = await two_talks(booths)

    for talk in (first, second):
        talk.staff.write("/claim", topic=talk.topic)
    for talk in (first, second):
        queue = booths.queue_of(talk.group)
        talk.staff.write("/queue", topic=queue)
        talk.staff.write("/mine", topic=queue)
    await booths.quiet()

    for talk, own in ((first, NAMES[0]), (second, NAMES[1])):
        others = next(name for name in NAMES if name != own)
        said = "\n".join(texts(booths.queue_of(talk.group).messages))
        assert "対応中 1件" in said
        assert "あなたが担当している相談：1件" in said
        assert own in said
        assert others not in said


async def test_replies_and_edits_with_equal_numbers_reach_each_their_own_visitor(
    booths: Booths,
) -> None:
    first, second = await two_talks(booths)
    _with_equal_numbers(first, second)

    written: list[Message] = []
    for talk, text in ((first, "みどりさんへ"), (second, "あおいさんへ")):
        words = said_in(talk.topic, "です")
        written.append(talk.staff.write(text, topic=talk.topic, reply_to=words))
    await booths.quiet()
    for talk, message in ((second, written[1]), (first, written[0])):
        talk.staff.edit(message, f"{message.text}、書き直し")
    await booths.quiet()

    assert written[0].id == written[1].id
    for talk, name in ((first, "みどり"), (second, "あおい")):
        replies = [text for text in texts(talk.visitor.inbox) if text.startswith("相談員（")]
        assert replies == [f"相談員（さくら）\n{name}さんへ、書き直し"]


async def test_what_visitors_write_and_change_under_equal_numbers_stays_in_their_own_topic(
    booths: Booths,
) -> None:
    first, second = await two_talks(booths)
    _with_equal_numbers(first, second)

    for talk, name in ((first, "みどり"), (second, "あおい")):
        message = talk.visitor.write(f"{name}の話")
        await booths.quiet()
        talk.visitor.edit(message, f"{name}の続き")
        await booths.quiet()

    copies = [said_in(talk.topic, "の話") for talk in (first, second)]
    assert copies[0] is not None
    assert copies[1] is not None
    assert copies[0].id == copies[1].id
    assert words_in(first.topic) == ["みどりです", "みどりの話", "みどりの続き"]
    assert words_in(second.topic, "あおい") == ["あおいです", "あおいの話", "あおいの続き"]


async def test_reactions_under_equal_numbers_cross_over_to_the_right_message(
    booths: Booths,
) -> None:
    first, second = await two_talks(booths)
    copy = said_in(second.topic, "です")
    assert copy is not None

    second.staff.react(copy, "❤")
    await booths.quiet()

    def marks(talk: Talk) -> list[str]:
        held = talk.visitor.private_chat.messages.values()
        return [mark for message in held for mark in message.reactions.values()]

    assert marks(second) == ["❤"]
    assert marks(first) == []


async def test_who_comes_back_is_in_their_old_topic_though_another_group_is_emptier(
    booths: Booths,
) -> None:
    first, second = await two_talks(booths)
    third = await booths.comes(booths.simulator.visitor("すずき"), "きいろ")
    fourth = await booths.comes(booths.simulator.visitor("さとう"), "むらさき")
    for topic in (first.topic, third, second.topic):
        assert topic.chat is not None
        first.staff.at(topic.chat).write("/close", topic=topic)
    await booths.quiet()

    second.visitor.write("また来ました")
    await booths.quiet()

    assert (third.chat, fourth.chat) == (first.group, second.group)
    assert booths.topics_of("あおい") == [second.topic]
    assert words_in(second.topic, "あおい")[-1] == "また来ました"
    assert second.topic.name == "🔴 あおい ・5"


async def test_one_closing_is_of_every_group(booths: Booths) -> None:
    first, second = await two_talks(booths)

    second.staff.write("/shut 15:00", topic=booths.queue_of(second.group))
    await booths.quiet()
    booths.hurry(60)  # the boards change some seconds later

    def closed(talk: Talk) -> bool:
        return any("臨時に閉めています" in m.text for m in booths.queue_of(talk.group).messages)

    await booths.until(lambda: closed(first) and closed(second))


async def test_transfers_are_between_desks_and_offer_no_group(booths: Booths) -> None:
    first, _ = await two_talks(booths)

    first.staff.write("/transfer", topic=first.topic)
    await booths.quiet()

    said = said_in(first.topic, "引きつげる先")
    assert said is not None
    assert "文京区" not in said.text


@pytest.mark.parametrize("loss", ["set_rights", "kick_bot", "set_forum"])
async def test_a_group_that_cannot_serve_leaves_its_new_cases_to_the_other_one(
    booths: Booths, loss: str
) -> None:
    here, there = booths.groups
    staff = booths.simulator.staff("係員A")
    staff.act(loss, rights=[], on=False)

    visitors = [booths.simulator.visitor(name) for name in ("やまだ", "すずき")]
    found = [
        await booths.comes(visitor, name) for visitor, name in zip(visitors, NAMES, strict=True)
    ]
    visitors[0].write("こんばんは")
    await booths.quiet()

    assert [topic.chat for topic in found] == [there, there]
    assert words_in(found[0]) == ["こんばんは"]
    assert len([line for line in lines_in(booths.queue_of(there)) if "みどり" in line]) == 1
    assert not any(OUT_OF_REACH in text for text in texts(visitors[0].inbox))
    assert [topic for topic in here.topics.values() if "受付" not in topic.name] == []


async def test_a_group_that_left_the_settings_keeps_its_open_cases_and_takes_no_new_ones(
    shut_booths: Booths,
) -> None:
    booths = shut_booths
    async with booths.serving():
        first, second = await two_talks(booths)
        await booths.comes(booths.simulator.visitor("すずき"), "きいろ")
    booths.serves_in = 1
    async with booths.serving():
        second.visitor.write("まだいますか")
        await booths.quiet()
        words = said_in(second.topic, "まだいますか")
        second.staff.write("います", topic=second.topic, reply_to=words)
        await booths.quiet()
        fourth = await booths.comes(booths.simulator.visitor("さとう"), "むらさき")
        second.staff.write("/close", topic=second.topic)
        await booths.quiet()
        second.visitor.write("また来ました")
        await booths.quiet()
    old, new = sorted(booths.topics_of("あおい"), key=lambda topic: topic.chat is first.group)

    assert words is not None
    assert "相談員（さくら）\nいます" in texts(second.visitor.inbox)
    assert fourth.chat is first.group
    assert (old, new.chat) == (second.topic, first.group)
    assert words_in(new, "あおい") == ["また来ました"]
    assert card_in(new) is not None

"""Two groups of one desk, while every number is the same in both of them.

What is known by number must never reach the visitor who has that number in the other group.
"""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.desk import words
from bot.model.delivery import (
    EditText,
    MakeTopic,
    Reason,
    Refused,
    SendText,
    SetReaction,
)
from bot.model.ids import (
    OUTSIDE,
    CaseNumber,
    ChatId,
    ConversationId,
    DeskId,
    MessageId,
    StaffRef,
    booth,
)
from bot.model.inputs import (
    Arrival,
    DangerSeen,
    FromGroup,
    Pressed,
    Said,
    Staff,
    StaffCommanded,
    StaffEdited,
    StaffInput,
    StaffPressed,
    StaffReacted,
)
from bot.pipeline import booths as chosen
from bot.store import alerts, cases, conversations, desks, messages, outbox, topics
from bot.store import booths as bound
from bot.store.connect import Database, Tx
from tests.unit.desk.alerts.given import RED, raised
from tests.unit.desk.given import a_case
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOBODY,
    NOW,
    OTHER,
    OTHER_CHAT,
    QUEUE,
    TO_A_PERSON,
    VISITOR,
    WARD,
    Loop,
    build,
    running,
    take,
    wrote,
)

SECOND = booth(WARD, 2)
SECOND_GROUP = ChatId(-1002)
GROUPS = {WARD: GROUP, SECOND: SECOND_GROUP}
CHATS = {VISITOR: CHAT, OTHER: OTHER_CHAT}
AT = {VISITOR: WARD, OTHER: SECOND}
"""Where each of the two visitors is taken: the first at the first, the next at the emptiest."""
SAME = MessageId(500)
"""The number of a staff message in both groups."""
OUT_OF_REACH = "いま届けられません。"


def with_two_groups(tx: Tx) -> None:
    conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
    chosen.settle(tx, WARD, [GROUP, SECOND_GROUP], NOW)
    for desk in (WARD, SECOND):
        desks.set_queue_thread(tx, desk, QUEUE)
        outbox.drop(tx, f"q:{desk}")


@pytest.fixture
async def two(database: Database) -> AsyncIterator[Loop]:
    """Give a loop whose desk has two groups."""
    await database.write(with_two_groups)
    async with running(build(database)) as loop:
        yield loop


async def comes(loop: Loop, visitor: ConversationId) -> None:
    """Bring a visitor to a person."""
    pressed = (Pressed(MessageId(7), press) for press in TO_A_PERSON)
    await loop.happens(*pressed, chat=CHATS[visitor])


async def says(loop: Loop, visitor: ConversationId, number: int, text: str) -> None:
    await loop.happens(Said(MessageId(number), text), chat=CHATS[visitor])


async def copy(loop: Loop, visitor: ConversationId, number: int) -> MessageId:
    """Give what stands in the visitor's topic for a message of theirs."""
    (found,) = await loop.do(
        lambda tx: messages.staff_of(tx, visitor, AT[visitor], MessageId(number))
    )
    return found


async def in_topic_of(loop: Loop, visitor: ConversationId, *happened: StaffInput) -> None:
    """Let the same member of staff do things in a visitor's topic."""
    topic = await loop.do(lambda tx: topics.of(tx, visitor, AT[visitor]))
    assert topic is not None
    assert topic.chat == GROUPS[AT[visitor]]
    origin = FromGroup(topic.chat, topic.thread, author=9)
    await loop.inbox.accept([Arrival(f"{visitor} {each}", origin, each) for each in happened])
    await loop.quiet()


async def lies_at(loop: Loop, visitor: ConversationId) -> tuple[DeskId, int]:
    """Say where a visitor's case lies, and under which number."""
    case = await loop.do(lambda tx: cases.latest(tx, visitor))
    assert case is not None
    return case.desk, case.number


async def both_are_here(loop: Loop) -> None:
    """Let both visitors write, under the same numbers in their chats and in the groups."""
    for visitor, text in ((VISITOR, "みどりの話"), (OTHER, "あおの話")):
        await comes(loop, visitor)
        await says(loop, visitor, 80, text)
    assert await copy(loop, VISITOR, 80) == await copy(loop, OTHER, 80)


async def test_the_next_case_goes_to_the_emptiest_group_under_the_next_number(two: Loop) -> None:
    await both_are_here(two)

    assert await lies_at(two, VISITOR) == (WARD, 1)
    assert await lies_at(two, OTHER) == (SECOND, 2)
    assert [t for t in two.channel.texts(GROUP) if "の話" in t] == ["名前なし 1\nみどりの話"]
    assert [t for t in two.channel.texts(SECOND_GROUP) if "の話" in t] == ["名前なし 1\nあおの話"]


async def test_replies_with_one_number_and_their_changes_reach_each_their_own_visitor(
    two: Loop,
) -> None:
    await both_are_here(two)
    aim = await copy(two, VISITOR, 80)  # the same number in both groups

    for visitor, reply in ((VISITOR, "みどりへ"), (OTHER, "あおへ")):
        await in_topic_of(two, visitor, wrote(reply, SAME, aim))
    for visitor, change in ((OTHER, "あおへ直し"), (VISITOR, "みどりへ直し")):
        await in_topic_of(two, visitor, StaffEdited(NOBODY, SAME, change))

    shown = {visitor: _staffs_words(two, chat) for visitor, chat in CHATS.items()}
    assert shown == {
        VISITOR: [SendText, "みどりへ", EditText, "みどりへ直し"],
        OTHER: [SendText, "あおへ", EditText, "あおへ直し"],
    }


def _staffs_words(loop: Loop, chat: ChatId) -> list[object]:
    acts = loop.channel.acts(chat, SendText, EditText)
    headed = [(type(act), getattr(act, "text", "")) for act in acts]
    return [
        part
        for kind, text in headed
        if text.startswith("相談員（")
        for part in (kind, text.partition("\n")[2])
    ]


async def test_a_reaction_that_names_no_topic_reaches_the_visitor_of_its_group(
    two: Loop,
) -> None:
    await both_are_here(two)
    number = await copy(two, OTHER, 80)

    origin = FromGroup(SECOND_GROUP, author=9, message=number)
    await two.inbox.accept([Arrival("r", origin, StaffReacted(NOBODY, number, "❤"))])
    await two.quiet()

    assert two.channel.acts(OTHER_CHAT, SetReaction) == [SetReaction(MessageId(80), "❤")]
    assert two.channel.acts(CHAT, SetReaction) == []


async def test_who_works_in_both_groups_has_one_work_name(two: Loop) -> None:
    await both_are_here(two)

    for visitor in (VISITOR, OTHER):
        await in_topic_of(two, visitor, StaffCommanded(NOBODY, SAME, "claim"))

    said = words.CLAIMED.format(name="さくら")
    assert said in two.channel.texts(GROUP)
    assert said in two.channel.texts(SECOND_GROUP)


async def test_who_is_back_goes_to_their_topic_though_the_other_group_is_emptier(
    two: Loop,
) -> None:
    await both_are_here(two)
    for visitor in (VISITOR, OTHER):
        await in_topic_of(two, visitor, StaffCommanded(NOBODY, SAME, "close"))
    await two.do(_somebody_else_is_at_the_second)
    since = len(two.channel.sent)

    await says(two, OTHER, 81, "また来ました")

    assert await lies_at(two, OTHER) == (SECOND, 3)
    made = [p for p in two.channel.sent[since:] if isinstance(p.act, MakeTopic)]
    assert made == []


def _somebody_else_is_at_the_second(tx: Tx) -> None:
    third = conversations.enter(tx, ChatId(4713), ConversationId("third"), NOW)
    cases.save(tx, third, a_case(number=CaseNumber(99), desk=SECOND))
    assert chosen.choose(tx, third, WARD, NOW) == WARD


# ── a group that cannot serve ────────────────────────────────────────────────


async def test_a_first_case_that_its_group_refuses_goes_whole_to_the_other_one(
    two: Loop,
) -> None:
    two.channel.chats[GROUP] = Refused(Reason.NO_RIGHTS)

    await comes(two, VISITOR)
    await says(two, VISITOR, 80, "こんばんは")

    assert await lies_at(two, VISITOR) == (SECOND, 1)
    texts = two.channel.texts(SECOND_GROUP)
    assert [t for t in texts if "こんばんは" in t] == ["名前なし 1\nこんばんは"]
    assert sum("No. 1 ｜" in text for text in texts) == 1  # one card
    assert sum("No. 1 名前なし ―" in text for text in texts) == 1  # one line in the queue
    assert OUT_OF_REACH not in two.channel.texts(CHAT)
    assert len(two.channel.acts(SECOND_GROUP, MakeTopic)) == 1


async def test_the_next_case_does_not_try_a_group_that_refused_of_late(two: Loop) -> None:
    two.channel.chats[GROUP] = Refused(Reason.NO_RIGHTS)
    await comes(two, VISITOR)
    tried = len(two.channel.acts(GROUP, MakeTopic))

    await comes(two, OTHER)

    assert await lies_at(two, OTHER) == (SECOND, 2)
    assert len(two.channel.acts(GROUP, MakeTopic)) == tried == 1


async def test_where_both_groups_refuse_the_words_wait_and_the_visitor_is_told_once(
    two: Loop,
) -> None:
    for group in GROUPS.values():
        two.channel.chats[group] = Refused(Reason.NO_RIGHTS)

    await comes(two, VISITOR)
    await says(two, VISITOR, 80, "こんばんは")
    two.channel.chats.clear()
    await two.later(61)

    assert two.channel.texts(CHAT).count(OUT_OF_REACH) == 1
    desk, _ = await lies_at(two, VISITOR)
    assert any("こんばんは" in text for text in two.channel.texts(GROUPS[desk]))
    assert await two.do(outbox.pending) == 0


async def test_a_group_that_takes_again_is_chosen_again(two: Loop) -> None:
    two.channel.chats[GROUP] = Refused(Reason.NO_RIGHTS)
    await comes(two, VISITOR)
    two.channel.chats.clear()

    two.clock.advance(chosen.SHUNNED.total_seconds())
    await comes(two, OTHER)

    assert await lies_at(two, OTHER) == (WARD, 2)


async def test_an_alert_answered_in_one_group_opens_the_case_there(database: Database) -> None:
    def life(tx: Tx) -> DeskId:
        for each, chat in GROUPS.items():
            desks.set_group(tx, each, chat)
            bound.bind(tx, each, chat)
        alerts.save(tx, VISITOR, replace(raised(), desk=SECOND))
        staff = Staff(StaffRef("ref"), "")
        take(tx, StaffPressed(staff, "alert:7:respond", "query", SAME, SECOND))
        case = cases.latest(tx, VISITOR)
        assert case is not None
        return case.desk

    assert await database.write(life) == SECOND


async def test_an_alert_goes_on_to_a_group_that_takes_it(database: Database) -> None:
    def bind(tx: Tx) -> None:
        for each, chat in GROUPS.items():
            desks.set_group(tx, each, chat)
            desks.set_queue_thread(tx, each, QUEUE)
            bound.bind(tx, each, chat)

    await database.write(bind)
    async with running(build(database)) as loop:
        loop.channel.chats[GROUP] = Refused(Reason.NO_RIGHTS)
        await loop.happens(DangerSeen(RED))
        del loop.channel.chats[GROUP]
        before = len(loop.channel.acts(GROUP))

        pressed = StaffPressed(NOBODY, "alert:1:respond", "query", SAME)
        await loop.inbox.accept([Arrival("press", FromGroup(SECOND_GROUP, QUEUE, 9), pressed)])
        await loop.later(120)

        assert any("知らせ 1" in text for text in loop.channel.texts(SECOND_GROUP))
        assert "対応をお願いします" in loop.channel.answered[0][1]
        assert len(loop.channel.acts(GROUP)) == before
        assert loop.channel.acts(OUTSIDE) == []

"""What the desk engine may look at, gathered from the store for one input."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.desk.scene import Aim, Scene, Sent
from bot.desk.state import Case, Desk, Rules, Transfer
from bot.desk.state import Stage as Standing
from bot.model.delivery import Slot
from bot.model.effects import OpenTopic, RelayToVisitor
from bot.model.ids import (
    CaseId,
    CaseNumber,
    ChatId,
    ConversationId,
    DeskId,
    Language,
    MessageId,
    StaffRef,
    booth,
)
from bot.model.inputs import (
    DeskInput,
    MediaKind,
    Moment,
    Said,
    Staff,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffShowed,
    StaffWrote,
    TimeCame,
    VisitorAgreed,
    VisitorLeft,
    VisitorWrote,
)
from bot.pipeline import booths
from bot.pipeline.perform import perform
from bot.pipeline.scenery import A_MINUTE, desk_of, in_force, language_of, scene_of
from bot.pipeline.stage import Stage
from bot.store import cases, conversations, desks, messages, staff, topics
from bot.store.connect import Database, Tx
from tests.unit.conversation.small import small
from tests.unit.desk.given import DESK, DESKS, ELSEWHERE, SISTER, a_case, closed, request
from tests.unit.pipeline.parts import (
    CARD,
    CASE,
    GROUP,
    NOW,
    OTHER,
    OTHER_CHAT,
    VISITOR,
    WARD,
    play_with,
    with_topic,
    with_two_topics,
)

SOMEBODY = Staff(StaffRef("ref-1"), "さくら")
THEIRS, OURS = MessageId(41), MessageId(52)
EARLIER = NOW - timedelta(minutes=5)


def stage(tx: Tx, desk: Desk = DESK, language: str = "ja") -> Stage:
    return Stage(
        tx, VISITOR, desk, small(), Moment(NOW, 0), Language(language), holder=str(VISITOR)
    )


def gathered(
    tx: Tx, happened: DeskInput, case: Case | None = None, desk: Desk = DESK, language: str = "ja"
) -> Scene:
    """Gather what is around an input, for a case that waits."""
    case = a_case() if case is None else case
    return scene_of(case, happened, play_with(), stage(tx, desk, language))


def link(
    tx: Tx, number: MessageId = OURS, desk: DeskId = WARD, *, from_visitor: bool = True
) -> None:
    messages.link(
        tx,
        VISITOR,
        desk,
        visitor_message=THEIRS,
        staff_message=number,
        from_visitor=from_visitor,
        at=EARLIER,
    )


def wrote(reply_to: MessageId | None, desk: str = "", quoted: str = "") -> StaffWrote:
    return StaffWrote(
        SOMEBODY, MessageId(60), "はい", reply_to=reply_to, quoted=quoted, desk=DeskId(desk)
    )


# ── what a reply is aimed at ─────────────────────────────────────────────────


async def aim(database: Database, happened: DeskInput, case: Case | None = None) -> Aim:
    return await database.write(lambda tx: gathered(tx, happened, case).aim)


@pytest.mark.parametrize(
    ("reply_to", "from_visitor", "expected"),
    [
        (OURS, True, Aim.VISITOR),
        (OURS, False, Aim.STAFF),
        (CARD, True, Aim.CARD),
        (MessageId(999), True, Aim.NOTHING),
        (None, True, Aim.NOTHING),
    ],
)
async def test_a_reply_is_aimed_at_what_our_own_table_says(
    database: Database, reply_to: MessageId | None, expected: Aim, *, from_visitor: bool
) -> None:
    def life(tx: Tx) -> None:
        with_topic(tx)
        link(tx, from_visitor=from_visitor)

    await database.write(life)

    assert await aim(database, wrote(reply_to)) is expected
    shown = StaffShowed(SOMEBODY, MessageId(60), MediaKind.PHOTO, reply_to=reply_to)
    assert await aim(database, shown) is expected
    given = StaffCommanded(SOMEBODY, MessageId(60), "r", "はい", reply_to=reply_to)
    assert await aim(database, given) is expected


async def test_what_is_in_no_table_is_known_by_its_first_line(database: Database) -> None:
    await database.write(with_topic)

    assert await aim(database, wrote(OURS, quoted="みどり 3")) is Aim.VISITOR
    assert await aim(database, wrote(OURS, quoted="🔴 No. 12 ｜ みどり")) is Aim.CARD
    assert await aim(database, wrote(OURS, quoted="あおい 3")) is Aim.NOTHING


async def test_what_the_table_knows_is_never_taken_for_what_its_first_line_says(
    database: Database,
) -> None:
    def life(tx: Tx) -> None:
        with_topic(tx)
        link(tx, from_visitor=False)

    await database.write(life)

    assert await aim(database, wrote(OURS, quoted="みどり 3")) is Aim.STAFF


@pytest.mark.parametrize("here", [WARD, SISTER.id])
async def test_a_number_means_the_message_of_the_group_in_which_it_was_answered(
    database: Database, here: DeskId
) -> None:
    def life(tx: Tx) -> None:
        with_two_topics(tx)
        topics.set_slot(tx, VISITOR, SISTER.id, Slot.CARD, MessageId(700))
        link(tx, OURS, WARD)
        link(tx, OURS, SISTER.id, from_visitor=False)

    await database.write(life)

    assert await aim(database, wrote(OURS, here)) is (Aim.VISITOR if here == WARD else Aim.STAFF)
    assert await aim(database, wrote(CARD, here)) is (Aim.CARD if here == WARD else Aim.NOTHING)


async def test_what_is_no_reply_of_staff_is_aimed_at_nothing(database: Database) -> None:
    await database.write(with_topic)

    assert await aim(database, VisitorLeft()) is Aim.NOTHING


# ── the reply that an input is about ─────────────────────────────────────────


ABOUT_A_REPLY = (
    StaffEdited(SOMEBODY, OURS, "訂正"),
    StaffCommanded(SOMEBODY, MessageId(61), "undo", reply_to=OURS),
    StaffPressed(SOMEBODY, f"undo:12:{OURS}"),
    StaffPressed(SOMEBODY, f"delete:12:{OURS}"),
)


async def sent(database: Database, happened: DeskInput) -> Sent | None:
    return await database.write(lambda tx: gathered(tx, happened).sent)


@pytest.mark.parametrize("happened", ABOUT_A_REPLY)
async def test_a_reply_that_arrived_is_known_with_its_time(
    database: Database, happened: DeskInput
) -> None:
    await database.write(lambda tx: link(tx, from_visitor=False))

    assert await sent(database, happened) == Sent(EARLIER)


@pytest.mark.parametrize("happened", ABOUT_A_REPLY)
async def test_a_reply_that_still_waits_is_known_without_a_time(
    database: Database, happened: DeskInput
) -> None:
    def life(tx: Tx) -> Sent | None:
        reply = RelayToVisitor(OURS, "さくら", "はい")
        perform(reply, stage(tx))
        return gathered(tx, happened).sent

    assert await database.write(life) == Sent(None)


@pytest.mark.parametrize("happened", ABOUT_A_REPLY)
async def test_the_visitors_words_and_a_note_are_no_reply(
    database: Database, happened: DeskInput
) -> None:
    unknown = await sent(database, happened)
    await database.write(link)

    assert unknown is None
    assert await sent(database, happened) is None


@pytest.mark.parametrize("press", ["claim:12", "undo:12:", "undo", "say:12:read", "undo:12:x", ""])
async def test_a_button_that_names_no_message_is_about_none(
    database: Database, press: str
) -> None:
    await database.write(lambda tx: link(tx, from_visitor=False))

    assert await sent(database, StaffPressed(SOMEBODY, press)) is None


@pytest.mark.parametrize("happened", ABOUT_A_REPLY)
async def test_the_same_number_in_the_group_that_handed_the_case_on_is_not_that_reply(
    database: Database, happened: StaffEdited | StaffCommanded | StaffPressed
) -> None:
    await database.write(lambda tx: link(tx, from_visitor=False))

    assert await sent(database, replace(happened, desk=SISTER.id)) is None
    assert await sent(database, replace(happened, desk=WARD)) == Sent(EARLIER)


# ── newcomers, crowds, rooms ─────────────────────────────────────────────────


async def newcomer(database: Database, happened: DeskInput) -> bool:
    return await database.write(lambda tx: gathered(tx, happened).newcomer)


async def test_who_writes_a_note_for_the_first_time_is_new_once(database: Database) -> None:
    def known(tx: Tx) -> None:
        with_topic(tx)
        link(tx)
        staff.of(tx, WARD, SOMEBODY.ref, DESK.work_names)

    await database.write(known)

    reply = await newcomer(database, wrote(OURS))
    first = await newcomer(database, wrote(None))
    second = await newcomer(database, wrote(None))

    assert (reply, first, second) == (False, True, False)


async def test_a_note_where_the_case_no_longer_lies_uses_up_no_hint(database: Database) -> None:
    def known(tx: Tx) -> None:
        for desk in (WARD, SISTER.id):
            staff.of(tx, desk, SOMEBODY.ref, DESK.work_names)

    await database.write(known)

    elsewhere = await newcomer(database, wrote(None, SISTER.id))
    here = await newcomer(database, wrote(None, WARD))

    assert (elsewhere, here) == (False, True)


async def test_an_anonymous_hand_and_a_picture_are_nobody_new(database: Database) -> None:
    await database.write(lambda tx: staff.of(tx, WARD, SOMEBODY.ref, DESK.work_names))

    assert not await newcomer(database, replace(wrote(None), staff=None))
    shown = StaffShowed(SOMEBODY, MessageId(60), MediaKind.PHOTO)
    assert not await newcomer(database, shown)


@pytest.mark.parametrize(
    ("ages", "crowded"),
    [
        ((1, 2, 3), True),
        ((1, 2), False),
        ((1, 2, 61), False),
        ((59, 58, 57), True),
    ],
)
async def test_more_new_cases_in_a_minute_than_a_desk_gives_topics_to_are_a_crowd(
    database: Database, ages: tuple[int, ...], *, crowded: bool
) -> None:
    few = replace(DESK, rules=Rules(topics_a_minute=3))

    def life(tx: Tx) -> tuple[bool, bool]:
        conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
        for number, age in enumerate(ages):
            opened = a_case(
                id=CaseId(f"crowd-{number}"),
                number=CaseNumber(100 + number),
                opened_at=NOW - timedelta(seconds=age),
            )
            cases.save(tx, OTHER, opened)
        asks = gathered(tx, request(), desk=few).crowded
        return asks, gathered(tx, VisitorLeft(), desk=few).crowded

    assert timedelta(seconds=60) == A_MINUTE
    assert await database.write(life) == (crowded, False)


async def test_a_crowd_at_one_desk_is_none_at_another(database: Database) -> None:
    few = replace(SISTER, rules=Rules(topics_a_minute=1))

    def life(tx: Tx) -> bool:
        conversations.enter(tx, OTHER_CHAT, OTHER, NOW)
        cases.save(tx, OTHER, a_case(opened_at=NOW))
        return gathered(tx, request(), desk=few).crowded

    assert not await database.write(life)


async def test_a_topic_is_there_when_it_is_made_and_when_it_is_being_made(
    database: Database,
) -> None:
    def life(tx: Tx) -> list[bool]:
        found = [gathered(tx, VisitorLeft()).has_topic]
        perform(OpenTopic("みどり"), stage(tx))
        found.append(gathered(tx, VisitorLeft()).has_topic)
        with_topic(tx)
        found.append(gathered(tx, VisitorLeft()).has_topic)
        return found

    assert await database.write(life) == [False, True, True]


async def test_a_topic_that_was_lost_is_not_there(database: Database) -> None:
    def life(tx: Tx) -> bool:
        with_topic(tx)
        topics.lose(tx, VISITOR, WARD)
        return gathered(tx, VisitorLeft()).has_topic

    assert not await database.write(life)


async def test_a_topic_at_another_desk_is_none_here(database: Database) -> None:
    def life(tx: Tx) -> bool:
        with_topic(tx)
        return gathered(tx, VisitorLeft(), a_case(desk=SISTER.id), SISTER).has_topic

    assert not await database.write(life)


# ── fresh numbers ────────────────────────────────────────────────────────────


HELLO = VisitorWrote(Said(MessageId(80), "また聞いてください"))
ASKED = Transfer(ELSEWHERE.id, "理由", "さくら")
MOVE = StaffCommanded(SOMEBODY, MessageId(60), "transfer", "となりの係 午後はお願いします")


@pytest.mark.parametrize(
    ("case", "happened", "desk"),
    [
        (None, request(), WARD),
        (closed(), request(), WARD),
        (closed(), HELLO, WARD),
        (a_case(), MOVE, SISTER.id),
        (
            a_case(transfer=Transfer(ELSEWHERE.id, "理由", "さくら")),
            VisitorAgreed(True),
            ELSEWHERE.id,
        ),
        (a_case(), HELLO, None),
        (closed(), VisitorWrote(Said(MessageId(80), "ありがとう")), None),
        (a_case(), replace(MOVE, text="台東の窓口 お願いします"), None),
        (a_case(), replace(MOVE, text="となりの係"), None),
        (a_case(), TimeCame(), None),
    ],
    ids=[
        "the first case",
        "a case after one that is closed",
        "words after a case",
        "handed on within the ward",
        "handed on to another ward, once the visitor agreed",
        "words within a case",
        "thanks after a case",
        "another ward, not agreed yet",
        "no reason given",
        "a time",
    ],
)
async def test_a_number_is_taken_where_a_case_is_opened_and_nowhere_else(
    database: Database, case: Case | None, happened: DeskInput, desk: DeskId | None
) -> None:
    def life(tx: Tx) -> tuple[int, dict[DeskId, int]]:
        scene = scene_of(case, happened, play_with(), stage(tx))
        return scene.fresh.number, {each.id: cases.next_number(tx, each.id) for each in DESKS}

    fresh, next_ones = await database.write(life)

    assert fresh == (1 if desk else 0)
    assert next_ones == {each.id: 2 if each.id == desk else 1 for each in DESKS}


async def test_what_is_looked_at_is_at_the_booth_where_the_case_opens(
    database: Database,
) -> None:
    def life(tx: Tx) -> tuple[DeskId, bool, bool]:
        booths.settle(tx, WARD, [GROUP, ChatId(-1002)], NOW)
        with_topic(tx)
        before = gathered(tx, HELLO, closed()).has_topic
        booths.settle(tx, WARD, [ChatId(-1002)], NOW)
        scene = gathered(tx, HELLO, closed())
        return scene.desk.id, before, scene.has_topic

    assert await database.write(life) == (booth(WARD, 2), True, False)


# ── the desk, and who reads what ─────────────────────────────────────────────


async def test_a_desk_that_was_closed_by_command_is_closed(database: Database) -> None:
    until = NOW + timedelta(hours=3)

    def life(tx: Tx) -> tuple[Desk, Desk]:
        before = in_force(tx, DESK)
        desks.close_until(tx, WARD, until)
        return before, in_force(tx, DESK)

    before, after = await database.write(life)

    assert before == DESK
    assert after.hours.shut_until == until


async def test_what_is_seldom_looked_at_is_there_when_asked_for(database: Database) -> None:
    def life(tx: Tx) -> tuple[list[Staff], list[CaseId]]:
        staff.of(tx, WARD, SOMEBODY.ref, DESK.work_names)
        staff.of(tx, SISTER.id, StaffRef("ref-2"), DESK.work_names)
        cases.save(tx, VISITOR, a_case())
        over = a_case(id=CaseId("over"), number=CaseNumber(11), stage=Standing.CLOSED)
        cases.save(tx, VISITOR, over)
        scene = gathered(tx, VisitorLeft())
        return [*scene.colleagues()], [each.id for each in scene.queue().cases]

    assert await database.write(life) == ([SOMEBODY], [a_case().id])


async def test_the_scene_names_the_moment_the_case_and_every_desk(database: Database) -> None:
    scene = await database.write(lambda tx: gathered(tx, VisitorLeft(), language="en"))

    assert scene.moment == Moment(NOW, 0)
    assert scene.fresh.case == CASE
    assert scene.desk == DESK
    assert scene.desks == DESKS
    assert scene.language_name == "英語"


def test_who_chose_no_language_reads_japanese_and_who_has_no_case_lies_nowhere() -> None:
    assert language_of(None) == "ja"
    assert language_of(Language("en")) == "en"
    assert desk_of(None) == ""
    assert desk_of(a_case()) == WARD


# ── several programs on one database ─────────────────────────────────────────


def comes(tx: Tx, number: int) -> DeskId:
    """Let somebody new open a case, and say at which booth."""
    visitor = conversations.enter(tx, ChatId(7000 + number), ConversationId(f"{number}"), NOW)
    scene = scene_of(None, request(), play_with(), replace(stage(tx), conversation=visitor))
    fresh = scene.fresh
    case = a_case(id=CaseId(f"c{number}"), number=fresh.number, desk=fresh.booth)
    cases.save(tx, visitor, case)
    return fresh.booth


async def test_cases_that_open_at_one_moment_see_each_other_when_they_choose_a_booth(
    shared: Database,
) -> None:
    groups = [ChatId(-1001), ChatId(-1002)]
    await shared.write(lambda tx: booths.settle(tx, WARD, groups, NOW))

    found = await asyncio.gather(*(shared.write(partial(comes, number=n)) for n in range(8)))

    assert Counter(found) == {WARD: 4, booth(WARD, 2): 4}

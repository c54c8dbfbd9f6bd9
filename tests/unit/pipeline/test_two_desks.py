"""A case that goes from one desk to another, while every number is the same in both groups.

Numbers of messages count in their group alone: whatever is known by number must never be taken
for what bears the same number at the other desk (the wrong-recipient risk).
"""

from collections.abc import AsyncIterator

import pytest

from bot.desk import replies, words
from bot.model.delivery import (
    Copy,
    CopyAlbum,
    DeleteMessage,
    EditText,
    EditTopic,
    MakeTopic,
    Parcel,
    Reason,
    Refused,
    SendText,
    SetReaction,
    ShutTopic,
    TryLater,
    UnshutTopic,
)
from bot.model.ids import DeskId, MessageId
from bot.model.inputs import (
    Edited,
    Reacted,
    Said,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffReacted,
)
from bot.pipeline import lanes
from bot.pipeline.carry import ALBUM_WAIT
from bot.store import cases, outbox
from bot.store.connect import Database
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import (
    CHAT,
    GROUP,
    NOBODY,
    QUEUE,
    SISTER_GROUP,
    VISITOR,
    WARD,
    Loop,
    build,
    held_up,
    running,
    showed,
    with_sister,
    wrote,
)

HERE, THERE = WARD, SISTER.id
GROUPS = {HERE: GROUP, THERE: SISTER_GROUP}
NAMES = {HERE: DESK.name, THERE: SISTER.name}
LEFT = words.MOVED_AWAY.format(desk=SISTER.name, by="さくら", note="午後はお願いします")
SAME = MessageId(500)
"""The number of a staff message in both groups."""
TO_VISITOR = lanes.of_visitor(VISITOR)
WAIT = ALBUM_WAIT.total_seconds()


@pytest.fixture
async def two(database: Database) -> AsyncIterator[Loop]:
    """Give a loop with two desks, and a visitor whose case lies at the first of them."""
    await database.write(with_sister)
    async with running(build(database)) as loop:
        await loop.opened()
        await said(loop, 80, "まえの話")
        yield loop


async def said(loop: Loop, number: int, text: str) -> None:
    await loop.happens(Said(MessageId(number), text))


async def theirs(loop: Loop, number: int, desk: DeskId) -> MessageId:
    """Give what stands in a desk's topic for a message of the visitor's."""
    (found,) = await loop.stands_for(MessageId(number), desk)
    return found


async def moves(loop: Loop, to: DeskId = THERE) -> None:
    """Let staff hand the case on."""
    here = HERE if to == THERE else THERE
    order = f"{NAMES[to]} 午後はお願いします"
    await loop.meanwhile(StaffCommanded(NOBODY, MessageId(490), "transfer", order), desk=here)
    if loop.channel.held.is_set():
        await loop.quiet()
    case = await loop.do(lambda tx: cases.latest(tx, VISITOR))
    assert case is not None
    assert case.desk == to


async def both_reply(loop: Loop) -> tuple[MessageId, MessageId]:
    """Let both desks have written a reply with one number; give the visitor's copies."""
    await loop.staff(wrote("ここから", SAME, await theirs(loop, 80, HERE)))
    await moves(loop)
    await said(loop, 81, "つぎの話")
    await loop.staff(wrote("そこから", SAME, await theirs(loop, 81, THERE)), desk=THERE)
    (first,), (second,) = await loop.copies_of(SAME, HERE), await loop.copies_of(SAME, THERE)
    assert first != second
    return first, second


def in_group(loop: Loop, desk: DeskId, since: int = 0) -> list[Parcel]:
    return [parcel for parcel in loop.channel.sent[since:] if parcel.chat == GROUPS[desk]]


def to_visitor(loop: Loop, since: int = 0) -> list[Parcel]:
    return [parcel for parcel in loop.channel.sent[since:] if parcel.chat == CHAT]


# ── what goes where ──────────────────────────────────────────────────────────


async def test_each_group_gets_what_is_its_own_and_nothing_of_the_others(two: Loop) -> None:
    before, since = await two.topic(HERE), len(two.channel.sent)

    await moves(two)

    here, there = in_group(two, HERE, since), in_group(two, THERE, since)
    after = await two.topic(THERE)
    assert (before.thread, before.card) == (after.thread, after.card)  # the same numbers
    assert {type(parcel.act) for parcel in here} == {SendText, EditText, EditTopic, ShutTopic}
    assert [parcel.target for parcel in here if parcel.target] == [before.card, before.queue_line]
    assert texts(here).count(LEFT) == 2  # said, and on the card
    assert isinstance(there[0].act, MakeTopic)
    assert not any("まえの話" in text for text in texts(there))


async def test_words_after_the_move_reach_the_new_desk_alone(two: Loop) -> None:
    await moves(two)
    since = len(two.channel.sent)

    await said(two, 81, "つぎの話")
    await two.staff(wrote("読みました", SAME, await theirs(two, 81, THERE)), desk=THERE)

    assert in_group(two, HERE, since) == []
    assert [t for t in texts(in_group(two, THERE, since)) if "つぎの話" in t] != []
    reply = to_visitor(two, since)[-1]
    assert isinstance(reply.act, SendText)
    assert (reply.act.text, reply.act.reply_to) == ("相談員（さくら）\n読みました", MessageId(81))


@pytest.mark.parametrize("aimed", ["the visitor's words", "the card"])
async def test_a_reply_at_the_desk_that_handed_on_goes_to_nobody_and_says_so_there(
    two: Loop, aimed: str
) -> None:
    card = (await two.topic(HERE)).card
    aim = card if aimed == "the card" else await theirs(two, 80, HERE)
    await moves(two)
    since = len(two.channel.sent)

    await two.staff(wrote("もう遅い", SAME, aim), desk=HERE)

    assert to_visitor(two, since) == []
    assert in_group(two, THERE, since) == []
    said_here = [parcel.act for parcel in in_group(two, HERE, since)]
    assert said_here == [SendText(words.HANDED_ON.format(desk=SISTER.name), reply_to=SAME)]


async def test_the_same_number_aims_at_what_lies_in_its_own_group(two: Loop) -> None:
    """In the old topic the number is the visitor's words; in the new one it is anything else."""
    old = await theirs(two, 80, HERE)
    await moves(two)
    since = len(two.channel.sent)

    await two.staff(wrote("内部の話です", 901, MessageId(old)), desk=THERE)

    in_table = await two.copies_of(old, THERE)
    assert in_table == []
    assert to_visitor(two, since) == []


async def test_a_case_that_comes_back_takes_its_old_topic_and_its_old_numbers_again(
    two: Loop,
) -> None:
    before = await two.topic(HERE)
    await moves(two)
    await said(two, 81, "つぎの話")
    since = len(two.channel.sent)

    await moves(two, HERE)
    await said(two, 82, "もどった話")
    await two.staff(wrote("おかえりなさい", 700, await theirs(two, 80, HERE)), desk=HERE)

    here = in_group(two, HERE, since)
    assert not any(isinstance(parcel.act, MakeTopic) for parcel in here)
    assert any(isinstance(parcel.act, UnshutTopic) for parcel in here)
    assert {parcel.thread for parcel in here} <= {before.thread, QUEUE}
    assert any("もどった話" in text for text in texts(here))
    reply = to_visitor(two, since)[-1].act
    assert isinstance(reply, SendText)
    assert (reply.reply_to, "おかえりなさい" in reply.text) == (MessageId(80), True)


async def test_the_card_of_the_case_that_left_never_shows_in_the_one_that_is_back(
    two: Loop,
) -> None:
    await two.do(lambda tx: held_up(tx, lanes.of_status(VISITOR, HERE)))
    await moves(two)
    await moves(two, HERE)
    await two.later(61)

    card = (await two.topic(HERE)).card
    shown = [
        parcel.act.text
        for parcel in in_group(two, HERE)
        if isinstance(parcel.act, EditText) and parcel.target == card
    ]
    assert LEFT not in shown


# ── replies that are changed and taken back ──────────────────────────────────


@pytest.mark.parametrize("desk", [HERE, THERE])
async def test_only_the_desk_that_has_the_case_changes_its_own_reply(
    two: Loop, desk: DeskId
) -> None:
    _, second = await both_reply(two)
    since = len(two.channel.sent)

    await two.staff(StaffEdited(NOBODY, SAME, "書き直し"), desk=desk)

    edits = [(p.target, p.act.text) for p in to_visitor(two, since) if isinstance(p.act, EditText)]
    assert edits == ([(second, "相談員（さくら）\n書き直し")] if desk == THERE else [])


@pytest.mark.parametrize("desk", [HERE, THERE])
@pytest.mark.parametrize("by", ["button", "command"])
async def test_only_the_desk_that_has_the_case_takes_its_own_reply_back(
    two: Loop, desk: DeskId, by: str
) -> None:
    first, second = await both_reply(two)
    since = len(two.channel.sent)

    await two.staff(undo(by), desk=desk)

    gone = [p.target for p in to_visitor(two, since) if isinstance(p.act, DeleteMessage)]
    assert gone == ([second] if desk == THERE else [])
    assert await two.copies_of(SAME, HERE) == [first]
    assert await two.copies_of(SAME, THERE) == ([] if desk == THERE else [second])


async def test_two_replies_with_one_number_that_wait_both_arrive_and_are_marked_at_home(
    two: Loop,
) -> None:
    await two.do(lambda tx: held_up(tx, TO_VISITOR))
    await two.staff(wrote("ここから", SAME, await theirs(two, 80, HERE)))
    await moves(two)
    await said(two, 81, "つぎの話")
    await two.staff(wrote("そこから", SAME, await theirs(two, 81, THERE)), desk=THERE)
    since = len(two.channel.sent)

    await two.later(61)

    arrived = [text for text in texts(to_visitor(two, since)) if "こから" in text]
    assert arrived == ["相談員（さくら）\nここから", "相談員（さくら）\nそこから"]
    for desk in (HERE, THERE):
        marks = [p.act for p in in_group(two, desk, since) if isinstance(p.act, SetReaction)]
        assert marks == [SetReaction(SAME, replies.DELIVERED)]
        assert len(await two.copies_of(SAME, desk)) == 1


async def test_of_two_replies_with_one_number_that_wait_only_the_one_meant_is_taken_back(
    two: Loop,
) -> None:
    await two.do(lambda tx: held_up(tx, TO_VISITOR))
    await two.staff(wrote("ここから", SAME, await theirs(two, 80, HERE)))
    await moves(two)
    await said(two, 81, "つぎの話")
    await two.staff(wrote("そこから", SAME, await theirs(two, 81, THERE)), desk=THERE)

    await two.staff(undo("button"), desk=THERE)
    await two.later(61)

    arrived = [text for text in texts(to_visitor(two)) if "こから" in text]
    assert arrived == ["相談員（さくら）\nここから"]
    assert not any(isinstance(parcel.act, DeleteMessage) for parcel in to_visitor(two))


async def test_two_pictures_with_one_number_are_copied_each_from_its_own_group(
    two: Loop,
) -> None:
    await two.do(lambda tx: held_up(tx, TO_VISITOR))
    await two.staff(showed(SAME, await theirs(two, 80, HERE)))
    await moves(two)
    await said(two, 81, "つぎの話")
    await two.staff(showed(SAME, await theirs(two, 81, THERE)), desk=THERE)

    await two.later(61)

    copies = [parcel for parcel in to_visitor(two) if isinstance(parcel.act, Copy)]
    assert [parcel.source_chat for parcel in copies] == [GROUP, SISTER_GROUP]


async def test_two_albums_with_one_name_and_the_same_numbers_stay_two(two: Loop) -> None:
    await two.do(lambda tx: held_up(tx, TO_VISITOR))
    aim = await theirs(two, 80, HERE)
    await two.staff(*(showed(number, aim, "a") for number in (501, 502)))
    await moves(two)
    await said(two, 81, "つぎの話")
    aim = await theirs(two, 81, THERE)
    await two.staff(*(showed(number, aim, "a") for number in (501, 502)), desk=THERE)

    await two.later(61)
    await two.later(WAIT)

    albums = [parcel for parcel in to_visitor(two) if isinstance(parcel.act, CopyAlbum)]
    assert [parcel.source_chat for parcel in albums] == [GROUP, SISTER_GROUP]
    assert len({*await two.copies_of(MessageId(501), HERE)}) == 2
    assert len({*await two.copies_of(MessageId(501), THERE)}) == 2


@pytest.mark.parametrize("reason", [Reason.OTHER, Reason.BLOCKED])
async def test_a_reply_that_is_refused_after_the_move_is_told_where_it_was_written(
    two: Loop, reason: Reason
) -> None:
    await two.do(lambda tx: held_up(tx, TO_VISITOR))
    await two.staff(wrote("ここから", SAME, await theirs(two, 80, HERE)))
    await moves(two)
    await two.later(0)
    since = len(two.channel.sent)
    two.channel.chats[CHAT] = Refused(reason)

    await two.later(61)

    why = words.REASONS.get(reason.value, words.OTHER_REASON)
    told = SendText(words.NOT_DELIVERED.format(reason=why), reply_to=SAME)
    assert told in [parcel.act for parcel in in_group(two, HERE, since)]
    here = [p.act for p in in_group(two, HERE, since) if isinstance(p.act, SetReaction)]
    there = [parcel.act for parcel in in_group(two, THERE, since)]
    assert here == [SetReaction(SAME, replies.FAILED)]
    assert not any(isinstance(act, SetReaction) for act in there)
    assert not any(getattr(act, "reply_to", None) == SAME for act in there)
    silent = SendText(words.WENT_SILENT) in there
    assert silent is (reason is Reason.BLOCKED)  # that concerns the case, wherever it lies


# ── reactions and threads ────────────────────────────────────────────────────


async def test_a_reaction_of_the_visitors_goes_to_the_reply_it_was_set_on_or_nowhere(
    two: Loop,
) -> None:
    first, second = await both_reply(two)
    since = len(two.channel.sent)

    await two.happens(Reacted(first, "❤"))
    on_the_first = two.channel.sent[since:]
    await two.happens(Reacted(second, "🔥"))

    assert on_the_first == []
    marks = [(p.chat, p.act) for p in two.channel.sent[since:]]
    assert marks == [(SISTER_GROUP, SetReaction(SAME, "🔥"))]


@pytest.mark.parametrize("desk", [HERE, THERE])
async def test_a_reaction_of_staffs_goes_to_the_words_it_was_set_on_or_nowhere(
    two: Loop, desk: DeskId
) -> None:
    await moves(two)
    await said(two, 81, "つぎの話")
    old, new = await theirs(two, 80, HERE), await theirs(two, 81, THERE)
    since = len(two.channel.sent)

    await two.staff(StaffReacted(NOBODY, old if desk == HERE else new, "❤"), desk=desk)

    marks = [parcel.act for parcel in to_visitor(two, since)]
    assert marks == ([SetReaction(MessageId(81), "❤")] if desk == THERE else [])


async def test_an_answer_to_what_the_other_desk_wrote_hangs_on_nothing_here(two: Loop) -> None:
    first, second = await both_reply(two)
    since = len(two.channel.sent)

    await two.happens(Said(MessageId(90), "ここへ", reply_to=first))
    await two.happens(Said(MessageId(91), "そこへ", reply_to=second))

    posts = [p.act for p in in_group(two, THERE, since) if isinstance(p.act, SendText)]
    assert [post.reply_to for post in posts] == [None, SAME]
    assert in_group(two, HERE, since) == []


async def test_a_change_of_words_the_other_desk_has_comes_here_and_hangs_on_nothing(
    two: Loop,
) -> None:
    await moves(two)
    since = len(two.channel.sent)

    await two.happens(Edited(MessageId(80), "まえの話の訂正"))

    (post,) = [p.act for p in in_group(two, THERE, since) if isinstance(p.act, SendText)]
    assert (post.reply_to, "まえの話の訂正" in post.text) == (None, True)
    assert in_group(two, HERE, since) == []


# ── the old topic, gone ──────────────────────────────────────────────────────


async def test_a_topic_that_was_handed_on_and_is_gone_is_not_made_again(two: Loop) -> None:
    await moves(two)
    before = await two.topic(THERE)
    old = await two.topic(HERE)
    since = len(two.channel.sent)
    two.channel.will(SendText, Refused(Reason.TOPIC_GONE))

    assert old.card is not None
    await two.staff(wrote("もう遅い", SAME, old.card), desk=HERE)
    await said(two, 81, "つぎの話")

    made = [p for p in two.channel.sent[since:] if isinstance(p.act, MakeTopic)]
    assert made == []
    assert await two.topic(THERE) == before
    assert any("つぎの話" in text for text in texts(in_group(two, THERE, since)))
    assert await two.do(lambda tx: outbox.pending(tx, lanes.of_topic(VISITOR, HERE))) == 0


async def test_words_that_no_longer_reach_the_old_topic_are_asked_for_again_at_the_new_desk(
    two: Loop,
) -> None:
    two.channel.will(SendText, TryLater(after=30))
    await said(two, 81, "とちゅうの話")
    await moves(two)
    two.channel.will(SendText, Refused(Reason.TOPIC_GONE))

    await two.later(31)

    assert SendText(words.RELAY_FAILED) in [p.act for p in in_group(two, THERE)]
    assert await two.do(lambda tx: outbox.pending(tx, lanes.of_topic(VISITOR, HERE))) == 0


def texts(parcels: list[Parcel]) -> list[str]:
    found = (parcel.act for parcel in parcels)
    return [act.text for act in found if isinstance(act, SendText | EditText)]


def undo(by: str) -> StaffPressed | StaffCommanded:
    if by == "command":
        return StaffCommanded(NOBODY, MessageId(777), "undo", reply_to=SAME)
    return StaffPressed(NOBODY, f"undo:1:{SAME}", "query", message=MessageId(777))

"""One turn: both engines, their effects and the state, in one transaction."""

from dataclasses import replace

import pytest

from bot.desk import replies, words
from bot.desk.state import Case, Desk, Rules, Stage
from bot.model.delivery import EditText, Outgoing, SendText, SetReaction
from bot.model.ids import CaseId, Lane, MessageId, StaffRef
from bot.model.inputs import (
    About,
    Edited,
    GroupChanged,
    Input,
    OutgoingArrived,
    OutgoingRefused,
    Pressed,
    Said,
    Staff,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffWrote,
    Started,
)
from bot.pipeline import board, lanes, turn
from bot.pipeline.turn import Answer
from bot.store import cases, conversations, messages
from bot.store.connect import Database, Tx
from tests.unit.desk.given import DESK, SISTER
from tests.unit.pipeline.parts import (
    CARD,
    CASE,
    NOW,
    VISITOR,
    WARD,
    acts,
    open_case,
    play_with,
    take,
    waiting,
    with_topic,
)

SOMEBODY = Staff(StaffRef("ref-1"), "")
THEIRS, OURS = MessageId(41), MessageId(52)
TOPIC, TO_VISITOR = lanes.of_topic(VISITOR, WARD), lanes.of_visitor(VISITOR)


def case_of(tx: Tx) -> Case:
    case = cases.latest(tx, VISITOR)
    assert case is not None
    return case


def texts(tx: Tx, lane: str) -> list[str]:
    return [act.text for act in acts(tx, Lane(lane)) if isinstance(act, SendText)]


def in_case(tx: Tx) -> None:
    """Open a case, with its topic and one message of the visitor's relayed."""
    open_case(tx)
    with_topic(tx)
    link(tx, THEIRS, OURS, from_visitor=True)


def link(tx: Tx, theirs: MessageId, ours: MessageId, *, from_visitor: bool) -> None:
    messages.link(
        tx,
        VISITOR,
        WARD,
        visitor_message=theirs,
        staff_message=ours,
        from_visitor=from_visitor,
        digest=messages.digest(tx, "つらいです"),
        at=NOW,
    )


async def test_a_visitor_who_starts_gets_a_screen_and_stands_there(database: Database) -> None:
    await database.write(lambda tx: take(tx, Started()))

    assert "ようこそ" in (await database.read(lambda tx: texts(tx, TO_VISITOR)))[0]
    standing = await database.read(lambda tx: conversations.load(tx, VISITOR))
    assert standing.place is not None


async def test_a_handoff_opens_a_case_and_tells_both_sides_in_one_turn(
    database: Database,
) -> None:
    await database.write(open_case)

    case = await database.read(case_of)
    assert (case.id, case.number, case.stage) == (CASE, 1, Stage.WAITING)
    assert "No. 1 ｜ 名前なし" in (await database.read(lambda tx: texts(tx, TOPIC)))[0]
    assert "つなぎました。" in (await database.read(lambda tx: texts(tx, TO_VISITOR)))[-1]


async def test_a_turn_that_raises_leaves_nothing_behind(database: Database) -> None:
    nobody = replace(DESK, work_names=())
    await database.write(in_case)
    before = await database.read(waiting)

    def work(tx: Tx) -> None:
        take(tx, StaffWrote(SOMEBODY, MessageId(60), "はい", reply_to=OURS), play=bad)

    bad = play_with(desk=nobody)
    with pytest.raises(ValueError, match="work name"):
        await database.write(work)

    assert await database.read(waiting) == before
    assert (await database.read(case_of)).stage is Stage.WAITING


async def test_what_the_case_is_told_comes_after_what_the_screen_said(
    database: Database,
) -> None:
    def work(tx: Tx) -> list[str]:
        in_case(tx)
        before = len(texts(tx, TO_VISITOR))
        take(tx, Said(MessageId(43), "こんばんは"))
        return texts(tx, TO_VISITOR)[before:]

    assert await database.write(work) == ["届きました。"]
    assert "こんばんは" in (await database.read(lambda tx: texts(tx, TOPIC)))[-1]


@pytest.mark.parametrize(
    ("reply_to", "from_visitor", "goes_out"),
    [
        (OURS, True, True),
        (CARD, True, True),
        (OURS, False, False),
        (None, True, False),
        (MessageId(999), True, False),
    ],
    ids=["the visitor's words", "the card", "a colleague's words", "nothing", "something else"],
)
async def test_only_a_reply_to_the_visitor_or_the_card_goes_out(
    database: Database, reply_to: MessageId | None, from_visitor: bool, goes_out: bool
) -> None:
    def work(tx: Tx) -> list[str]:
        open_case(tx)
        with_topic(tx)
        link(tx, THEIRS, OURS, from_visitor=from_visitor)
        take(tx, StaffWrote(SOMEBODY, MessageId(60), "読みました", reply_to=reply_to))
        return texts(tx, TO_VISITOR)

    said = await database.write(work)

    assert any("相談員（さくら）\n読みました" in each for each in said) is goes_out


async def test_staff_have_one_work_name_for_ever(database: Database) -> None:
    other = Staff(StaffRef("ref-2"), "")
    everybody = play_with(desk=replace(DESK, rules=Rules(others_may_answer=True)))

    def work(tx: Tx) -> list[str]:
        in_case(tx)
        for number, who in enumerate((SOMEBODY, other, SOMEBODY)):
            said = StaffCommanded(who, MessageId(60 + number), "r", f"{number}")
            take(tx, said, play=everybody)
        return [each for each in texts(tx, TO_VISITOR) if "相談員" in each]

    assert await database.write(work) == [
        "相談員（さくら）\n0",
        "相談員（かえで）\n1",
        "相談員（さくら）\n2",
    ]


async def test_a_change_that_changes_nothing_is_passed_over(database: Database) -> None:
    def work(tx: Tx) -> tuple[int, int]:
        in_case(tx)
        before = len(waiting(tx))
        take(tx, Edited(THEIRS, "つらいです"))
        unchanged = len(waiting(tx))
        take(tx, Edited(THEIRS, "とてもつらいです"))
        return unchanged - before, len(waiting(tx)) - unchanged

    unchanged, changed = await database.write(work)

    assert unchanged == 0
    assert changed > 0


async def test_a_change_of_words_that_went_out_goes_after_them_and_a_notes_does_not(
    database: Database,
) -> None:
    def work(tx: Tx) -> list[tuple[MessageId | None, str]]:
        in_case(tx)
        link(tx, MessageId(44), MessageId(61), from_visitor=False)
        take(tx, StaffEdited(SOMEBODY, MessageId(61), "訂正"))
        take(tx, StaffEdited(SOMEBODY, MessageId(62), "メモの訂正"))
        rows = [row for lane, row in waiting(tx) if lane == TO_VISITOR]
        return [(row.origin, row.act.text) for row in rows if isinstance(row.act, EditText)]

    assert await database.write(work) == [(MessageId(61), "相談員（さくら）\n訂正")]


async def test_a_change_that_cannot_be_made_any_more_is_told_to_staff(
    database: Database,
) -> None:
    def work(tx: Tx) -> list[str]:
        in_case(tx)
        link(tx, MessageId(44), MessageId(61), from_visitor=False)
        take(tx, StaffCommanded(SOMEBODY, MessageId(70), "close"))
        take(tx, StaffEdited(SOMEBODY, MessageId(61), "訂正"))
        take(tx, StaffEdited(SOMEBODY, MessageId(62), "メモの訂正"))
        return texts(tx, TOPIC)

    assert (await database.write(work)).count(words.EDIT_NOT_SENT) == 1


@pytest.mark.parametrize(("text", "rows"), [("", 0), ("部屋です", 1)])
async def test_a_change_of_what_had_no_words_is_told_when_it_has_some(
    database: Database, text: str, rows: int
) -> None:
    def work(tx: Tx) -> int:
        in_case(tx)
        messages.link(
            tx,
            VISITOR,
            WARD,
            visitor_message=MessageId(81),
            staff_message=MessageId(82),
            from_visitor=True,
            at=NOW,
        )
        before = len(acts(tx, TOPIC))
        take(tx, Edited(MessageId(81), text, caption=True))
        return len(acts(tx, TOPIC)) - before

    assert await database.write(work) == rows


async def test_a_press_is_answered_with_what_the_engine_says(database: Database) -> None:
    def work(tx: Tx) -> list[Answer | None]:
        in_case(tx)
        pressed: tuple[Input, ...] = (
            StaffPressed(SOMEBODY, "claim:1", "q1"),
            StaffPressed(Staff(StaffRef("ref-2"), ""), "claim:1", "q2"),
            Pressed(MessageId(7), "hand:4", "q3"),
        )
        return [turn.take(tx, VISITOR, each, play_with()) for each in pressed]

    first, second, third = await database.write(work)

    assert first == Answer("q1", words.CLAIMED.format(name="さくら"), alert=False)
    assert second == Answer("q2", words.ALREADY_HELD.format(name="さくら"), alert=True)
    assert third is not None
    assert third.query == "q3"


async def test_what_is_no_press_has_no_answer(database: Database) -> None:
    assert await database.write(lambda tx: turn.take(tx, VISITOR, Started(), play_with())) is None


async def test_what_concerns_a_group_concerns_no_visitor(database: Database) -> None:
    await database.write(lambda tx: take(tx, GroupChanged()))

    assert await database.read(waiting) == []


async def test_cases_are_numbered_one_by_one_however_much_is_said(database: Database) -> None:
    def work(tx: Tx) -> list[int]:
        in_case(tx)
        numbers = [int(case_of(tx).number)]
        for again in range(2):
            take(tx, Said(MessageId(70), "あのね"), StaffCommanded(SOMEBODY, OURS, "claim"))
            take(tx, StaffCommanded(SOMEBODY, OURS, "close"))
            fresh = play_with(case=CaseId(f"again-{again}"))
            take(tx, Said(MessageId(71), "もうひとつ聞いてください"), play=fresh)
            numbers.append(int(case_of(tx).number))
        return numbers

    assert await database.write(work) == [1, 2, 3]


async def test_every_turn_shows_the_newest_state_once(database: Database) -> None:
    def work(tx: Tx) -> list[Outgoing]:
        in_case(tx)
        take(tx, StaffCommanded(SOMEBODY, OURS, "claim"), StaffCommanded(SOMEBODY, OURS, "close"))
        return [row for lane, row in waiting(tx) if lane == lanes.of_status(VISITOR, WARD)]

    rows = await database.write(work)

    cards = [row.act for row in rows if isinstance(row.act, EditText) and row.coalesce == "card"]
    assert len(cards) == 1
    assert "終了" in cards[0].text


# ── more than one desk ───────────────────────────────────────────────────────


MOVE = StaffCommanded(SOMEBODY, MessageId(70), "transfer", f"{SISTER.name} 午後はお願いします")


@pytest.mark.parametrize(
    ("happened", "mark"),
    [
        (OutgoingArrived(About.REPLY, MessageId(61), WARD), replies.DELIVERED),
        (OutgoingArrived(About.EDIT, MessageId(61), WARD), replies.CHANGED),
        (OutgoingArrived(About.WITHDRAWAL, MessageId(61), WARD), replies.WITHDRAWN),
        (OutgoingRefused(About.REPLY, "other", MessageId(61), WARD), replies.FAILED),
    ],
)
async def test_what_came_of_a_reply_is_marked_where_it_was_written(
    database: Database, happened: Input, mark: str
) -> None:
    def work(tx: Tx) -> list[Lane]:
        in_case(tx)
        take(tx, MOVE, happened)
        return [lane for lane, row in waiting(tx) if row.act == SetReaction(MessageId(61), mark)]

    assert await database.write(work) == [lanes.of_reactions(VISITOR, WARD)]


async def test_what_came_of_a_reply_of_the_cases_own_desk_is_marked_there(
    database: Database,
) -> None:
    def work(tx: Tx) -> list[Lane]:
        in_case(tx)
        take(tx, MOVE, OutgoingArrived(About.REPLY, MessageId(61), SISTER.id))
        mark = SetReaction(MessageId(61), replies.DELIVERED)
        return [lane for lane, row in waiting(tx) if row.act == mark]

    assert await database.write(work) == [lanes.of_reactions(VISITOR, SISTER.id)]


async def test_what_no_desk_is_named_for_concerns_the_case_where_it_lies(
    database: Database,
) -> None:
    def work(tx: Tx) -> list[str]:
        in_case(tx)
        take(tx, MOVE, OutgoingRefused(About.RELAY, "message_gone", MessageId(43), WARD))
        return texts(tx, lanes.of_topic(VISITOR, SISTER.id))

    assert (await database.write(work))[-1] == words.RELAY_FAILED


async def test_the_boards_of_both_desks_are_brought_up_to_date_when_a_case_moves(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(board, "refresh", lambda _tx, desk, _now: seen.append(desk))

    def work(tx: Tx) -> None:
        in_case(tx)
        seen.clear()
        take(tx, StaffCommanded(SOMEBODY, OURS, "claim"))
        seen.append("then")
        take(tx, MOVE)

    await database.write(work)

    assert seen == [WARD, "then", SISTER.id, WARD]


async def test_a_case_of_a_desk_that_is_gone_from_the_files_stays_with_its_group(
    database: Database,
) -> None:
    only_sister = replace(play_with(), desks=(SISTER,))

    def work(tx: Tx) -> tuple[list[str], str, list[str]]:
        in_case(tx)
        take(tx, Said(MessageId(43), "まだいますか"), play=only_sister)
        answer = StaffWrote(SOMEBODY, MessageId(60), "います", reply_to=OURS, desk=WARD)
        take(tx, answer, play=only_sister)
        return texts(tx, TOPIC), case_of(tx).desk, texts(tx, TO_VISITOR)

    relayed, desk, told = await database.write(work)

    assert "まだいますか" in relayed[-1]
    assert desk == WARD
    assert "います" in told[-1]


async def test_a_new_case_after_one_of_a_desk_that_is_gone_has_a_number_of_its_own(
    database: Database,
) -> None:
    again = replace(play_with(case=CaseId("again")), desks=(SISTER,))

    def work(tx: Tx) -> tuple[str, int]:
        cases.next_number(tx, SISTER.id)
        in_case(tx)
        take(tx, StaffCommanded(SOMEBODY, OURS, "close"))
        take(tx, Said(MessageId(71), "もうひとつ聞いてください"), play=again)
        return case_of(tx).desk, case_of(tx).number

    assert await database.write(work) == (WARD, 2)


async def test_a_desk_may_have_no_hours_for_now(database: Database) -> None:
    shut = Desk(DESK.id, DESK.name, replace(DESK.hours, weekly=((),) * 7), DESK.work_names)

    def work(tx: Tx) -> Stage:
        take(
            tx,
            *(
                Pressed(MessageId(7), press)
                for press in ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
            ),
            play=play_with(desk=shut),
        )
        return case_of(tx).stage

    assert await database.write(work) is Stage.WAITING

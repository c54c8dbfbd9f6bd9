"""The booths of a desk: which there are, which are bound, which took nothing, what moves on."""

from bot.model.delivery import Outgoing, Priority, SendText, Side
from bot.model.ids import ChatId, ConversationId, DeskId, Lane
from bot.store import booths, custody, desks, outbox
from tests.store.conftest import NOW, Run

WARD, SECOND, TENTH = DeskId("ward"), DeskId("ward#2"), DeskId("ward#10")
OTHER_DESK, WARD_TOO = DeskId("other"), DeskId("ward-too")
HERE, THERE = Lane("t:v:ward#2"), Lane("t:v:ward")


async def put(
    run: Run, lane: Lane, text: str, side: Side = Side.TOPIC, desk: DeskId = WARD
) -> int:
    return await run(
        outbox.put,
        lane=lane,
        conversation_id=ConversationId("v"),
        desk=desk,
        holder="v",
        outgoing=Outgoing(side, SendText(text), Priority.VISITOR),
        at=NOW,
    )


async def test_every_booth_of_a_desk_is_listed_and_nobody_elses(run: Run) -> None:
    for number, desk in enumerate((TENTH, OTHER_DESK, SECOND, WARD_TOO, WARD)):
        await run(desks.set_group, desk, ChatId(-1 - number))

    assert await run(booths.of, WARD) == [WARD, SECOND, TENTH]
    assert await run(booths.of, SECOND) == [WARD, SECOND, TENTH]
    assert await run(booths.of, OTHER_DESK) == [OTHER_DESK]


async def test_a_booth_is_bound_until_the_settings_no_longer_name_its_group(run: Run) -> None:
    for number, desk in enumerate((TENTH, SECOND, WARD, WARD_TOO)):
        await run(booths.bind, desk, ChatId(-1 - number))
    await run(booths.unbind, SECOND)

    assert list((await run(booths.bound, TENTH)).items()) == [(WARD, -3), (TENTH, -1)]
    assert await run(booths.bound, OTHER_DESK) == {}


async def test_it_is_known_when_a_booth_last_took_nothing_until_that_is_forgiven(
    run: Run,
) -> None:
    await run(booths.refused, SECOND, NOW)

    assert await run(booths.refused_at, SECOND) == NOW
    assert await run(booths.refused_at, WARD) is None
    await run(booths.forgive, SECOND)
    assert await run(booths.refused_at, SECOND) is None


async def test_what_waits_for_a_booths_group_is_counted(run: Run) -> None:
    await put(run, THERE, "一")
    done = await put(run, THERE, "二")
    await run(outbox.sent, done, None, NOW)
    await put(run, Lane("v:v"), "三", side=Side.VISITOR)
    await put(run, HERE, "四", desk=SECOND)

    assert await run(booths.waiting, WARD) == 1
    assert await run(booths.waiting, SECOND) == 1


async def test_every_booth_of_every_desk_that_is_bound_is_listed(run: Run) -> None:
    for booth in (WARD, SECOND, OTHER_DESK):
        await run(booths.bind, booth, ChatId(-1))
    await run(booths.unbind, SECOND)

    assert sorted(await run(booths.every_bound)) == sorted([WARD, OTHER_DESK])


async def test_what_waits_moves_on_in_its_order_and_what_is_being_sent_stays(run: Run) -> None:
    first = await put(run, THERE, "一")
    await run(custody.sending, [first], "me", NOW)
    for text in ("二", "三"):
        await put(run, THERE, text)
    await put(run, Lane("t:w:ward"), "よその")

    await run(booths.move_unsent, THERE, HERE, SECOND)

    assert [row.outgoing.act for row in await run(outbox.unsent, THERE)] == [SendText("一")]
    moved = await run(outbox.unsent, HERE)
    assert [row.outgoing.act for row in moved] == [SendText("二"), SendText("三")]
    assert {row.desk for row in moved} == {SECOND}
    assert len(await run(outbox.unsent, Lane("t:w:ward"))) == 1

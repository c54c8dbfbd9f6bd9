"""Nothing that arrived is lost: said twice, stopped in the middle, or failing in our own hands."""

from datetime import timedelta

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from bot.store import custody, outbox
from bot.store.connect import Tx
from tests.acceptance.stumble import stumble
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts, words_in

WORDS = ["一", "二", "三", "四", "五"]
PARKED = "相手からの入力をひとつ、うまく扱えませんでした"
SORRY = "こちらの仕組みがうまく動きませんでした"


@pytest.fixture
def visitor(shut_ward: Ward) -> Visitor:
    return shut_ward.simulator.visitor("やまだはなこ")


@pytest.fixture
def staff(shut_ward: Ward) -> Staff:
    return new_staff(shut_ward)


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor, staff: Staff) -> Topic:
    topic = await ward.open_case(visitor, "みどり")
    await ward.quiet()
    return topic


def _offer_again(ward: Ward, message: Message, update_id: int) -> None:
    ward.simulator.queue.repeat({"update_id": update_id, "message": message.fields})


async def test_an_update_that_comes_twice_is_one(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    ward.simulator.fail(effect="duplicate", update="message", times=2)

    visitor.write("一度だけ")
    visitor.write("もう一度だけ")
    await ward.quiet()
    visitor.write("終わり")
    await ward.quiet()

    assert words_in(topic) == ["一度だけ", "もう一度だけ", "終わり"]


async def test_an_update_that_comes_again_after_a_restart_is_still_one(
    shut_ward: Ward, visitor: Visitor
) -> None:
    ward = shut_ward
    async with ward.serving():
        topic = await ward.open_case(visitor, "みどり")
        number = ward.simulator.queue.next_id
        written = visitor.write("一度だけ")
        await ward.quiet()

    async with ward.serving():
        _offer_again(ward, written, number)
        visitor.write("終わり")
        await ward.quiet()

    assert words_in(topic) == ["一度だけ", "終わり"]


async def test_what_is_written_while_nobody_serves_is_taken_up_in_order(
    shut_ward: Ward, visitor: Visitor
) -> None:
    ward = shut_ward
    async with ward.serving():
        topic = await ward.open_case(visitor, "みどり")
        await ward.quiet()
    for word in WORDS:
        visitor.write(word)

    async with ward.serving():
        await ward.quiet()

    assert words_in(topic) == WORDS


async def test_what_waits_to_be_sent_outlives_a_stop(shut_ward: Ward, visitor: Visitor) -> None:
    ward = shut_ward
    async with ward.serving():
        topic = await ward.open_case(visitor, "みどり")
        await ward.quiet()
        ward.simulator.fail("sendMessage", "flood", retry_after=60, times=None)
        for word in WORDS:
            visitor.write(word)
        await ward.quiet()
        assert words_in(topic) == []
    ward.simulator.clear_faults()

    ward.hurry()
    async with ward.serving():
        await ward.until(lambda: len(words_in(topic)) >= len(WORDS))
        await ward.quiet()

    assert words_in(topic) == WORDS


async def test_a_stop_in_the_middle_of_many_words_loses_none(
    shut_ward: Ward, visitor: Visitor
) -> None:
    ward = shut_ward
    many = [f"{number}番目" for number in range(40)]
    async with ward.serving():
        topic = await ward.open_case(visitor, "みどり")
        for word in many:
            visitor.write(word)
        await ward.until(lambda: len(words_in(topic)) >= 3)

    async with ward.serving():
        await ward.quiet()

    assert words_in(topic) == many


async def test_a_turn_that_fails_once_is_played_again(
    ward: Ward, visitor: Visitor, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    falls = stumble(monkeypatch, "つまずく", times=1)
    ward.hurry()

    visitor.write("つまずく")
    visitor.write("そのあと")
    await ward.until(lambda: "そのあと" in words_in(topic))

    assert falls == ["つまずく"]
    assert words_in(topic) == ["つまずく", "そのあと"]
    assert said_in(topic, PARKED) is None


async def test_a_turn_that_fails_for_good_is_set_aside_and_both_sides_are_told_once(
    ward: Ward, visitor: Visitor, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    falls = stumble(monkeypatch, "つまずく")
    ward.hurry()

    visitor.write("つまずく")
    visitor.write("そのあと")
    await ward.until(lambda: said_in(topic, PARKED) and "そのあと" in words_in(topic))
    await ward.until(lambda: any(SORRY in text for text in texts(visitor.inbox)))
    await ward.quiet()

    assert len(falls) == 3
    assert words_in(topic) == ["そのあと"]
    assert len([m for m in topic.messages if PARKED in m.text]) == 1
    assert len([m for m in visitor.inbox if SORRY in m.text]) == 1


async def test_who_has_no_case_is_told_too(
    ward: Ward, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ward.at_menu(visitor)
    stumble(monkeypatch, "つまずく")
    ward.hurry()

    visitor.write("つまずく")
    screen = await ward.shown(visitor, SORRY)

    assert {"人と話す", "メニュー"} <= set(screen.buttons)


async def test_a_lane_that_fails_holds_up_no_other(
    ward: Ward, visitor: Visitor, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ward.simulator.visitor("すずきじろう")
    other_topic = await ward.open_case(other, "あお")
    stumble(monkeypatch, "つまずく")

    visitor.write("つまずく")
    visitor.write("まだ待っている")  # the clock stands: there is no second try yet
    other.write("わたしは大丈夫")
    await ward.quiet()

    assert said_in(other_topic, "わたしは大丈夫") is not None
    assert words_in(topic) == []


async def test_what_staff_do_is_set_aside_without_troubling_the_visitor(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.desk.replies.send", _stumble)
    ward.hurry()
    before = texts(visitor.inbox)

    staff.write("届かない", topic=topic, reply_to=card_in(topic))
    await ward.until(lambda: said_in(topic, PARKED))
    await ward.quiet()

    assert texts(visitor.inbox) == before


def _stumble(*_: object) -> None:
    raise RuntimeError("a stumble")


async def test_a_row_found_being_sent_is_sent_once_more_and_says_so(
    shut_ward: Ward, visitor: Visitor, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = shut_ward
    async with ward.serving():
        topic = await ward.open_case(visitor, "みどり")
        ward.simulator.fail("sendMessage", "flood", retry_after=60, text="かもしれない")
        visitor.write("かもしれない")
        await ward.quiet()
        await _mark_all_as_being_sent(ward)
    ward.pass_time(timedelta(minutes=2))

    async with ward.serving():
        await ward.quiet()

    [copy] = [m for m in topic.messages if "かもしれない" in m.text]
    assert "再送かもしれません" in copy.text
    assert copy.text.startswith("みどり 1")


async def _mark_all_as_being_sent(ward: Ward) -> None:
    """Leave the outbox as a crash between sending and recording would."""
    assert ward.house is not None

    def mark(tx: Tx) -> None:
        rows = outbox.due(tx, ward.clock().replace(year=2100), 10)
        custody.sending(tx, [row.id for row in rows], "us", ward.clock())

    await ward.house.database.write(mark)


async def test_numbers_that_begin_anew_lose_nothing(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    visitor.write("前")
    await ward.quiet()
    ward.simulator.fail(effect="begin_ids_at", update_id=7)

    for word in WORDS:
        visitor.write(word)
        await ward.quiet()

    assert words_in(topic) == ["前", *WORDS]


async def test_visitors_of_the_same_instant_never_see_each_others_words(ward: Ward) -> None:
    people = {name: ward.simulator.visitor(name) for name in ("赤", "白", "黄")}
    rooms = {name: await ward.open_case(person, name) for name, person in people.items()}
    staff = new_staff(ward)

    for number in range(5):
        for name, person in people.items():
            person.write(f"{name}の{number}")
    for name, room in rooms.items():
        staff.write(f"{name}さんへ", topic=room, reply_to=card_in(room))
    await ward.quiet()

    for name, room in rooms.items():
        said = [m.text for m in room.messages if "の" in m.text and m.text.startswith(f"{name} ")]
        assert [text.partition("\n")[2] for text in said] == [f"{name}の{n}" for n in range(5)]
        received = [m.text for m in people[name].inbox if "さんへ" in m.text]
        assert [text.partition("\n")[2] for text in received] == [f"{name}さんへ"]

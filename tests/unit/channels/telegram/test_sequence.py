"""Updates go on in the order of their numbers, and none waits for long."""

import asyncio

import pytest

from bot.channels.telegram.sequence import FAR, HOLD, Delivery, Sequence


def numbers(deliveries: list[Delivery]) -> list[int]:
    return [each.number for each in deliveries]


def put(sequence: Sequence, number: int, came: float = 0.0) -> Delivery:
    future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    delivery = Delivery(number, {}, came, future)
    sequence.put(delivery)
    return delivery


@pytest.fixture
async def sequence() -> Sequence:
    """Give one that has let number 100 through."""
    sequence = Sequence()
    put(sequence, 100)
    assert numbers(sequence.take(HOLD)) == [100]
    return sequence


async def test_the_first_of_all_waits_a_moment_for_those_before_it() -> None:
    sequence = Sequence()
    put(sequence, 8, came=0)
    put(sequence, 7, came=0.1)

    assert sequence.take(HOLD - 0.01) == []
    assert numbers(sequence.take(HOLD)) == [7, 8]


async def test_what_comes_in_order_goes_on_at_once(sequence: Sequence) -> None:
    for number in (101, 102):
        put(sequence, number)

        assert numbers(sequence.take(0)) == [number]


async def test_what_comes_before_another_waits_for_it(sequence: Sequence) -> None:
    put(sequence, 102)
    held = sequence.take(0)
    put(sequence, 101)

    assert held == []
    assert numbers(sequence.take(0)) == [101, 102]


async def test_a_number_that_never_comes_is_waited_for_for_a_moment_only(
    sequence: Sequence,
) -> None:
    put(sequence, 102, came=1)

    assert sequence.take(1 + HOLD - 0.01) == []
    assert numbers(sequence.take(1 + HOLD)) == [102]


async def test_whoever_waited_long_enough_takes_along_what_belongs_before_it(
    sequence: Sequence,
) -> None:
    put(sequence, 106, came=0.2)
    put(sequence, 104, came=0)
    put(sequence, 102, came=0.2)

    assert numbers(sequence.take(HOLD)) == [102, 104]
    assert len(sequence) == 1


async def test_what_comes_too_late_or_again_goes_on_at_once(sequence: Sequence) -> None:
    put(sequence, 100)
    put(sequence, 99)

    assert numbers(sequence.take(0)) == [99, 100]


async def test_a_number_that_another_replica_has_is_missing_no_more(sequence: Sequence) -> None:
    put(sequence, 103)
    sequence.take(0)
    assert list(sequence.missing()) == [101, 102]

    sequence.found({102})
    assert sequence.take(0) == []

    sequence.found({101, 102})
    assert numbers(sequence.take(0)) == [103]


@pytest.mark.parametrize("start", [100 + 2 * FAR, 5])
async def test_a_new_count_is_followed_as_the_old_one_was(start: int) -> None:
    sequence = Sequence()
    put(sequence, 100 if start > 100 else 100_000)
    sequence.take(HOLD)

    put(sequence, start, came=1)
    assert not sequence.missing()
    assert sequence.take(1) == []
    assert numbers(sequence.take(1 + HOLD)) == [start]

    put(sequence, start + 2, came=2)
    assert sequence.take(2) == []
    put(sequence, start + 1, came=2)
    assert numbers(sequence.take(2)) == [start + 1, start + 2]


async def test_an_answer_is_given_once() -> None:
    delivery = put(Sequence(), 1)

    delivery.answer(stored=True)
    delivery.answer(stored=False)

    assert delivery.is_stored.result()

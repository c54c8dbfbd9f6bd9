"""The flood limits."""

import aiohttp
import pytest

from bot.simulator import FakeClock, Rates, Simulator
from bot.simulator.limits import Limits
from bot.simulator.wire import Refusal
from tests.unit.simulator.conftest import caller_of

GROUP = -100
PERSON = 7


def sent(limits: Limits, chat_id: int, calls: int, weight: int = 1) -> int:
    """Count how many of the calls pass."""
    passed = 0
    for _ in range(calls):
        try:
            limits.check(chat_id, weight)
        except Refusal:
            break
        limits.spend(chat_id, weight)
        passed += 1
    return passed


def refusal(limits: Limits, chat_id: int, weight: int = 1) -> int:
    with pytest.raises(Refusal) as caught:
        limits.check(chat_id, weight)
    assert caught.value.parameters is not None
    seconds: int = caught.value.parameters["retry_after"]
    return seconds


def test_a_private_chat_takes_three_at_once_and_then_one_a_second() -> None:
    clock = FakeClock()
    limits = Limits(clock)

    assert sent(limits, PERSON, 10) == 3
    clock.advance(1)
    assert sent(limits, PERSON, 10) == 1


def test_a_group_takes_twenty_in_any_minute() -> None:
    clock = FakeClock()
    limits = Limits(clock)

    assert sent(limits, GROUP, 12) == 12
    clock.advance(30)
    assert sent(limits, GROUP, 30) == 8
    clock.advance(30)
    assert sent(limits, GROUP, 30) == 12


def test_the_wait_that_is_told_is_enough() -> None:
    clock = FakeClock()
    limits = Limits(clock)
    sent(limits, GROUP, 20)

    clock.advance(refusal(limits, GROUP))

    assert sent(limits, GROUP, 1) == 1


def test_an_album_weighs_its_items() -> None:
    limits = Limits(FakeClock())

    assert sent(limits, GROUP, 10, weight=8) == 2


def test_an_album_larger_than_the_burst_passes_once_and_is_paid_for() -> None:
    clock = FakeClock()
    limits = Limits(clock)

    assert sent(limits, PERSON, 1, weight=10) == 1
    clock.advance(8)
    assert sent(limits, PERSON, 2) == 1


def test_all_chats_together_take_thirty_a_second() -> None:
    clock = FakeClock()
    limits = Limits(clock)

    passed = sum(sent(limits, PERSON + number, 1) for number in range(40))
    clock.advance(1)

    assert passed == 30
    assert sent(limits, PERSON + 35, 1) == 1


def test_who_ignores_the_wait_waits_longer_every_time() -> None:
    clock = FakeClock()
    limits = Limits(clock)
    sent(limits, GROUP, 20)

    waits = []
    for _ in range(4):
        waits.append(refusal(limits, GROUP))
        clock.advance(2)

    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]


def test_calls_that_were_under_way_are_not_held_against_the_bot() -> None:
    limits = Limits(FakeClock())
    sent(limits, GROUP, 20)

    assert len({refusal(limits, GROUP) for _ in range(5)}) == 1


async def test_sends_edits_and_topics_share_the_limit_and_answers_are_free(
    http: aiohttp.ClientSession,
) -> None:
    rates = Rates(group_most=4)
    async with Simulator(clock=FakeClock(), limits=True, rates=rates) as simulator:
        call, group = caller_of(simulator, http), simulator.group_id
        topic = (await call("createForumTopic", chat_id=group, name="件"))[1]["result"]
        thread = topic["message_thread_id"]
        sent = (await call("sendMessage", chat_id=group, text="x", message_thread_id=thread))[1]
        number = sent["result"]["message_id"]
        await call("editMessageText", chat_id=group, message_id=number, text="y")
        await call("closeForumTopic", chat_id=group, message_thread_id=thread)

        url = f"{simulator.url}/bot{simulator.token}/sendMessage"
        async with http.post(url, json={"chat_id": group, "text": "x"}) as refused:
            headers, envelope = refused.headers, await refused.json()
        reaction = [{"type": "emoji", "emoji": "👌"}]
        free = await call(
            "setMessageReaction", chat_id=group, message_id=number, reaction=reaction
        )

    assert refused.status == 429
    assert envelope == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 60",
        "parameters": {"retry_after": 60},
    }
    assert headers["Retry-After"] == "60"
    assert free[0] == 200


async def test_there_are_no_limits_unless_asked_for(http: aiohttp.ClientSession) -> None:
    async with Simulator(clock=FakeClock()) as simulator:
        call = caller_of(simulator, http)

        answers = [
            await call("sendMessage", chat_id=simulator.group_id, text="x") for _ in range(40)
        ]

    assert {status for status, _ in answers} == {200}

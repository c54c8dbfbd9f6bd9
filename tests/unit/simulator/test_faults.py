"""Bad weather on demand."""

import asyncio

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.simulator import Chance, Fault, Simulator, Visitor
from bot.simulator.faults import Faults, read_fault
from bot.simulator.parameters import Parameters
from tests.unit.simulator.conftest import Caller


async def test_a_server_error_comes_as_often_as_wanted(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    simulator.fail("sendMessage", "status", status=500, times=2)

    statuses = [(await call("sendMessage", chat_id=visitor.id, text="x"))[0] for _ in range(3)]

    assert statuses == [500, 500, 200]
    assert len(visitor.inbox) == 1


async def test_a_bad_gateway_answers_with_a_page(
    simulator: Simulator, bot: Bot, visitor: Visitor, http: aiohttp.ClientSession
) -> None:
    simulator.fail("sendMessage", "status", status=502, times=2)

    url = f"{simulator.url}/bot{simulator.token}/sendMessage"
    async with http.post(url, json={"chat_id": visitor.id, "text": "x"}) as answer:
        body = await answer.text()

    assert (answer.status, answer.content_type) == (502, "text/html")
    assert body.startswith("<html>")
    with pytest.raises(NetworkError):
        await bot.send_message(visitor.id, "x")


async def test_a_flood_and_a_refusal_are_told_as_usual(
    simulator: Simulator, bot: Bot, call: Caller, visitor: Visitor
) -> None:
    simulator.fail("sendMessage", "flood", retry_after=17, text="一")
    simulator.fail("sendMessage", "refuse", status=403, description="Forbidden: no", text="二")
    simulator.fail("sendMessage", "refuse", description="Bad Request: no", text="三")

    status, envelope = await call("sendMessage", chat_id=visitor.id, text="一")

    assert (status, envelope["parameters"]) == (429, {"retry_after": 17})
    with pytest.raises(Forbidden, match="no"):
        await bot.send_message(visitor.id, "二")
    with pytest.raises(BadRequest, match="No"):
        await bot.send_message(visitor.id, "三")


async def test_a_fault_strikes_only_what_it_names(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    simulator.fail("send.*", "status", chat_id=simulator.group_id, thread_id=5, times=None)

    spared, _ = await call("sendMessage", chat_id=visitor.id, text="x")
    struck, _ = await call("sendPhoto", chat_id=simulator.group_id, photo="x", message_thread_id=5)

    assert (spared, struck) == (200, 500)


async def test_an_executed_call_may_be_lost_on_the_way_back(
    simulator: Simulator, bot: Bot, visitor: Visitor
) -> None:
    simulator.fail("sendMessage", "executed_but_lost")

    with pytest.raises(NetworkError):
        await bot.send_message(visitor.id, "x")

    assert len(visitor.inbox) == 1


async def test_a_reset_connection_executes_nothing(
    simulator: Simulator, bot: Bot, visitor: Visitor
) -> None:
    simulator.fail("sendMessage", "reset")

    with pytest.raises(NetworkError):
        await bot.send_message(visitor.id, "x")

    assert visitor.inbox == []
    assert not simulator.calls("sendMessage")[0].ok


async def test_a_hanging_call_goes_on_when_released(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    simulator.fail("sendMessage", "hang")
    hanging = asyncio.ensure_future(call("sendMessage", chat_id=visitor.id, text="x"))
    await simulator.until(lambda: simulator.journal.of_kind("fault"))
    assert not hanging.done()

    simulator.clear_faults()

    status, _ = await asyncio.wait_for(hanging, 2)
    assert status == 200


async def test_a_hanging_call_whose_client_gives_up_is_never_executed(
    simulator: Simulator, visitor: Visitor, call: Caller
) -> None:
    simulator.fail("sendMessage", "hang")

    hanging = asyncio.ensure_future(call("sendMessage", chat_id=visitor.id, text="x"))
    await simulator.until(lambda: simulator.journal.of_kind("fault"))
    hanging.cancel()
    await call("getMe")
    simulator.clear_faults()
    await call("getMe")

    assert visitor.inbox == []


async def test_a_delay_goes_by_the_clock(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    simulator.fail("sendMessage", "delay", seconds=5)
    delayed = asyncio.ensure_future(call("sendMessage", chat_id=visitor.id, text="x"))
    await simulator.until(lambda: simulator.journal.of_kind("fault"))

    simulator.advance(5)

    assert (await asyncio.wait_for(delayed, 2))[0] == 200


async def test_an_update_is_delivered_twice(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    simulator.fail(effect="duplicate", update="message")
    visitor.write("二度")
    first = (await call("getUpdates"))[1]["result"]

    again = (await call("getUpdates", offset=first[-1]["update_id"] + 1))[1]["result"]

    assert again == [first[-1]]


async def test_a_tap_is_doubled_under_another_id(
    simulator: Simulator, bot: Bot, visitor: Visitor
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("はい", callback_data="yes")]])
    await bot.send_message(visitor.id, "x", reply_markup=keyboard)
    simulator.fail(effect="duplicate", update="callback_query", new_id=True)

    visitor.tap("yes")

    first, second = [u for u in await bot.get_updates() if u.callback_query]
    assert first.callback_query is not None
    assert second.callback_query is not None
    assert second.update_id == first.update_id + 1
    assert second.callback_query.id != first.callback_query.id


def test_update_ids_can_begin_anew(simulator: Simulator, visitor: Visitor) -> None:
    simulator.fail(effect="begin_ids_at", update_id=5)

    visitor.write("x")

    assert simulator.queue.waiting()[-1].update_id == 5


def test_chance_is_the_same_for_the_same_seed() -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults(Chance(seed))
        faults.add(Fault("status", probability=0.5, times=None))
        return [faults.strike("sendMessage", Parameters()) is not None for _ in range(30)]

    assert run(1) == run(1)
    assert run(1) != run(2)
    assert 5 < sum(run(1)) < 25


def test_the_first_calls_can_be_spared() -> None:
    faults = Faults(Chance())
    faults.add(Fault("status", skip=2))

    struck = [faults.strike("getMe", Parameters()) is not None for _ in range(4)]

    assert struck == [False, False, True, False]


@pytest.mark.parametrize("given", [{}, {"effect": "nonsense"}, {"effect": "hang", "colour": 1}])
def test_a_fault_without_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"effect|no colour"):
        read_fault(given)

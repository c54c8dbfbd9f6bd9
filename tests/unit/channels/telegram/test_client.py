"""The Bot API client over our own transport."""

import asyncio
import gc

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, TimedOut

from bot.channels.telegram.client import ALLOWED_UPDATES, AiohttpRequest, Client, NotSent
from bot.simulator import Simulator, Visitor


async def test_updates_come_as_they_are_with_what_nobody_can_parse(
    client: Client, simulator: Simulator, visitor: Visitor
) -> None:
    visitor.act("raw", update={"message": {"nonsense": True}})

    updates = await client.raw_updates(None, 0)

    assert [update.get("message") for update in updates][-1] == {"nonsense": True}
    assert len(updates) == 2


async def test_we_ask_for_what_we_understand_and_for_nothing_else(
    client: Client, simulator: Simulator
) -> None:
    await client.raw_updates(None, 0)

    assert simulator.queue.allowed == frozenset(ALLOWED_UPDATES)
    assert "message_reaction" in ALLOWED_UPDATES  # left out, it would not come by itself
    assert "chat_member" not in ALLOWED_UPDATES


async def test_an_offset_confirms_what_lies_below_it(
    client: Client, simulator: Simulator, visitor: Visitor
) -> None:
    (first,) = await client.raw_updates(None, 0)
    visitor.write("二つめ")

    number = first["update_id"]
    assert isinstance(number, int)
    rest = await client.raw_updates(number + 1, 0)

    assert len(rest) == 1
    assert len(simulator.queue) == 1


async def test_a_long_poll_waits_for_the_first_update(
    client: Client, simulator: Simulator, visitor: Visitor
) -> None:
    await client.raw_updates(None, 0)
    simulator.queue.drop()

    async with asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(client.raw_updates(None, 30))
        await simulator.until(lambda: simulator.queue.is_polled)
        visitor.write("やっと")

    assert len(polling.result()) == 1


async def test_a_wrong_token_is_told_apart(simulator: Simulator) -> None:
    client = Client("1:wrong", simulator.url)

    with pytest.raises(InvalidToken):
        await client.initialize()

    await client.shutdown()


async def test_nobody_there_means_that_nothing_was_sent() -> None:
    request = AiohttpRequest()
    await request.initialize()

    with pytest.raises(NotSent):
        await request.do_request("http://127.0.0.1:1/bot", "POST")

    await request.shutdown()


async def test_a_closed_client_sends_nothing() -> None:
    with pytest.raises(NotSent):
        await AiohttpRequest().do_request("http://127.0.0.1:1/bot", "POST")


async def test_an_answer_that_never_comes_is_not_waited_for_for_ever(
    client: Client, simulator: Simulator
) -> None:
    simulator.fail("getMe", "hang")
    request = AiohttpRequest()
    await request.initialize()

    with pytest.raises(TimedOut):
        await request.do_request(
            f"{simulator.url}/bot{simulator.token}/getMe", "POST", read_timeout=0.05
        )

    await request.shutdown()


async def test_a_connection_that_breaks_may_have_sent(
    client: Client, simulator: Simulator
) -> None:
    simulator.fail("getMe", "executed_but_lost")

    with pytest.raises(NetworkError) as caught:
        await client.get_me()

    assert not isinstance(caught.value, NotSent)


async def test_one_that_is_interrupted_while_it_opens_leaves_no_connection(
    simulator: Simulator, recwarn: pytest.WarningsRecorder
) -> None:
    client = Client(simulator.token, simulator.url)
    opening = asyncio.ensure_future(client.initialize())
    await asyncio.sleep(0)  # it has begun
    await asyncio.sleep(0)  # both transports are open
    opening.cancel()
    await asyncio.wait([opening])

    await client.shutdown()
    del client, opening
    gc.collect()

    assert not [each for each in recwarn if "Unclosed" in str(each.message)]


async def test_a_client_may_be_opened_and_closed_twice(simulator: Simulator) -> None:
    request = AiohttpRequest()

    for _ in range(2):
        await request.initialize()
        await request.initialize()
        await request.shutdown()
        await request.shutdown()

    assert request.read_timeout == 25


async def test_a_call_by_name_leaves_out_what_is_not_given(
    client: Client, simulator: Simulator, visitor: Visitor
) -> None:
    sent = await client.call(
        "sendMessage", chat_id=visitor.id, text="はい", message_thread_id=None
    )

    assert sent["message_id"] == visitor.inbox[-1].id
    assert simulator.journal.of_kind("call", "sendMessage")[-1].given == {
        "chat_id": visitor.id,
        "text": "はい",
    }


async def test_a_call_by_name_is_refused_as_the_librarys_own_are(client: Client) -> None:
    with pytest.raises(BadRequest, match="hat not found"):
        await client.call("sendMessage", chat_id=1, text="だれ")

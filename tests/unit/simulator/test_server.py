"""Routes, envelopes and parameters."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from bot.simulator import FakeClock, Simulator, Staff, Visitor
from tests.unit.simulator.conftest import Caller


async def test_another_token_is_unauthorized(
    simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{simulator.url}/bot1:wrong/getMe") as answer:
        envelope = await answer.json()

    assert answer.status == 401
    assert envelope == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(call: Caller) -> None:
    assert await call("getNothing") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )


@pytest.mark.parametrize("name", ["sendMessage", "sendmessage", "SENDMESSAGE"])
async def test_the_case_of_a_method_does_not_matter(
    call: Caller, visitor: Visitor, name: str
) -> None:
    assert (await call(name, chat_id=visitor.id, text="x"))[0] == 200


async def test_parameters_come_in_every_form(
    simulator: Simulator, http: aiohttp.ClientSession, visitor: Visitor
) -> None:
    url = f"{simulator.url}/bot{simulator.token}/sendMessage"
    given = {"chat_id": str(visitor.id), "text": "x"}
    multipart = aiohttp.FormData(given, default_to_multipart=True)

    answers = [
        await http.get(url, params=given),
        await http.post(url, data=given),
        await http.post(url, json={**given, "chat_id": visitor.id}),
        await http.post(url, data=multipart),
        await http.post(f"{url}?chat_id={visitor.id}", json={"text": "x"}),
    ]

    assert [answer.status for answer in answers] == [200] * 5


async def test_broken_json_is_a_bad_request(
    simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    url = f"{simulator.url}/bot{simulator.token}/sendMessage"
    headers = {"Content-Type": "application/json"}

    async with http.post(url, data=b"{", headers=headers) as answer:
        assert answer.status == 400


async def test_a_missing_file_and_a_wrong_token_are_told_apart(
    simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{simulator.url}/file/bot{simulator.token}/photos/no.jpg") as missing:
        assert missing.status == 404
    async with http.get(f"{simulator.url}/file/bot1:x/photos/no.jpg") as wrong:
        assert wrong.status == 401


async def test_every_call_is_written_down(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    await call("sendMessage", chat_id=visitor.id, text="よい")
    await call("sendMessage", chat_id=visitor.id, text="")

    good, bad = simulator.calls("sendmessage")
    assert (good.ok, good.text, good.chat_id) == (True, "よい", visitor.id)
    assert good.outcome["message_id"] == 2
    assert (bad.ok, bad.outcome["error_code"]) == (False, 400)
    assert good.at == simulator.clock.now()


async def test_the_journal_can_be_a_file_and_forgets_what_is_too_much(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    async with Simulator(clock=FakeClock(), journal_path=path, keep=2) as simulator:
        visitor = simulator.visitor("みどり")
        for text in ("一", "二", "三"):
            visitor.write(text)

        assert len(simulator.journal.entries) == 2
    written = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [entry["kind"] for entry in written] == ["offered", "act"] * 3


async def test_people_can_be_there_from_the_start() -> None:
    simulator = Simulator(people=[("みどり", "visitor"), ("係員A", "staff")])

    assert isinstance(simulator.find("みどり"), Visitor)
    assert isinstance(simulator.find("係員A"), Staff)
    with pytest.raises(KeyError):
        simulator.find("だれか")


async def test_stopping_does_not_wait_for_anybody(http: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(2):
        async with Simulator(clock=FakeClock()) as simulator:
            url = f"{simulator.url}/bot{simulator.token}/getUpdates?timeout=50"
            poll = asyncio.ensure_future(http.get(url))
            stream = await http.get(f"{simulator.url}/sim/events")
            await simulator.until(lambda: simulator.queue.is_polled)
        stream.close()
        answer = await poll
        assert answer.status == 200


async def test_only_this_machine_is_listened_to(simulator: Simulator) -> None:
    assert simulator.url.startswith("http://127.0.0.1:")

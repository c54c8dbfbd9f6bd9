"""The person's side over HTTP."""

import json
from typing import Any

import aiohttp
import pytest

from bot.simulator import Simulator, Staff, Visitor
from bot.simulator.door import PAGE
from bot.simulator.wire import Json
from tests.unit.simulator.conftest import Caller


@pytest.fixture
async def door(simulator: Simulator, http: aiohttp.ClientSession) -> "Door":
    return Door(simulator.url, http)


class Door:
    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self.http = url, http

    async def get(self, path: str) -> Any:  # Any: an object or a list, as JSON has it
        async with self.http.get(self.url + path) as answer:
            return await answer.json()

    async def post(self, path: str, body: object) -> tuple[int, Json]:
        async with self.http.post(self.url + path, json=body) as answer:
            return answer.status, await answer.json()


async def test_the_state_tells_everything(
    door: Door, simulator: Simulator, visitor: Visitor, staff: Staff, call: Caller
) -> None:
    await call("sendMessage", chat_id=visitor.id, text="やあ")
    topic = staff.create_topic("件")
    visitor.react(visitor.inbox[0], "👍")

    state = await door.get("/sim/state")

    assert state["seq"] == simulator.events.seq
    assert state["now"] == "2026-01-01T03:00:00+00:00"
    assert state["bot"]["username"] == "simulated_bot"
    assert [person["name"] for person in state["people"]] == ["みどり", "係員A"]
    assert state["group"]["topics"] == [topic.card()]
    shown = state["chats"][str(visitor.id)][-1]
    assert (shown["text"], shown["from_bot"]) == ("やあ", True)
    assert shown["reactions"] == [{"emoji": "👍", "from_id": visitor.id}]


async def test_people_come_and_act(door: Door, simulator: Simulator) -> None:
    _, person = await door.post("/sim/people", {"name": "あおい", "role": "visitor"})

    status, message = await door.post(
        "/sim/act", {"as": person["id"], "act": "write", "text": "こんにちは"}
    )

    assert status == 200
    assert message["text"] == "こんにちは"
    assert simulator.queue.waiting()[-1].body["message"]["text"] == "こんにちは"


@pytest.mark.parametrize(
    "body",
    [
        {"as": 1, "act": "write", "text": "x"},
        {"as": 7_000_001, "act": "fly"},
        {"as": 7_000_001, "act": "write"},
        {"as": 7_000_001, "act": "edit", "message_id": "nonsense", "text": "x"},
        {"as": "nobody", "act": "write"},
        ["not", "an", "object"],
    ],
)
async def test_a_bad_act_says_why(door: Door, visitor: Visitor, body: object) -> None:
    status, answer = await door.post("/sim/act", body)

    assert status == 400
    assert answer["error"]


async def test_a_person_needs_a_name_and_a_role(door: Door) -> None:
    assert (await door.post("/sim/people", {"name": "x", "role": "king"}))[0] == 400


async def test_events_follow_the_state(
    door: Door, simulator: Simulator, visitor: Visitor, call: Caller
) -> None:
    since = (await door.get("/sim/state"))["seq"]
    async with door.http.get(f"{door.url}/sim/events?since={since}") as stream:
        visitor.write("一")
        await call("sendChatAction", chat_id=visitor.id, action="typing")
        visitor.block()

        heard = [await next_event(stream) for _ in range(3)]

    assert [event["seq"] for event in heard] == [since + 1, since + 2, since + 3]
    assert [event["type"] for event in heard] == ["message", "typing", "person"]
    assert heard[2]["person"]["blocked"]


async def next_event(stream: aiohttp.ClientResponse) -> Json:
    while True:
        line = (await stream.content.readline()).decode()
        if line.startswith("data: "):
            event: Json = json.loads(line.removeprefix("data: "))
            return event


async def test_time_is_moved_and_never_back(door: Door, simulator: Simulator) -> None:
    _, later = await door.post("/sim/clock", {"advance": 60})
    _, at = await door.post("/sim/clock", {"at": "2026-01-01T13:00:00+09:00"})

    assert later["now"] == "2026-01-01T03:01:00+00:00"
    assert at["now"] == "2026-01-01T04:00:00+00:00"
    assert (await door.post("/sim/clock", {"at": "2025-01-01T00:00:00+00:00"}))[0] == 400


async def test_a_real_clock_cannot_be_moved(http: aiohttp.ClientSession) -> None:
    async with Simulator() as simulator:
        status, _ = await Door(simulator.url, http).post("/sim/clock", {"advance": 1})

    assert status == 400


async def test_faults_are_put_in_force_and_taken_away(
    door: Door, call: Caller, visitor: Visitor
) -> None:
    fault = {"effect": "status", "method": "sendMessage", "times": None}
    added, _ = await door.post("/sim/faults", fault)
    struck, _ = await call("sendMessage", chat_id=visitor.id, text="x")
    async with door.http.delete(door.url + "/sim/faults") as answer:
        cleared = answer.status
    spared, _ = await call("sendMessage", chat_id=visitor.id, text="x")

    assert (added, struck, cleared, spared) == (200, 500, 200, 200)
    assert (await door.post("/sim/faults", {"effect": "nonsense"}))[0] == 400


async def test_the_journal_is_read_from_a_number_on(
    door: Door, simulator: Simulator, visitor: Visitor, call: Caller
) -> None:
    since = simulator.journal.entries[-1].seq
    await call("sendMessage", chat_id=visitor.id, text="x")

    entries = await door.get(f"/sim/journal?since={since}")

    assert [(entry["kind"], entry["name"]) for entry in entries] == [("call", "sendMessage")]


@pytest.mark.skipif(not (PAGE / "index.html").is_file(), reason="there is no page")
async def test_the_page_is_served(door: Door) -> None:
    async with door.http.get(door.url + "/") as page:
        assert (page.status, page.content_type) == (200, "text/html")
    for path in PAGE.glob("*.js"):
        async with door.http.get(f"{door.url}/{path.name}") as script:
            assert script.status == 200
            assert script.content_type in ("text/javascript", "application/javascript")
    async with door.http.get(door.url + "/nothing.js") as missing:
        assert missing.status == 404

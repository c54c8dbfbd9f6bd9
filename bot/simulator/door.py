"""The person's side over HTTP: /sim/…, and the page that shows the phones."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from aiohttp import web

from bot.simulator.acts import BadAct, perform
from bot.simulator.clock import Clock, FakeClock
from bot.simulator.events import Events
from bot.simulator.faults import Fault, read_fault
from bot.simulator.journal import Journal
from bot.simulator.state import Person
from bot.simulator.wire import Json
from bot.simulator.world import World

PAGE = Path(__file__).parent / "page"


class House(Protocol):
    """What the door opens to: the simulator."""

    world: World
    events: Events
    journal: Journal
    clock: Clock

    def settle(self, name: str, role: str, language_code: str | None) -> Person:
        """Let somebody in."""

    def advance(self, seconds: float) -> None:
        """Let time pass on a fake clock."""

    def add_fault(self, fault: Fault) -> None:
        """Put a fault in force."""

    def clear_faults(self) -> None:
        """Take all faults away."""

    def note_act(self, person: Person, name: str, wishes: Json, outcome: object) -> None:
        """Write an act down."""


class Door:
    """The routes of the person's side."""

    def __init__(self, house: House) -> None:
        self.house = house

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        return [
            web.get("/sim/state", self.state),
            web.get("/sim/events", self.events),
            web.post("/sim/people", self.people),
            web.post("/sim/act", self.act),
            web.post("/sim/clock", self.clock),
            web.post("/sim/faults", self.add_fault),
            web.delete("/sim/faults", self.clear_faults),
            web.get("/sim/journal", self.journal),
        ]

    async def state(self, _: web.Request) -> web.Response:
        """Tell everything a page needs."""
        return _json(self.whole_state())

    def whole_state(self) -> Json:
        """Render the state."""
        world = self.house.world
        chats = {
            str(chat.id): [message.seen() for message in chat.messages.values()]
            for chat in world.chats.values()
            if chat.migrated_to is None
        }
        bot = world.bot
        return {
            "seq": self.house.events.seq,
            "now": iso(self.house.clock.now()),
            "bot": {"id": bot.id, "first_name": bot.first_name, "username": bot.username},
            "people": [person.card() for person in world.people.values()],
            "group": world.group.card(),
            "chats": chats,
        }

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Tell events as they happen, for as long as somebody listens."""
        seq = int(request.headers.get("Last-Event-ID") or request.query.get("since") or 0)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(b": welcome\n\n")
        heard = self.house.events
        while not heard.closed:
            unheard = heard.since(seq)
            if not unheard:
                await heard.change()
            for event in unheard:
                seq = event["seq"]
                line = json.dumps(event, ensure_ascii=False)
                await response.write(f"id: {seq}\ndata: {line}\n\n".encode())
        return response

    async def people(self, request: web.Request) -> web.Response:
        """Let somebody in."""
        given = await _body(request)
        role = given.get("role", "visitor")
        if role not in ("visitor", "staff") or not given.get("name"):
            return _bad('a person needs a "name", and a "role" of visitor or staff')
        person = self.house.settle(given["name"], role, given.get("language_code", "ja"))
        return _json(person.card())

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person wants."""
        wishes = await _body(request)
        try:
            person = self.house.world.people.get(int(wishes.pop("as", 0)))
            name = str(wishes.pop("act", ""))
            if person is None:
                return _bad('"as" has to be the id of a person')
            outcome = perform(self.house.world, person, name, wishes)
        except (BadAct, ValueError, TypeError, AttributeError) as problem:
            return _bad(str(problem))
        self.house.note_act(person, name, wishes, outcome)
        return _json(outcome)

    async def clock(self, request: web.Request) -> web.Response:
        """Let time pass, where the clock is a fake one."""
        clock = self.house.clock
        if not isinstance(clock, FakeClock):
            return _bad("the clock is a real one and cannot be moved")
        given = await _body(request)
        try:
            seconds = float(given.get("advance") or 0)
            if "at" in given:
                seconds = datetime.fromisoformat(given["at"]).timestamp() - clock.now()
        except (ValueError, TypeError) as problem:
            return _bad(str(problem))
        if seconds < 0:
            return _bad("time does not go back")
        self.house.advance(seconds)
        return _json({"now": iso(clock.now())})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Put a fault in force."""
        try:
            fault = read_fault(await _body(request))
        except (ValueError, TypeError) as problem:
            return _bad(str(problem))
        self.house.add_fault(fault)
        return _json(True)

    async def clear_faults(self, _: web.Request) -> web.Response:
        """Take all faults away."""
        self.house.clear_faults()
        return _json(True)

    async def journal(self, request: web.Request) -> web.Response:
        """Tell everything that was written down."""
        entries = self.house.journal.since(int(request.query.get("since") or 0))
        return _json([entry.shown() for entry in entries])


def page_routes() -> list[web.RouteDef]:
    """List the routes of the page's files, if there is a page."""
    if not (PAGE / "index.html").is_file():
        return []
    return [web.get("/", _show_index), web.get(r"/{name:[\w.-]+\.(html|js|css|svg)}", _show_file)]


async def _show_index(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


async def _show_file(request: web.Request) -> web.StreamResponse:
    path = PAGE / request.match_info["name"]
    if not await asyncio.to_thread(path.is_file):
        raise web.HTTPNotFound
    return web.FileResponse(path)


def iso(now: float) -> str:
    """Write a moment with its offset."""
    return datetime.fromtimestamp(now, tz=UTC).isoformat()


async def _body(request: web.Request) -> Json:
    try:
        given = json.loads(await request.read() or b"{}")
    except ValueError as problem:
        raise _wrong(str(problem)) from problem
    if not isinstance(given, dict):
        raise _wrong("a JSON object is expected")
    return given


def _wrong(reason: str) -> web.HTTPBadRequest:
    text = json.dumps({"error": reason}, ensure_ascii=False)
    return web.HTTPBadRequest(text=text, content_type="application/json")


def _json(value: object, status: int = 200) -> web.Response:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return web.Response(status=status, text=text, content_type="application/json")


def _bad(reason: str) -> web.Response:
    return _json({"error": reason}, 400)

"""The simulator itself: everything put together, started and stopped as one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from aiohttp import web

from bot.simulator.acts import perform
from bot.simulator.clock import Chance, Clock, FakeClock, RealClock
from bot.simulator.door import Door, page_routes
from bot.simulator.events import Events
from bot.simulator.faults import Fault, Faults
from bot.simulator.journal import Entry, Journal
from bot.simulator.limits import Limits, Rates
from bot.simulator.people import Staff, Visitor
from bot.simulator.server import BotApi
from bot.simulator.state import Chat, Person, Topic
from bot.simulator.updates import UpdateQueue
from bot.simulator.webhook import Courier
from bot.simulator.wire import Json
from bot.simulator.world import World

T = TypeVar("T")
BOT_ID = 6_000_000_001
TOKEN = f"{BOT_ID}:simulator-token"
FIRST_UPDATE = 860_000_001
LARGEST_BODY = 64 * 1024 * 1024


@dataclass(eq=False, kw_only=True)
class Simulator:
    """Telegram's servers on loopback, for one bot.

    `port` 0 takes a free one. `limits` switches the flood limits on. `keep` is how many journal
    entries are kept (None: all), `journal_path` a file they are added to as JSON lines. `people`
    are (name, role) pairs who are there from the start. `one_after_same_offset` is the quirk that
    the same offset asked again within 0.5 s gets one update; None has it with a real clock only,
    because on one that stands still it would never end. `beside` are routes of others', served at
    the same address.
    """

    port: int = 0
    token: str = TOKEN
    bot_name: str = "Simulated bot"
    bot_username: str = "simulated_bot"
    group_title: str = "窓口"
    is_forum: bool = True
    basic_group: bool = False
    reads_all_group_messages: bool = True
    private_reactions: bool = False
    limits: bool = False
    rates: Rates = field(default_factory=Rates)
    clock: Clock = field(default_factory=RealClock)
    seed: int = 0
    keep: int | None = None
    journal_path: Path | None = None
    people: Sequence[tuple[str, str]] = ()
    first_update_id: int = FIRST_UPDATE
    one_after_same_offset: bool | None = None
    beside: Sequence[web.AbstractRouteDef] = ()

    def __post_init__(self) -> None:
        """Build the parts; nothing listens yet."""
        chance = Chance(self.seed)
        self.events = Events()
        self.journal = Journal(self.clock, self.keep, self.journal_path)
        self.journal.changed = self.events.wake
        self.faults = Faults(chance)
        self.queue = UpdateQueue(self.clock, self.first_update_id)
        quirk = self.one_after_same_offset
        is_real = not isinstance(self.clock, FakeClock)
        self.queue.one_after_same_offset = is_real if quirk is None else quirk
        self.queue.polled = self.events.wake
        self.queue.confirmed = lambda p: self._note_update("confirmed", p.kind, p.update_id)
        self.queue.expired = lambda p: self._note_update("expired", p.kind, p.update_id)
        self.world = self._found_world(chance)
        self.courier = Courier(self.queue, self.clock, chance, self.journal)
        limits = Limits(self.clock, self.rates) if self.limits else None
        self.api = BotApi(
            self.token,
            self.world,
            self.queue,
            self.courier,
            self.journal,
            self.faults,
            self.clock,
            limits,
        )
        self.courier.execute = self.api.execute
        self._runner: web.AppRunner | None = None
        for name, role in self.people:
            self.settle(name, role, "ja")

    def _found_world(self, chance: Chance) -> World:
        bot_id = int(self.token.partition(":")[0])
        bot = Person(bot_id, self.bot_name, "bot", username=self.bot_username, language_code=None)
        world = World(
            clock=self.clock,
            chance=chance,
            bot=bot,
            tell=self.events.tell,
            offer=self._offer,
            reads_all_group_messages=self.reads_all_group_messages,
            private_reactions=self.private_reactions,
        )
        world.add_group(self.group_title, is_forum=self.is_forum, basic=self.basic_group)
        return world

    async def __aenter__(self) -> "Simulator":
        """Start to listen."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_routes(
            [*self.api.routes(), *Door(self).routes(), *page_routes(), *self.beside]
        )
        # handlers end when their client goes, as a poll does on the real server
        self._runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End everything under way and stop."""
        self.events.close()
        self.queue.release()
        self.faults.release()
        await self.courier.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.journal.close()

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def group(self) -> Chat:
        """The main group, as it is now."""
        return self.world.group

    @property
    def group_id(self) -> int:
        """The main group's id, as it is now."""
        return self.world.group.id

    @property
    def topics(self) -> list[Topic]:
        """The main group's topics that exist, oldest first."""
        return [topic for topic in self.world.group.topics.values() if not topic.deleted]

    def add_group(self, title: str) -> Chat:
        """Found another forum group with the bot as an administrator; `Staff.at` lets staff in."""
        return self.world.add_group(title, is_forum=True)

    def visitor(self, name: str, **more: object) -> Visitor:
        """Let a visitor in; `more` are fields of Person, such as username or is_premium."""
        return Visitor(self.world, self._add(name, "visitor", more), self._do)

    def staff(self, name: str, *, anonymous: bool = False, **more: object) -> Staff:
        """Let a member of staff in, who is an administrator of the group."""
        person = self._add(name, "staff", {**more, "is_anonymous": anonymous})
        return Staff(self.world, person, self._do)

    def find(self, name: str) -> Visitor | Staff:
        """Find somebody who is there already, by first name; KeyError when nobody is called so."""
        for person in self.world.people.values():
            if person.first_name == name:
                kind = Staff if person.role == "staff" else Visitor
                return kind(self.world, person, self._do)
        raise KeyError(name)

    def settle(self, name: str, role: str, language_code: str | None) -> Person:
        """Let somebody in, for the page."""
        return self._add(name, role, {"language_code": language_code})

    def calls(self, method: str | None = None) -> list[Entry]:
        """List the bot's calls, of one method if given, refused ones included."""
        return self.journal.of_kind("call", method)

    def fail(self, method: str = ".*", effect: str = "status", **more: object) -> Fault:
        """Put a fault in force: see bot/simulator/faults.py for the effects."""
        fault = Fault(effect, method, **more)  # type: ignore[arg-type]  # Fault checks its own
        self.add_fault(fault)
        return fault

    def add_fault(self, fault: Fault) -> None:
        """Put a fault in force; one about update ids acts at once."""
        if fault.effect == "begin_ids_at":
            self.queue.begin_ids_at(fault.update_id)
        else:
            self.faults.add(fault)

    def clear_faults(self) -> None:
        """Take all faults away; what hangs goes on."""
        self.faults.clear()

    def advance(self, seconds: float) -> None:
        """Let time pass on a fake clock."""
        if not isinstance(self.clock, FakeClock):
            raise TypeError("only a fake clock can be moved: Simulator(clock=FakeClock())")
        self.clock.advance(seconds)
        self.events.wake()

    async def until(
        self,
        predicate: Callable[[], T],
        timeout: float = 5,  # noqa: ASYNC109  tests read best this way
    ) -> T:
        """Wait until `predicate` is true; it is asked again after each change, not on a timer."""
        return await self.events.until(predicate, timeout)

    def note_act(self, person: Person, name: str, wishes: Json, outcome: object) -> None:
        """Write an act down."""
        self.journal.write("act", name, {"as": person.id, **wishes}, outcome)

    def _add(self, name: str, role: str, more: Json) -> Person:
        number = self.world.person_numbers.take()
        named = {"last_name": f"Surname{number}", "username": f"person_{number}", **more}
        return self.world.add_person(Person(number, name, role, **named))

    def _do(self, person: Person, name: str, wishes: Json) -> object:
        outcome = perform(self.world, person, name, wishes)
        self.note_act(person, name, wishes, outcome)
        return outcome

    def _offer(self, kind: str, payload: Json, source: str) -> None:
        if not self.queue.wants(kind):
            return
        double = self.faults.duplicate(kind) if self.faults.rules else None
        again = double is not None and not double.new_id
        pending = self.queue.offer(kind, payload, source, again=again)
        self._note_update("offered", kind, pending.update_id)
        self.courier.take(pending)
        if double is not None and double.new_id:
            second = self.queue.offer(kind, _renamed(kind, payload), source)
            self._note_update("offered", kind, second.update_id)
            self.courier.take(second)

    def _note_update(self, what: str, kind: str, update_id: int) -> None:
        self.journal.write(what, kind, {"update_id": update_id}, None)


def _renamed(kind: str, payload: Json) -> Json:
    """Give a second tap an id of its own, as it would have."""
    if kind != "callback_query":
        return payload
    return {**payload, "id": payload["id"] + "2"}

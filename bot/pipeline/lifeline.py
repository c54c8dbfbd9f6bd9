"""Between the channel and the inbox: danger is seen and answered before anything is stored.

The panel goes straight through the channel, from memory: neither the store nor a limit nor staff
stand in its way. What is sent here is no row of the outbox, so a crash may lose it; then, and
wherever the channel does not take it in time, the turn sends it once more (SAFETY.md S2, C5).
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import structlog

from bot.conversation import crisis
from bot.conversation.content import CRISIS, Content
from bot.conversation.scene import Reach, Setting
from bot.conversation.state import Conversation
from bot.i18n import by_script, preselect
from bot.model.danger import Danger, Level
from bot.model.delivery import Channel, Delivered, Parcel, Refused, SendText, TryLater
from bot.model.effects import Say
from bot.model.ids import ChatId, Language
from bot.model.inputs import Arrival, Edited, FromVisitor, Pressed, Said, Showed
from bot.pipeline.play import World, attended
from bot.pipeline.recent import Recent
from bot.pipeline.witness import Witness
from bot.safety import Judge, judge_by, speaker

log = structlog.get_logger()

PATIENCE = 1.5  # seconds for which an arrival waits for its answer
PAUSES = (0.0, 0.5, 2.0)  # before each try; all of them fit into ten seconds
TRY_SECONDS = 2.5
LOOK_SECONDS = 0.3  # the store may not answer at all
AGAIN_SECONDS = 3.0  # a panel is the answer to what follows so soon: Telegram takes one a second
MOST = 4096  # arrivals and visitors that are remembered

Accept = Callable[[Sequence[Arrival], str, int | None], Awaitable[None]]
Look = Callable[[ChatId], Awaitable[Conversation | None]]
Written = Said | Showed | Edited
K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class _Seen:
    """What is found in an arrival, and how far its answer has come."""

    texts: Sequence[str] = ()
    """Let go once they are judged."""
    danger: Danger | None = None
    is_press: bool = False
    """It asked for a panel, and there is nothing to judge."""
    is_begun: bool = False
    is_judged: asyncio.Event = field(default_factory=asyncio.Event)
    is_answered: bool = False
    task: asyncio.Task[None] | None = None

    @property
    def is_alarming(self) -> bool:
        return self.danger is not None and self.danger.level > Level.SOFT


class Lifeline:
    """Sees danger, and answers it from memory."""

    def __init__(
        self, accept: Accept, channel: Channel, world: World, look: Look, witness: Witness
    ) -> None:
        """Wire it to what stores arrivals; `look` finds where a visitor stands, if it can."""
        self._accept = accept
        self._channel = channel
        self._world = world
        self._look = look
        self._witness = witness
        self.reach = Reach.TOLD
        """What a panel may say of staff to whoever is in danger."""
        self.judge: Callable[[Content], Judge] = lambda content: judge_by(content.signs)
        self._recent = Recent()
        self._seen = OrderedDict[str, _Seen]()
        self._languages = OrderedDict[ChatId, Language]()
        self._shown = OrderedDict[ChatId, float]()
        self._locks = OrderedDict[ChatId, asyncio.Lock]()
        """One panel at a time for each visitor."""
        self._tasks: asyncio.TaskGroup | None = None

    @property
    def _by_press(self) -> Reach:
        """Say what a panel that was asked for may say of staff."""
        return Reach.BY_PRESS if self.reach is Reach.TOLD else self.reach

    async def run(self) -> None:
        """Answer until cancelled; before that, and after, it is for the turn to answer."""
        async with asyncio.TaskGroup() as self._tasks:
            try:
                await asyncio.Event().wait()
            finally:
                self._tasks = None

    async def accept(
        self, arrivals: Sequence[Arrival], source: str = "", offset: int | None = None
    ) -> None:
        """Answer what is in danger, then hand everything on with what was seen in it."""
        self.see(arrivals)
        seen = [self._seen[each.key] for each in arrivals if each.key in self._seen]
        tasks = [each.task for each in seen if each.task]
        if tasks:
            await asyncio.wait(tasks, timeout=PATIENCE)
        for each in seen:
            await self._judged(each)
        await self._accept([self._marked(each) for each in arrivals], source, offset)

    def see(self, arrivals: Sequence[Arrival]) -> None:
        """Look at arrivals and begin to answer those in danger, each once; waits for nothing."""
        for arrival in arrivals:
            if arrival.key not in self._seen and isinstance(arrival.origin, FromVisitor):
                self._witness.heard(arrival.at, self._world.moment().now)
                try:
                    self._begin(arrival, arrival.origin.chat)
                except Exception as error:  # whatever it holds, it must be stored all the same
                    log.error("an arrival cannot be looked at", error=type(error).__name__)  # noqa: TRY400

    async def is_alarming(self, key: str) -> bool:
        """Say whether an arrival that was seen is answered here, once that is known."""
        seen = self._seen.get(key)
        if seen is None:
            return False
        await self._judged(seen)
        return seen.is_press or seen.is_alarming

    def _begin(self, arrival: Arrival, chat: ChatId) -> None:
        happened = arrival.input
        if isinstance(happened, Pressed):
            variant = self._panel_of(happened.press)
            if variant:
                seen = _Seen(is_press=True)
                seen.is_judged.set()
                self._start(arrival.key, seen, self._show(seen, chat, happened, variant))
        elif isinstance(happened, Written) and crisis.words_of(happened).strip():
            words, ticks = crisis.words_of(happened), self._world.ticks()
            seen = _Seen(self._recent.read(chat, happened.message, words, ticks))
            self._start(arrival.key, seen, self._attend(seen, chat, happened))

    def _start(self, key: str, seen: _Seen, doing: Coroutine[None, None, None]) -> None:
        _remember(self._seen, key, seen)
        if self._tasks is None:
            doing.close()
            return
        seen.task = self._tasks.create_task(doing)

    def _panel_of(self, press: str) -> str:
        """Name the panel that a press asks for; empty where it asks for something else."""
        verb, _, target = press.partition(":")
        place = self._world.content().find(target) if verb == "go" else None
        return place.step if place and place.flow == CRISIS else ""

    async def _attend(self, seen: _Seen, chat: ChatId, happened: Written) -> None:
        texts = seen.texts
        await self._judged(seen)
        if seen.is_alarming:
            await self._show(seen, chat, happened, speaker(texts, seen.danger))

    async def _judged(self, seen: _Seen) -> None:
        """Judge what was seen, once, in a thread that holds up nobody's answer."""
        if seen.is_judged.is_set():
            return
        if seen.is_begun:
            await seen.is_judged.wait()
            return
        seen.is_begun = True
        try:
            judge = self.judge(self._world.content())
            seen.danger = await asyncio.to_thread(judge, seen.texts)
        except Exception as error:  # whatever it is, the words themselves must come through
            log.error("danger cannot be judged", error=type(error).__name__)  # noqa: TRY400
        finally:
            seen.texts = ()
            seen.is_judged.set()

    async def _show(
        self, seen: _Seen, chat: ChatId, happened: Written | Pressed, variant: str
    ) -> None:
        reach = self._by_press if isinstance(happened, Pressed) else self.reach
        seen.is_answered = await self._answer(chat, happened, variant, reach)

    async def _answer(
        self, chat: ChatId, happened: Written | Pressed, variant: str, reach: Reach
    ) -> bool:
        """Send the panel, in up to three tries; False where it is left to the turn."""
        lock = self._locks.get(chat) or asyncio.Lock()
        _remember(self._locks, chat, lock)
        try:
            async with lock:
                if not isinstance(happened, Pressed) and self._was_just_shown(chat):
                    return True
                said = await self._panel(chat, happened, variant, reach)
                return await self._sent(chat, said)
        except Exception as error:  # the turn answers then
            log.error("panel not sent from memory", error=type(error).__name__)  # noqa: TRY400
            return False

    async def _panel(
        self, chat: ChatId, happened: Written | Pressed, variant: str, reach: Reach
    ) -> Say:
        conversation = await self._where(chat, happened)
        moment = attended(self._world.moment(), self._world.desks()[0])
        setting = replace(Setting.of(self._world.content(), moment), reach=reach)
        return crisis.panel(replace(conversation, at_hand=True), variant, setting)

    def _was_just_shown(self, chat: ChatId) -> bool:
        shown = self._shown.get(chat)
        return shown is not None and self._world.ticks() - shown < AGAIN_SECONDS

    async def _sent(self, chat: ChatId, said: Say) -> bool:
        parcel = Parcel(chat, None, SendText(said.text, buttons=said.buttons))
        for pause in PAUSES:
            await asyncio.sleep(pause)
            try:
                async with asyncio.timeout(TRY_SECONDS):
                    outcome = await self._channel.send(parcel)
            except TimeoutError:
                outcome = TryLater(maybe_sent=True)
            if isinstance(outcome, Delivered):
                _remember(self._shown, chat, self._world.ticks())
                return True
            if isinstance(outcome, Refused):
                return False
        return False

    async def _where(self, chat: ChatId, happened: Written | Pressed) -> Conversation:
        """Find where the visitor stands, or at least the language, without waiting for either."""
        known: Conversation | None = None
        if self._tasks is not None:
            looking = self._tasks.create_task(self._known(chat))
            await asyncio.wait([looking], timeout=LOOK_SECONDS)  # a read must not be cut off
            known = looking.result() if looking.done() else None
        found = known or Conversation()
        language = found.language or self._languages.get(chat) or self._guessed(happened)
        if language is None:
            return found
        _remember(self._languages, chat, language)
        return replace(found, language=language)

    async def _known(self, chat: ChatId) -> Conversation | None:
        try:
            return await self._look(chat)
        except Exception as error:  # locked, full or damaged: then memory must do
            log.warning("the panel is made without the store", error=type(error).__name__)
            return None

    def _guessed(self, happened: Written | Pressed) -> Language | None:
        languages = self._world.content().languages()
        hint = "" if isinstance(happened, Edited) else happened.language_hint
        if hint:
            return preselect(hint, languages)
        words = "" if isinstance(happened, Pressed) else crisis.words_of(happened)
        return by_script(words, languages)

    def _marked(self, arrival: Arrival) -> Arrival:
        seen = self._seen.get(arrival.key)
        happened = arrival.input
        if seen is None or not isinstance(happened, Written | Pressed):
            return arrival
        if isinstance(happened, Pressed):
            marked: Written | Pressed = replace(happened, is_answered=seen.is_answered)
        else:
            marked = replace(happened, danger=seen.danger, is_answered=seen.is_answered)
        return replace(arrival, input=marked)


def _remember(memory: OrderedDict[K, V], key: K, value: V) -> None:
    memory[key] = value
    memory.move_to_end(key)
    while len(memory) > MOST:
        memory.popitem(last=False)

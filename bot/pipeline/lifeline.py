"""Between the channel and the inbox: danger is seen and answered before anything is stored.

The panel goes straight through the channel, from memory: neither the store nor a limit nor staff
stand in its way. What is sent here is no row of the outbox, so a crash may lose it; then, and
wherever the channel does not take it in time, the turn sends it once more (SAFETY.md S2, C5).
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found in an arrival, and the answer that is on its way."""

    danger: Danger | None
    answer: asyncio.Task[bool] | None

    @property
    def is_answered(self) -> bool:
        task = self.answer
        return bool(task and task.done() and not task.cancelled() and task.result())


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
        answers = [each.answer for each in seen if each.answer]
        if answers:
            await asyncio.wait(answers, timeout=PATIENCE)
        await self._accept([self._marked(each) for each in arrivals], source, offset)

    def see(self, arrivals: Sequence[Arrival]) -> None:
        """Look at arrivals and begin to answer those in danger, each once; waits for nothing."""
        for arrival in arrivals:
            if arrival.key not in self._seen and isinstance(arrival.origin, FromVisitor):
                found = self._judged(arrival, arrival.origin.chat)
                if found is not None:
                    _remember(self._seen, arrival.key, found)

    def is_answering(self, key: str) -> bool:
        """Say whether an arrival is being answered, or was."""
        seen = self._seen.get(key)
        return seen is not None and seen.answer is not None

    def _judged(self, arrival: Arrival, chat: ChatId) -> _Seen | None:
        moment = self._world.moment()
        self._witness.heard(arrival.at, moment.now)
        happened, content = arrival.input, self._world.content()
        if isinstance(happened, Pressed):
            place = content.find(happened.press.removeprefix("go:"))
            if place is None or place.flow != CRISIS or not happened.press.startswith("go:"):
                return None
            return _Seen(None, self._answering(chat, happened, place.step, self._by_press))
        if not isinstance(happened, Written) or not crisis.words_of(happened).strip():
            return None
        texts = self._recent.read(
            chat, happened.message, crisis.words_of(happened), self._world.ticks()
        )
        danger = self._danger_in(texts, content)
        if danger is None or danger.level is Level.SOFT:
            return _Seen(danger, None)
        variant = speaker(texts, danger)
        return _Seen(danger, self._answering(chat, happened, variant, self.reach))

    def _danger_in(self, texts: Sequence[str], content: Content) -> Danger | None:
        try:
            return self.judge(content)(texts)
        except Exception as error:  # whatever it is, the words themselves must come through
            log.error("danger cannot be judged", error=type(error).__name__)  # noqa: TRY400
            return None

    def _answering(
        self, chat: ChatId, happened: Written | Pressed, variant: str, reach: Reach
    ) -> asyncio.Task[bool] | None:
        if self._tasks is None:
            return None
        return self._tasks.create_task(self._answer(chat, happened, variant, reach))

    async def _answer(
        self, chat: ChatId, happened: Written | Pressed, variant: str, reach: Reach
    ) -> bool:
        """Send the panel, in up to three tries; False where it is left to the turn."""
        try:
            if not isinstance(happened, Pressed) and self._was_just_shown(chat):
                return True
            conversation = await self._where(chat, happened)
            desk = self._world.desks()[0]
            moment = attended(self._world.moment(), desk)
            setting = replace(Setting.of(self._world.content(), moment), reach=reach)
            near = replace(conversation, at_hand=True)
            return await self._sent(chat, crisis.panel(near, variant, setting))
        except Exception as error:  # the turn answers then
            log.error("panel not sent from memory", error=type(error).__name__)  # noqa: TRY400
            return False

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
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                known = await self._look(chat)
        except Exception:  # locked, full, damaged or slow: then memory must do
            log.warning("the panel is made without the store")
        found = known or Conversation()
        language = found.language or self._languages.get(chat) or self._guessed(happened)
        if language is None:
            return found
        _remember(self._languages, chat, language)
        return replace(found, language=language)

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

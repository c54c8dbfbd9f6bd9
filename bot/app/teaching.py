"""Keeps what is understood, and what is like danger, in step with the content in force.

Until something is learnt, the editors' phrases and signs serve alone; while a new version is
learnt, what the one before it taught still serves. Nothing is written while serving.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

import structlog

from bot.app.judging import judge_of
from bot.app.memory import give_back
from bot.conversation.content import Content
from bot.loader.shelf import SHORT
from bot.model.weighed import Weighed
from bot.safety import Judge, Likeness

log = structlog.get_logger()

FIRST_SECONDS = 3.0  # a start has to answer first; learning takes some seconds of a processor
LOOK_SECONDS = 1.0
Weigh = Callable[[str], Weighed | None]
Learn = Callable[[Content, Path], Weigh]
LearnDanger = Callable[[Content, Path], Sequence[Likeness]]


class Teaching:
    """Holds what the content in force has taught."""

    def __init__(
        self,
        content: Callable[[], Content],
        flows: Path,
        learn: Learn | None = None,
        learn_danger: LearnDanger | None = None,
    ) -> None:
        """Learn nothing yet; `flows`: the folder beside whose phrases lies what they taught."""
        self._content = content
        self._flows = flows
        self._learn = learn or _learn
        self._learn_danger = learn_danger or _learn_danger
        self._weigh: Weigh | None = None
        self._likenesses: Sequence[Likeness] = ()
        self.learnt = asyncio.Event()
        """Set once the first version has been learnt, or could not be."""

    async def weigh(self, text: str) -> Weighed | None:
        """Weigh a text; None until something is learnt, or where that fails."""
        if self._weigh is None:
            return None
        try:
            return await asyncio.to_thread(self._weigh, text)
        except Exception as error:  # the menu and a person are always there
            log.warning("a text cannot be weighed", error=type(error).__name__)
            return None

    def judge(self, content: Content) -> Judge:
        """Give the judge of danger that a content wants, with what has been learnt so far."""
        return judge_of(content, self._likenesses)

    async def run(self) -> None:
        """Learn from each version that comes into force, until cancelled."""
        version = ""
        await asyncio.sleep(FIRST_SECONDS)
        while True:
            content = self._content()
            if content.version != version:
                await self._take_up(content)
                version = content.version
                self.learnt.set()
                log.info("typed texts are understood", version=version[:SHORT])
            await asyncio.sleep(LOOK_SECONDS)

    async def _take_up(self, content: Content) -> None:
        """Learn in a thread that holds up no stop: it may take a minute on a small machine."""
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def learn() -> None:
            try:
                self._likenesses = self._learn_danger(content, self._flows)
            except Exception as error:  # the signs judge alone then
                log.warning("no danger could be learnt", error=type(error).__name__)
            try:
                self._weigh = self._learn(content, self._flows)
            except Exception as error:  # an answer less is better than no bot
                log.warning("nothing could be learnt", error=type(error).__name__)
            give_back()
            with suppress(RuntimeError):  # it was stopped meanwhile
                loop.call_soon_threadsafe(done.set)

        Thread(target=learn, name="learning", daemon=True).start()
        await done.wait()


def _learn(content: Content, flows: Path) -> Weigh:
    from bot.app.encoders import encoders  # numpy and the weights take a second to load
    from bot.app.understanding import understanding

    return understanding(content, flows, encoders(), serving=True).weigh


def _learn_danger(content: Content, flows: Path) -> Sequence[Likeness]:
    from bot.app.encoders import quick_encoders
    from bot.app.examples import likenesses

    return likenesses(content, flows, quick_encoders(), serving=True)

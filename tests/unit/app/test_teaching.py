"""Learning beside everything else."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Never

import pytest

from bot.app import teaching as teaching_module
from bot.app.teaching import Teaching, Weigh
from bot.conversation.content import Content
from bot.model.danger import Danger, Level, Type
from bot.model.weighed import Weighed
from tests.unit.conversation.small import small

FLOWS = Path("flows")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn without letting a start go first."""
    monkeypatch.setattr(teaching_module, "FIRST_SECONDS", 0.0)


def _by_version(content: Content, _: Path) -> Weigh:
    return lambda _: Weighed({content.version: 1.0}, 0.5, is_short=False)


async def _ran(teaching: Teaching, until: asyncio.Event | None = None) -> None:
    """Let it learn, and stop it."""
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(teaching.run())
        await (until or teaching.learnt).wait()
        running.cancel()


async def test_nothing_is_made_of_a_text_before_something_is_learnt() -> None:
    assert await Teaching(small, FLOWS, _by_version).weigh("お金") is None


async def test_what_the_content_in_force_taught_weighs_a_text() -> None:
    content = replace(small(), version="v1")
    teaching = Teaching(lambda: content, FLOWS, _by_version)

    await _ran(teaching)

    assert await teaching.weigh("お金") == Weighed({"v1": 1.0}, 0.5, is_short=False)


async def test_a_new_version_is_learnt_when_it_comes_into_force() -> None:
    seen, again = list[str](), asyncio.Event()
    loop = asyncio.get_running_loop()

    def learn(content: Content, flows: Path) -> Weigh:
        seen.append(content.version)
        if len(seen) > 1:
            loop.call_soon_threadsafe(again.set)
        return _by_version(content, flows)

    teaching = Teaching(lambda: replace(small(), version=f"v{len(seen)}"), FLOWS, learn)
    await _ran(teaching, until=again)

    assert seen == ["v0", "v1"]


async def test_what_cannot_be_learnt_keeps_nobody_from_serving() -> None:
    def fail(_: Content, __: Path) -> Never:
        raise ValueError

    teaching = Teaching(small, FLOWS, fail)

    await _ran(teaching)

    assert await teaching.weigh("お金") is None


async def test_a_text_that_cannot_be_weighed_is_as_good_as_unknown() -> None:
    def fail(_: str) -> Never:
        raise ValueError

    teaching = Teaching(small, FLOWS, lambda _, __: fail)

    await _ran(teaching)

    assert await teaching.weigh("お金") is None


async def test_what_is_like_danger_is_judged_so_once_it_is_learnt() -> None:
    seen = Danger(Level.AMBER, Type.SUICIDE)
    content = small()
    teaching = Teaching(small, FLOWS, _by_version, lambda _, __: (lambda _: seen,))

    assert teaching.judge(content)(["いつもの夜"]) is None
    await _ran(teaching)

    assert teaching.judge(content)(["いつもの夜"]) == seen


async def test_danger_that_cannot_be_learnt_keeps_no_answer_back() -> None:
    def fail(_: Content, __: Path) -> Never:
        raise ValueError

    teaching = Teaching(small, FLOWS, _by_version, fail)

    await _ran(teaching)

    assert await teaching.weigh("お金") is not None

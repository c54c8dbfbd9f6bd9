"""The judgement itself: it must see each kind of harm, or its silence means nothing."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.words import MAYBE_REPEATED
from bot.simulator import Simulator
from tests.acceptance.crowd import STEPS_TO_A_CASE, Crowd
from tests.acceptance.process import COMMAND, Program, cleared_away
from tests.acceptance.record import Arrival, Kind, Place, Word, judge, read_arrivals

PINE, TOPIC = Place("松00", is_topic=False), Place("松00", is_topic=True)
OTHER, OTHER_TOPIC = Place("松01", is_topic=False), Place("松01", is_topic=True)
SAID = [Word("松00", Kind.SAID, number) for number in range(3)]
REPLY = Word("松00", Kind.REPLY, 1)
NOTE = Word("松00", Kind.NOTE, 1)
WRITTEN = [*SAID, REPLY, NOTE]
KILLS = [10, 40]
"""The second kill fell after 39, so that what stands at 41 is the next program's."""

FORGETS_WHAT_IT_WAS_SENDING = """
from bot.store import custody
custody.recover = lambda tx: 0
from bot.cli import main
main()
"""


def arrived(at: int, word: Word, place: Place = TOPIC, note: str = "") -> Arrival:
    return Arrival(at, word, place, f"松00 {word.number + 1}\n{word}{note}")


def as_it_should_be() -> list[Arrival]:
    said = [arrived(20 + index, word) for index, word in enumerate(SAID)]
    return [*said, arrived(25, REPLY, PINE)]


def copy(at: int, word: Word = SAID[2]) -> Arrival:
    return arrived(at, word, note=f"\n（{MAYBE_REPEATED}）")


def test_nothing_is_held_against_a_clean_record() -> None:
    verdict = judge(WRITTEN, as_it_should_be(), KILLS)

    assert verdict.faults == ()
    assert verdict.copies == 0


def test_a_copy_right_after_a_kill_is_counted_and_no_fault() -> None:
    verdict = judge(WRITTEN, [*as_it_should_be(), copy(41)], KILLS)

    assert verdict.faults == ()
    assert verdict.copies == 1


@pytest.mark.parametrize("gone", range(4))
def test_a_word_that_never_arrived_is_lost(gone: int) -> None:
    record = as_it_should_be()
    word = record.pop(gone).word

    assert judge(WRITTEN, record, KILLS).lost == (f"lost: {word}",)


@pytest.mark.parametrize(
    "astray",
    [
        arrived(30, SAID[1], OTHER_TOPIC),
        arrived(30, SAID[1], OTHER),
        arrived(30, SAID[1], PINE),
        arrived(30, SAID[1], Place("", is_topic=True)),
        arrived(30, REPLY, OTHER),
        arrived(30, REPLY, TOPIC),
        arrived(30, NOTE, PINE),
        arrived(30, NOTE, TOPIC),
        arrived(30, Word("松00", Kind.SAID, 7)),
    ],
)
def test_a_word_in_a_wrong_place_is_seen_even_if_it_is_in_the_right_one_too(
    astray: Arrival,
) -> None:
    assert len(judge(WRITTEN, [*as_it_should_be(), astray], KILLS).wrong) == 1


def test_a_word_that_is_only_in_a_wrong_place_is_lost_as_well() -> None:
    record = as_it_should_be()
    record[1] = replace(record[1], place=OTHER_TOPIC)

    verdict = judge(WRITTEN, record, KILLS)

    assert len(verdict.wrong) == 1
    assert verdict.lost == (f"lost: {SAID[1]}",)


def test_words_that_changed_places_are_out_of_order() -> None:
    record = [arrived(20, SAID[1]), arrived(21, SAID[0]), *as_it_should_be()[2:]]

    assert judge(WRITTEN, record, KILLS).reordered == (f"out of order: {SAID[0]} after 01",)


@pytest.mark.parametrize(
    "twice",
    [
        pytest.param([copy(30)], id="no kill between"),
        pytest.param([copy(41, SAID[1])], id="a later word shows that it was recorded"),
        pytest.param([copy(41), copy(42)], id="two copies for one kill"),
    ],
)
def test_a_copy_that_no_kill_explains_is_a_fault(twice: list[Arrival]) -> None:
    assert len(judge(WRITTEN, [*as_it_should_be(), *twice], KILLS).unexplained) == 1


def bundle() -> list[Arrival]:
    """Let the first two words stand in one message, each with its header and time."""
    text = "".join(f"松00 {word.number + 1}（10:0{word.number}）\n{word}\n\n" for word in SAID[:2])
    return [Arrival(35, word, TOPIC, text) for word in SAID[:2]]


def test_words_of_one_message_may_come_again_one_by_one() -> None:
    record = [*bundle(), copy(41, SAID[0]), copy(42, SAID[1]), arrived(43, SAID[2])]

    verdict = judge(SAID, record, KILLS)

    assert verdict.faults == ()
    assert verdict.copies == 2


def test_words_of_one_message_may_not_come_again_behind_a_later_one() -> None:
    record = [*bundle(), arrived(39, SAID[2]), copy(41, SAID[0])]

    assert len(judge(SAID, record, KILLS).unexplained) == 1


def test_a_copy_without_its_mark_or_under_another_number_is_a_fault() -> None:
    unmarked = arrived(41, SAID[2])
    renumbered = replace(copy(41), text=f"松00 9\n{SAID[2]}（{MAYBE_REPEATED}）")

    for each in (unmarked, renumbered):
        assert len(judge(WRITTEN, [*as_it_should_be(), each], KILLS).unmarked) == 1


@pytest.mark.parametrize(
    ("command", "lost"),
    [
        pytest.param(COMMAND, 0, id="the program"),
        pytest.param((sys.executable, "-c", FORGETS_WHAT_IT_WAS_SENDING, "run"), 3, id="broken"),
    ],
)
async def test_a_program_that_forgets_what_it_was_sending_is_found_out(
    tmp_path: Path, command: tuple[str, ...], lost: int
) -> None:
    async with (
        Simulator() as simulator,
        cleared_away(Program(simulator, tmp_path)) as program,
        asyncio.TaskGroup() as tasks,
    ):
        crowd = Crowd.of(simulator, 1)
        living = tasks.create_task(crowd.live())
        simulator.fail("sendMessage", "hang", text=str(SAID[0]))
        await program.start()
        crowd.let_through(STEPS_TO_A_CASE + 1)
        await simulator.until(lambda: simulator.journal.of_kind("fault"), timeout=10)

        program.kill()
        program.command = command
        crowd.let_through(2)
        await simulator.until(lambda: len(crowd.written) == 3)
        await program.start()
        await simulator.until(lambda: not len(simulator.queue))
        await simulator.until(lambda: len(_found_lost(crowd)) <= lost, timeout=20)
        assert await program.terminate() == 0
        living.cancel()

        assert len(_found_lost(crowd)) == lost, program.said


def _found_lost(crowd: Crowd) -> tuple[str, ...]:
    return judge(crowd.written, read_arrivals(crowd.simulator, crowd.accounts), []).lost

"""What was read of a content."""

from bot.conversation.script.coverage import coverage
from bot.conversation.state import Place
from bot.model.ids import FlowId, Language, StepId
from tests.unit.conversation.script.written import played
from tests.unit.conversation.small import small

JA, EN = Language("ja"), Language("en")
SAID = Place(FlowId("anonymity"), StepId("say"))
DETAILS = Place(FlowId("anonymity"), StepId("details"))


def test_a_step_that_was_said_is_read_in_that_language_alone() -> None:
    read = coverage(small(), played("- opens: anonymity\n").visited)

    assert SAID not in read.unread[JA]
    assert SAID in read.unread[EN]
    assert read.unread_in(SAID) == (EN,)


def test_a_step_nobody_came_by_is_unread_in_every_language() -> None:
    read = coverage(small(), played("- opens: anonymity\n", "languages: all\n").visited)

    assert read.unread_in(DETAILS) == (JA, EN)


def test_steps_read_are_counted_by_language() -> None:
    visited = played("- opens:\n").visited

    read = coverage(small(), visited)

    assert read.read_in(JA) == len(visited) == 3
    assert read.read_in(EN) == 0


def test_a_notice_that_was_said_is_read() -> None:
    read = coverage(small(), played("- command: stop\n").visited)

    assert Place(FlowId("case"), StepId("ended")) not in read.unread[JA]


def test_a_jump_is_read_where_it_is_passed() -> None:
    read = coverage(small(), played("- opens:\n").visited)

    assert Place(FlowId("start"), StepId("go")) not in read.unread[JA]

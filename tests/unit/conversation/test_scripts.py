"""The conversations of `tests/scripts/`, each played against the real flows."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.conversation.content import Content
from bot.conversation.engine import advance
from bot.conversation.state import Conversation
from bot.conversation.steps import KINDS
from bot.loader import load
from bot.model.effects import (
    Agree,
    Button,
    LeaveCase,
    OpenCase,
    PassOn,
    PassReaction,
    Rate,
    Say,
    Toast,
)
from bot.model.ids import MessageId
from bot.model.inputs import (
    CaseEnded,
    CaseRequested,
    CaseResumed,
    Commanded,
    Edited,
    MediaKind,
    Moment,
    Notified,
    Pressed,
    Reacted,
    Said,
    Showed,
    Started,
    VisitorInput,
)

ROOT = Path(__file__).parents[3]
SCRIPTS = sorted((ROOT / "tests" / "scripts").glob("*.yaml"))
OURS = MessageId(1)
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

TOLD = {
    "agreed": Agree(True),
    "refused": Agree(False),
    "helped": Rate(True),
    "not helped": Rate(False),
}
BESIDE = {"values", "caption"}
"""What stands beside another line and belongs to it."""

Line = Mapping[str, object]


@lru_cache(maxsize=1)
def content() -> Content:
    """Load the flows that are shipped."""
    return load(ROOT / "flows", ROOT / "locales").content


class Player:
    """Plays one script, line by line."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.visitor = Conversation()
        self.message = OURS
        self.unread: list[Say] = []
        self.seen: list[Button] = []
        self.effects: tuple[object, ...] = ()

    def play(self, line: Line) -> None:
        """Do what a line says, or look whether it came true."""
        for key, value in line.items():
            if key == "case":
                self.case(value)
            elif key not in BESIDE:
                LINES[key](self, value if isinstance(value, str) else "", line)

    def does(self, happened: VisitorInput) -> None:
        """Give the engine one input; the same chance each time keeps scripts readable."""
        self.visitor, self.effects = advance(self.visitor, happened, content(), Moment(NOW, 0))
        self.unread = [effect for effect in self.effects if isinstance(effect, Say)]
        for said in self.unread:
            self.seen.extend(said.buttons)

    def presses(self, label: str) -> None:
        """Press the newest button of a label."""
        found = [button for button in self.seen if button.label == label]
        assert found, f"no button “{label}” among {[button.label for button in self.seen]}"
        self.does(Pressed(OURS, found[-1].press, language_hint=self.language))

    def writes(self, text: str) -> None:
        """Write a text in a message of its own."""
        self.message = MessageId(self.message + 1)
        self.does(Said(self.message, text))

    def shows(self, kind: str, line: Line) -> None:
        """Send something else, perhaps with words."""
        self.message = MessageId(self.message + 1)
        caption = line.get("caption", "")
        assert isinstance(caption, str)
        self.does(Showed(self.message, MediaKind(kind), caption))

    def desk(self, notice: str, line: Line) -> None:
        """Let the desk tell something, close or resume."""
        if notice == "closes":
            self.does(CaseEnded())
        elif notice == "resumes":
            self.does(CaseResumed())
        else:
            values = line.get("values", {})
            assert isinstance(values, dict)
            self.does(Notified(notice, {name: moment(value) for name, value in values.items()}))

    def bot(self, piece: str, line: Line) -> None:
        """Read the next message; without `buttons` its buttons are left alone."""
        assert self.unread, f"nothing was said instead of “{piece}”"
        said = self.unread.pop(0)
        assert piece in said.text
        if "buttons" in line:
            assert [button.label for button in said.buttons] == line["buttons"]

    def staff_read(self, what: str) -> None:
        """Look whether something reached the desk."""
        passed = [effect.written for effect in self.effects if isinstance(effect, PassOn)]
        assert [named(written) for written in passed] == [what]

    def case(self, expected: object) -> None:
        """Look whether a case was opened as told, or left."""
        if expected == "left":
            assert LeaveCase() in self.effects
            return
        opened = [effect.request for effect in self.effects if isinstance(effect, OpenCase)]
        assert [told(request) for request in opened] == [expected]

    def staff_see(self, emoji: str) -> None:
        """Look whether a reaction reached the desk."""
        passed = [effect.emoji for effect in self.effects if isinstance(effect, PassReaction)]
        assert passed == [emoji]

    def desk_told(self, what: str) -> None:
        """Look whether the desk was told of an answer."""
        told_of = [effect for effect in self.effects if isinstance(effect, Agree | Rate)]
        assert told_of == [TOLD[what]]

    def passing(self, piece: str) -> None:
        """Look whether a passing line was shown."""
        shown = [effect.text for effect in self.effects if isinstance(effect, Toast)]
        assert len(shown) == 1
        assert piece in shown[0]


def moment(value: str) -> str | datetime:
    """Read a value of a notice: a time, or a text."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value


def named(written: Said | Showed | Edited) -> str:
    """Name what was written as a script does."""
    return str(written.kind) if isinstance(written, Showed) else written.text


def told(request: CaseRequested) -> dict[str, object]:
    """Write a request as a script does."""
    answers = [list(answer) for answer in request.answers]
    written: dict[str, object] = {
        "nickname": request.nickname,
        "answers": answers,
        "path": list(request.path),
    }
    earlier = [named(each) for each in request.earlier]
    return {**written, "earlier": earlier} if earlier else written


def silent(player: Player) -> None:
    """Look whether nothing was said."""
    assert not player.unread


LINES: Mapping[str, Callable[[Player, str, Line], None]] = {
    "opens": lambda player, value, _: player.does(Started(value, player.language)),
    "presses": lambda player, value, _: player.presses(value),
    "old button": lambda player, value, _: player.does(Pressed(OURS, value)),
    "writes": lambda player, value, _: player.writes(value),
    "edits": lambda player, value, _: player.does(Edited(player.message, value)),
    "shows": lambda player, value, line: player.shows(value, line),
    "reacts": lambda player, value, _: player.does(Reacted(OURS, value)),
    "command": lambda player, value, _: player.does(Commanded(value)),
    "desk": lambda player, value, line: player.desk(value, line),
    "bot": lambda player, value, line: player.bot(value, line),
    "buttons": lambda _player, _value, line: None if "bot" in line else pytest.fail("no bot"),
    "silent": lambda player, _value, _: silent(player),
    "passing": lambda player, value, _: player.passing(value),
    "staff see": lambda player, value, _: player.staff_see(value),
    "desk told": lambda player, value, _: player.desk_told(value),
    "staff read": lambda player, value, _: player.staff_read(value),
}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path) -> None:
    script = YAML(typ="base", pure=True).load(path)
    player = Player(script.get("language", ""))

    for line in script["talk"]:
        player.play(line)


def test_every_kind_of_step_has_a_script() -> None:
    assert set(KINDS) <= {path.stem for path in SCRIPTS}

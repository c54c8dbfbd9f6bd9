"""Plays a script of the staff's side: what was given, what happened, what is then to be done.

    - it: gives a waiting case to whoever claims it
      given: {stage: waiting}
      happened: さくら types /claim
      expect:
        - PostToTopic: 担当になりました
        - Notify: claimed
      then: {stage: held, holder: さくら}

`given`: the case's stage and holder, `unreachable`, what a message answers (`answering`), the
`time` (`night`), or `case: none`. `happened`: who, then `types`, `presses`, `writes` or `sends`.
`expect` lists every effect in order, each by its name and a part of its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from ruamel.yaml import YAML

from bot.desk.engine import advance
from bot.desk.scene import Aim, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import DeskEffect
from bot.model.ids import MessageId
from bot.model.inputs import (
    MediaKind,
    Staff,
    StaffCommanded,
    StaffInput,
    StaffPressed,
    StaffShowed,
    StaffWrote,
)
from tests.unit.desk.given import (
    AT_NIGHT,
    IN_HOURS,
    KAEDE,
    OURS,
    SAKURA,
    THEIRS,
    a_case,
    a_scene,
    closed,
    held,
)

SCRIPTS = Path(__file__).parent / "scripts"
STAFF: Mapping[str, Staff | None] = {"さくら": SAKURA, "かえで": KAEDE, "somebody": None}


@dataclass(frozen=True)
class Script:
    """One case of a script file."""

    file: str
    it: str
    happened: str
    expect: Sequence[Mapping[str, str | None]]
    given: Mapping[str, str | bool] = field(default_factory=dict)
    then: Mapping[str, str | bool | None] = field(default_factory=dict)


def scripts() -> list[Script]:
    """Read every case of every file."""
    yaml = YAML(typ="safe")
    files = sorted(SCRIPTS.glob("*.yaml"))
    return [Script(file.stem, **case) for file in files for case in yaml.load(file)]


def play(script: Script) -> None:
    """Play one case and compare what came of it."""
    case, effects = advance(_case(script.given), _happened(script.happened), _scene(script.given))
    assert [_name(effect) for effect in effects] == [_only(wanted)[0] for wanted in script.expect]
    for effect, wanted in zip(effects, script.expect, strict=True):
        part = _only(wanted)[1]
        assert not part or part in _words(effect)
    for name, value in script.then.items():
        assert _shown(case, name) == value, name


def _case(given: Mapping[str, str | bool]) -> Case | None:
    if given.get("case") == "none":
        return None
    stage = Stage(str(given.get("stage", "waiting")))
    silent = {"unreachable_since": IN_HOURS} if given.get("unreachable") else {}
    if stage is Stage.CLOSED:
        return closed(**silent)
    holder = STAFF[str(given.get("holder", "さくら"))]
    return held(holder or SAKURA, **silent) if stage is Stage.HELD else a_case(**silent)


def _scene(given: Mapping[str, str | bool]) -> Scene:
    aim = Aim(str(given.get("answering", "nothing")))
    return a_scene(AT_NIGHT if given.get("time") == "night" else IN_HOURS, aim=aim)


def _happened(line: str) -> StaffInput:
    who, verb, rest = line.split(" ", 2)
    staff = STAFF[who]
    if verb == "presses":
        return StaffPressed(staff, rest if ":" in rest else f"{rest}:12", "query")
    if verb == "sends":
        return StaffShowed(staff, OURS, MediaKind(rest), reply_to=THEIRS)
    if verb == "writes":
        return StaffWrote(staff, OURS, rest, reply_to=THEIRS)
    name, _, text = rest.removeprefix("/").partition(" ")
    return StaffCommanded(staff, OURS, name, text, reply_to=MessageId(THEIRS))


def _only(wanted: Mapping[str, str | None]) -> tuple[str, str | None]:
    ((name, part),) = wanted.items()
    return name, part


def _name(effect: DeskEffect) -> str:
    return type(effect).__name__


def _words(effect: DeskEffect) -> str:
    return " ".join(str(getattr(effect, each.name)) for each in fields(effect))


def _shown(case: Case | None, name: str) -> str | bool | None:
    if case is None:
        return None
    if name == "holder":
        return case.holder.work_name if case.holder else None
    if name == "waits":
        return case.waiting_since is not None
    return str(getattr(case, name))

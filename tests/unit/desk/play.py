"""Plays a script of the staff's side: what was given, what happened, what is then to be done.

    - it: gives a waiting case to whoever claims it
      given: {stage: waiting}
      happened: さくら types /claim
      expect:
        - PostToTopic: 担当になりました
        - Notify: claimed
      then: {stage: held, holder: さくら}

`given`: the case's `stage` and `holder`, `unreachable`, `note`, `closing`, `snoozed`, `draft`,
`held_back` (who wrote it), `aside`, `spent`, `desk`; what a message answers (`answering`), how
long ago a reply was `sent` (`now`, `long`, `days`, `waits`), `others` (may answer), `newcomer`,
the `time` (`night`), or `case: none`. `happened`: who, then `types`, `presses`, `writes`,
or `sends`.
`expect` lists every effect in order, each by its name and a part of its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path

from ruamel.yaml import YAML

from bot.desk.engine import advance, opens_on
from bot.desk.scene import Aim, Fresh, Listing, Scene, Sent
from bot.desk.state import Case, Draft, Reply, Stage
from bot.model.effects import DeskEffect
from bot.model.ids import CaseId, CaseNumber, MessageId
from bot.model.inputs import (
    MediaKind,
    Said,
    Staff,
    StaffCommanded,
    StaffInput,
    StaffPressed,
    StaffShowed,
    StaffWrote,
)
from tests.unit.desk.given import (
    AT_NIGHT,
    CANNED,
    DESK,
    DESKS,
    IN_HOURS,
    KAEDE,
    OURS,
    SAKURA,
    THEIRS,
    UNDER,
    a_case,
    a_scene,
    closed,
    held,
)

SCRIPTS = Path(__file__).parent / "scripts"
STAFF: Mapping[str, Staff | None] = {"さくら": SAKURA, "かえで": KAEDE, "somebody": None}
LATER = IN_HOURS + timedelta(hours=24)
AGO = {"now": timedelta(seconds=5), "long": timedelta(minutes=5), "days": timedelta(days=3)}
Given = Mapping[str, str | bool]


@dataclass(frozen=True)
class Script:
    """One case of a script file."""

    file: str
    it: str
    happened: str
    expect: Sequence[Mapping[str, str | None]]
    given: Given = field(default_factory=dict)
    then: Mapping[str, str | bool | None] = field(default_factory=dict)


def scripts() -> list[Script]:
    """Read every case of every file."""
    yaml = YAML(typ="safe")
    files = sorted(SCRIPTS.glob("*.yaml"))
    return [Script(file.stem, **case) for file in files for case in yaml.load(file)]


def play(script: Script) -> None:
    """Play one case and compare what came of it."""
    before, happened = _case(script.given), _happened(script.happened)
    case, effects = advance(before, happened, _scene(script.given, before, happened))
    assert [_name(effect) for effect in effects] == [_only(wanted)[0] for wanted in script.expect]
    for effect, wanted in zip(effects, script.expect, strict=True):
        part = _only(wanted)[1]
        assert not part or part in _words(effect), _words(effect)
    for name, value in script.then.items():
        assert _shown(case, name) == value, name


def _case(given: Given) -> Case | None:
    if given.get("case") == "none":
        return None
    more = _more(given)
    stage = Stage(str(given.get("stage", "waiting")))
    if stage is Stage.CLOSED:
        return closed(**more)
    holder = STAFF[str(given.get("holder", "さくら"))]
    return held(holder or SAKURA, **more) if stage is Stage.HELD else a_case(**more)


def _more(given: Given) -> dict[str, object]:
    """Read what a case has besides its stage and holder."""
    writer = STAFF.get(str(given.get("held_back"))) or SAKURA
    draft = Draft(1, "meet", SAKURA, "" if given.get("draft") == "empty" else "明日 ここで")
    known: dict[str, dict[str, object]] = {
        "unreachable": {"unreachable_since": IN_HOURS},
        "note": {"note": given.get("note")},
        "closing": {"closing_at": LATER},
        "snoozed": {"snoozed_until": LATER},
        "draft": {"draft": draft},
        "held_back": {"held_back": (Reply(writer, OURS, "代わりに"),)},
        "spent": {"spent": UNDER},
        "desk": {"desk": given.get("desk")},
        "aside": {"aside": True, "kept": (Said(THEIRS, "あの"),)},
    }
    found = [fields_ for name, fields_ in known.items() if given.get(name)]
    return {name: value for each in found for name, value in each.items()}


def _scene(given: Given, case: Case | None, happened: StaffInput) -> Scene:
    moment = AT_NIGHT if given.get("time") == "night" else IN_HOURS
    booth = opens_on(case, happened, moment, DESKS) or DESK.id
    scene = a_scene(
        moment,
        fresh=Fresh(CaseId("new-case"), CaseNumber(13), booth),
        aim=Aim(str(given.get("answering", "nothing"))),
        sent=_sent(str(given.get("sent", ""))),
        newcomer=bool(given.get("newcomer")),
        desks=DESKS,
        canned=lambda: CANNED,
        colleagues=lambda: (SAKURA, KAEDE),
        queue=lambda: Listing((held(), a_case(number=13, nickname="あお")), 1, 1),
        mine=lambda ref: Listing((held(),), held=1) if ref == SAKURA.ref else Listing(),
    )
    if not given.get("others"):
        return scene
    rules = replace(scene.desk.rules, others_may_answer=True)
    return replace(scene, desk=replace(scene.desk, rules=rules))


def _sent(word: str) -> Sent | None:
    if not word:
        return None
    return Sent(None if word == "waits" else IN_HOURS - AGO[word])


def _happened(line: str) -> StaffInput:
    who, verb, rest = line.split(" ", 2)
    staff = STAFF[who]
    if verb == "presses":
        name, _, word = rest.partition(" ")
        press = name if ":" in name else f"{name}:12"
        return StaffPressed(staff, f"{press}:{word}" if word else press, "query", UNDER)
    if verb == "sends":
        return StaffShowed(staff, OURS, MediaKind(rest), reply_to=THEIRS)
    if verb == "fills":
        return StaffWrote(staff, OURS, rest, reply_to=UNDER, quoted="✏️ 定型文：会う日の相談")
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
    if name == "held_back":
        return bool(case.held_back)
    return str(getattr(case, name))

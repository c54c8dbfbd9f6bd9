"""A desk, a case and a scene to begin with; each test says what is different in its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.calendar import Block, YearEnd
from bot.desk.engine import advance
from bot.desk.hours import Hours
from bot.desk.scene import Aim, Canned, Fresh, Outcome, Scene
from bot.desk.state import Case, Desk, Holder, Stage
from bot.model.effects import DeskEffect
from bot.model.ids import CaseId, CaseNumber, DeskId, Language, MessageId, StaffRef
from bot.model.inputs import CaseRequested, DeskInput, Moment, Staff

TOKYO = ZoneInfo("Asia/Tokyo")
IN_HOURS = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
"""A Tuesday morning."""
AT_NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=TOKYO)

OFFICE_DAY = (Block(time(9), time(12)), Block(time(13), time(17)))
WEEKDAYS = (OFFICE_DAY,) * 5 + ((), ())
YEAR_END = YearEnd((12, 29), (1, 3))
SAKURA = Staff(StaffRef("ref-of-sakura"), "さくら")
KAEDE = Staff(StaffRef("ref-of-kaede"), "かえで")
THEIRS = MessageId(41)
"""A message of the visitor's, in the visitor's chat."""
OURS = MessageId(52)
"""A message of staff's, in the topic."""


def hours(exceptions: Mapping[date, tuple[Block, ...]] | None = None) -> Hours:
    """Give office hours with a lunch break."""
    return Hours(WEEKDAYS, year_end=YEAR_END, exceptions=exceptions or {})


UNDER = MessageId(60)
"""The message of ours whose button was pressed, or that was answered."""
DESK = Desk(
    DeskId("ward"),
    "窓口",
    hours(),
    ("さくら", "かえで"),
    ward="文京区",
    outcomes=(("listened", "話を聞いた"), ("referred", "ほかを案内した")),
)
SISTER = replace(DESK, id=DeskId("sister"), name="となりの係")
"""Another desk of the same ward."""
ELSEWHERE = replace(DESK, id=DeskId("elsewhere"), name="台東の窓口", ward="台東区")
DESKS = (DESK, SISTER, ELSEWHERE)
CANNED = (
    Canned("read", "読みました", "読みました。", "読みました。"),
    Canned(
        "meet",
        "会う日の相談",
        "{日}に{所}で。",
        "{日} at {所}.",
        ("日", "所"),
    ),
)


def a_case(**changes: object) -> Case:
    """Give a case that waits, opened just now."""
    case = Case(
        id=CaseId("old-case"),
        number=CaseNumber(12),
        nickname="みどり",
        language=Language("ja"),
        opened_at=IN_HOURS,
        waiting_since=IN_HOURS,
        desk=DESK.id,
    )
    return replace(case, **changes)  # type: ignore[arg-type]  # the tests name its fields


def held(by: Staff = SAKURA, **changes: object) -> Case:
    """Give a case that somebody answers."""
    holder = Holder(by.ref, by.work_name)
    return a_case(stage=Stage.HELD, holder=holder, **{"waiting_since": None, **changes})


def closed(**changes: object) -> Case:
    """Give a case that was closed just now."""
    ended = {"closed_at": IN_HOURS, "waiting_since": None, "topic_open": False}
    return a_case(stage=Stage.CLOSED, **{**ended, **changes})


def a_scene(at: datetime = IN_HOURS, **changes: object) -> Scene:
    """Give what is around an input within hours, for a visitor who has a topic."""
    scene = Scene(
        desk=DESK,
        moment=Moment(at, 0),
        fresh=Fresh(CaseId("new-case"), CaseNumber(13), DESK.id),
        aim=Aim.NOTHING,
        has_topic=True,
        language_name="日本語",
    )
    return replace(scene, **changes)  # type: ignore[arg-type]  # the tests name its fields


def request(nickname: str = "みどり") -> CaseRequested:
    """Give the wish for a case."""
    answers = (("どなたのこと", "自分のこと"),)
    return CaseRequested(nickname, Language("ja"), answers, ("はじめ", "費用"))


def after(case: Case | None, happened: DeskInput, scene: Scene) -> tuple[Case, list[DeskEffect]]:
    """Advance, where a case is sure to come of it."""
    now, effects = advance(case, happened, scene)
    assert now is not None
    return now, list(effects)


def only(kind: type[DeskEffect], outcome: Outcome | tuple[Case, list[DeskEffect]]) -> list[str]:
    """List the first words of every effect of one kind."""
    return [str(getattr(effect, "text", effect)) for effect in outcome[1] if type(effect) is kind]

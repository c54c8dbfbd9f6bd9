"""What happens on the staff's side, whoever it comes from and in whatever order."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.buttons import BUTTONS
from bot.desk.commands import COMMANDS
from bot.desk.engine import advance, opens_on
from bot.desk.scene import Aim, Scene, Sent
from bot.desk.state import Case, Stage
from bot.desk.times import due_at
from bot.model.effects import RelayToVisitor, UpdateCard
from bot.model.ids import CaseNumber
from bot.model.inputs import (
    About,
    DeskInput,
    Edited,
    MediaKind,
    OutgoingArrived,
    OutgoingRefused,
    Said,
    Showed,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffReacted,
    StaffShowed,
    StaffWrote,
    TimeCame,
    TopicClosed,
    TopicLost,
    TopicReopened,
    TurnFailed,
    VisitorAgreed,
    VisitorLeft,
    VisitorRated,
    VisitorReachable,
    VisitorReacted,
    VisitorUnreachable,
    VisitorWrote,
)
from tests.unit.desk.given import (
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
    after,
    request,
)


def test_the_card_shows_at_once_what_the_visitor_is_told() -> None:
    case, effects = after(a_case(), StaffCommanded(SAKURA, OURS, "claim"), a_scene())

    [shown] = [effect for effect in effects if isinstance(effect, UpdateCard)]
    assert case.told == ("claimed",)
    assert "ボットが伝えたこと：担当のあいさつ" in shown.text


# ── whatever happens, in whatever order ──────────────────────────────────────

texts = st.sampled_from(["ありがとう", "つらい", "はい", "となりの係 たのむ", "1h"])
people = st.sampled_from([SAKURA, KAEDE, None])
written = st.one_of(
    st.builds(Said, st.just(THEIRS), texts),
    st.builds(Edited, st.just(THEIRS), texts),
    st.builds(Showed, st.just(THEIRS), st.sampled_from(MediaKind)),
)
commands = st.sampled_from([*COMMANDS, "what"])
presses = st.builds(
    "{}:{}:{}".format,
    st.sampled_from([*COMMANDS, *BUTTONS, "what"]),
    st.integers(1, 3),
    st.sampled_from(["", str(OURS), "read", "meet", "listened", "next"]),
)
inputs: st.SearchStrategy[DeskInput] = st.one_of(
    st.builds(request),
    st.builds(VisitorWrote, written),
    st.just(VisitorLeft()),
    st.just(VisitorUnreachable()),
    st.just(VisitorReachable()),
    st.builds(VisitorReacted, st.just(THEIRS), st.sampled_from(["👍", ""])),
    st.builds(VisitorAgreed, st.booleans()),
    st.builds(VisitorRated, st.booleans()),
    st.builds(StaffWrote, people, st.just(OURS), texts),
    st.builds(
        StaffShowed,
        people,
        st.just(OURS),
        st.sampled_from(MediaKind),
        album=st.sampled_from(["", "a"]),
    ),
    st.builds(StaffEdited, people, st.just(OURS), texts),
    st.builds(StaffReacted, people, st.just(OURS), st.just("👍")),
    st.builds(StaffCommanded, people, st.just(OURS), commands, texts),
    st.builds(StaffPressed, people, presses, message=st.just(UNDER)),
    st.builds(TopicClosed, people),
    st.builds(TopicReopened, people),
    st.builds(OutgoingArrived, st.sampled_from(About), st.just(OURS)),
    st.builds(
        OutgoingRefused,
        st.sampled_from(About),
        st.sampled_from(["blocked", "no_rights", "unsure", "other"]),
        st.just(OURS),
    ),
    st.just(TopicLost()),
    st.just(TimeCame()),
    st.just(TurnFailed()),
)


def _a_scene(hours: int, aim: Aim, has_topic: bool, ago: int | None, crowded: bool) -> Scene:
    return a_scene(
        IN_HOURS + timedelta(hours=hours),
        aim=aim,
        has_topic=has_topic,
        sent=None if ago is None else Sent(IN_HOURS + timedelta(hours=hours - ago)),
        crowded=crowded,
        desks=DESKS,
        canned=lambda: CANNED,
        colleagues=lambda: (SAKURA, KAEDE),
    )


scenes = st.builds(
    _a_scene,
    st.integers(0, 100),
    st.sampled_from(Aim),
    st.booleans(),
    st.sampled_from([None, 0, 1, 60]),
    st.booleans(),
)
SENDING = ("send:", "say:", "send_draft:")


@settings(max_examples=300)
@given(st.lists(st.tuples(inputs, scenes), max_size=25))
def test_a_case_is_sound_whatever_happens(happenings: list[tuple[DeskInput, Scene]]) -> None:
    case: Case | None = None
    for happened, scene in happenings:
        scene = _with_a_number(scene, case)
        expected = opens_on(case, happened, scene.moment.now, DESKS)
        before = case
        case, effects = advance(case, happened, scene)

        opened = case is not None and (before is None or case.number != before.number)
        assert opened == (expected is not None)
        if case is None:
            continue
        assert not opened or case.desk == expected
        _is_sound(case)
        if any(isinstance(effect, RelayToVisitor) for effect in effects):
            assert before is not None
            assert before.stage is not Stage.CLOSED
            assert _is_meant_to_send(happened, scene)


def _is_sound(case: Case) -> None:
    closed = case.stage is Stage.CLOSED
    assert (case.holder is not None) == (case.stage is Stage.HELD)
    assert (case.closed_at is not None) == closed
    assert case.stage is not Stage.WAITING or case.waiting_since is not None
    assert not (case.aside and case.stage is Stage.HELD)
    assert not closed or (case.closing_at, case.held_back, case.kept) == (None, (), ())
    assert due_at(case, DESK) is None or not closed


def _is_meant_to_send(happened: DeskInput, scene: Scene) -> bool:
    """Say whether somebody who can be named replied, or pressed a button that sends."""
    match happened:
        case StaffWrote(staff=staff) | StaffShowed(staff=staff):
            return staff is not None and scene.aim in {Aim.VISITOR, Aim.CARD}
        case StaffCommanded(staff=staff, name="r"):
            return staff is not None
        case StaffPressed(staff=staff, press=press):
            return staff is not None and press.startswith(SENDING)
        case _:
            return False


def _with_a_number(scene: Scene, case: Case | None) -> Scene:
    number = CaseNumber(case.number + 1 if case else 1)
    desk = next((desk for desk in DESKS if case and desk.id == case.desk), DESK)
    return replace(scene, desk=desk, fresh=replace(scene.fresh, number=number))

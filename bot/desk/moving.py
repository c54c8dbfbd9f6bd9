"""How a case goes elsewhere: to another desk, or to another booth of its own desk."""

from dataclasses import replace

from bot.desk import card, stages, words
from bot.desk.scene import Outcome, Scene
from bot.desk.state import Case, Desk, Stage
from bot.model.effects import (
    CloseTopic,
    Notify,
    OpenTopic,
    PostToTopic,
    RenameTopic,
    TakeAlong,
    UpdateCard,
    UpdateQueueLine,
)
from bot.model.ids import DeskId


def to_desk(case: Case, to: Desk, said: tuple[str, str], scene: Scene) -> Outcome:
    """Hand a case on to another desk, with a note; its topic here is closed, one there made.

    `said`: the note, and the work name of who hands it on.
    """
    note, by = said
    former, here = case.desk, card.title(replace(case, stage=Stage.CLOSED))
    left = words.MOVED_AWAY.format(desk=to.name, by=by, note=note)
    line = words.MOVED_LINE.format(number=case.number, name=card.called(case), desk=to.name)
    case = replace(
        case,
        desk=scene.fresh.booth,
        number=scene.fresh.number,
        stage=Stage.WAITING,
        holder=None,
        waiting_since=case.waiting_since or scene.moment.now,
        active_at=scene.moment.now,
        lead_told=False,
        transfer=None,
        held_back=(),
        draft=None,
        topic_open=True,
    )
    case = stages.noted(case, note)
    there = replace(scene, desk=to)
    case, told = stages.with_hours(case, there)
    return case, (
        PostToTopic(left, desk=former),
        UpdateCard(left, (), desk=former),
        UpdateQueueLine(line, desk=former),
        RenameTopic(here, desk=former),
        CloseTopic(desk=former),
        OpenTopic(card.title(case), reuse=True),
        *stages.papers(case, there),
        Notify("moved", {"desk": to.name}),
        *told,
    )


def to_booth(case: Case, booth: DeskId, scene: Scene) -> Outcome:
    """Let a case that never had a topic have one at another booth, with all that waits for it.

    It is the same case at the same desk, so it keeps its number, and the visitor hears nothing.
    """
    former, case = case.desk, replace(case, desk=booth)
    line = words.MOVED_LINE.format(
        number=case.number, name=card.called(case), desk=words.ANOTHER_GROUP
    )
    return case, (
        TakeAlong(former),
        UpdateQueueLine(line, desk=former),
        OpenTopic(card.title(case)),
        *stages.papers(case, scene),
    )

"""One turn: one input handled to its end, in one transaction.

Load the state, let the engines answer, perform what they want, save the state. What one engine
wants of the other is an input for it within the same turn, after the first one's own effects.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.conversation import engine as visitor_side
from bot.desk import engine as staff_side
from bot.desk.alerts.engine import is_about_alert
from bot.desk.times import due_at
from bot.model.effects import Effect, PostToTopic, React
from bot.model.ids import NO_DESK, ConversationId, DeskId
from bot.model.inputs import (
    AlertTimeCame,
    DangerSeen,
    Edited,
    GroupInput,
    Input,
    OutgoingArrived,
    OutgoingRefused,
    Pressed,
    StaffInput,
    StaffPressed,
    TimeCame,
    VisitorInput,
)
from bot.pipeline import alarm, board
from bot.pipeline.perform import perform
from bot.pipeline.play import Play, attended
from bot.pipeline.scenery import desk_of, in_force, language_of, scene_of
from bot.pipeline.stage import Stage
from bot.store import cases, conversations, messages, staff
from bot.store.connect import Tx


@dataclass(frozen=True, slots=True)
class Answer:
    """How the press that was handled is answered, outside the outbox."""

    query: str
    text: str
    alert: bool


def take(tx: Tx, conversation: ConversationId, happened: Input, play: Play) -> Answer | None:
    """Play one turn on the lane of one visitor; raises whatever goes wrong, to be rolled back."""
    turn = _Turn(tx, conversation, play)
    turn.run(happened)
    turn.save(is_due=isinstance(happened, TimeCame))
    return turn.answer(happened)


class _Turn:
    """The state that one turn loads, changes and saves."""

    def __init__(self, tx: Tx, conversation: ConversationId, play: Play) -> None:
        self.tx = tx
        self.id = conversation
        self.play = play
        self.visitor = self.visitor_before = conversations.load(tx, conversation)
        self.case = self.case_before = cases.latest(tx, conversation)
        self.stage = Stage(
            tx=tx,
            conversation=conversation,
            desk=in_force(tx, play.desk(desk_of(self.case))),
            content=play.content,
            moment=play.moment,
            language=language_of(self.visitor.language),
            holder=self._holder(),
        )

    def run(self, happened: Input) -> None:
        waiting: deque[Input] = deque([happened])
        while waiting:
            happened = waiting.popleft()
            for effect in self._advance(happened):
                follow = perform(effect, self._stage_of(effect, happened))
                if follow is not None:
                    waiting.append(follow)

    def save(self, *, is_due: bool) -> None:
        if self.visitor != self.visitor_before:
            conversations.save(self.tx, self.id, self.visitor, self.play.moment.now)
        # a time that came is off the row: it is reckoned anew, also when nothing else changed
        if self.case is not None and (is_due or self.case != self.case_before):
            cases.save(self.tx, self.id, self.case, due_at(self.case, self.stage.desk))
            for desk in self._desks_touched():
                board.refresh(self.tx, desk, self.play.moment.now)

    def answer(self, happened: Input) -> Answer | None:
        if not isinstance(happened, Pressed | StaffPressed):
            return None
        text, alert = self.stage.answer or ("", False)
        return Answer(happened.query, text, alert)

    def _desks_touched(self) -> list[DeskId]:
        """List the case's desk, and the one that handed it on."""
        here = self.stage.desk.id
        former = self.case_before.desk if self.case_before else here
        return [here] if former == here else [here, former]

    def _stage_of(self, effect: Effect, happened: Input) -> Stage:
        """Give the desk where the message lies that an effect names.

        What came of a reply is told on that very message, also when the case is at another desk
        by then, where the number is another message's.
        """
        if not isinstance(happened, OutgoingArrived | OutgoingRefused):
            return self.stage
        named = None
        if isinstance(effect, React):
            named = effect.message
        elif isinstance(effect, PostToTopic):
            named = effect.reply_to
        if named is None or happened.desk in {NO_DESK, self.stage.desk.id}:
            return self.stage
        return replace(self.stage, desk=self.play.desk(happened.desk))

    def _holder(self) -> str:
        return self.id if self.case is None else self.case.id

    def _advance(self, happened: Input) -> Iterable[Effect]:
        done = self._advance_one(happened)
        if self.case is not None and self.case.desk != self.stage.desk.id:
            self.stage.desk = in_force(self.tx, self.play.desk(self.case.desk))
        self.stage.language = language_of(self.visitor.language)
        self.stage.holder = self._holder()
        return done

    def _advance_one(self, happened: Input) -> Iterable[Effect]:
        if isinstance(happened, Edited) and self._is_unchanged(happened):
            return ()
        if isinstance(happened, VisitorInput):
            former = self.play.former(self.visitor.version)
            moment = attended(self.play.moment, self.stage.desk)
            self.visitor, said = visitor_side.advance(
                self.visitor, happened, self.play.content, moment, former
            )
            return said
        if isinstance(happened, GroupInput):
            return ()
        if isinstance(happened, StaffInput):
            happened = self._named(happened)
        if isinstance(happened, DangerSeen | AlertTimeCame) or (
            isinstance(happened, StaffPressed | OutgoingRefused) and is_about_alert(happened)
        ):
            return alarm.take(self.stage, self.case, happened, self.play)
        scene = scene_of(self.case, happened, self.play, self.stage)
        self.case, done = staff_side.advance(self.case, happened, scene)
        return done

    def _is_unchanged(self, edited: Edited) -> bool:
        """Compare with what was noted; a piece of an album without words has no digest."""
        before = messages.digest_of(self.tx, self.id, edited.message)
        if before is None and not edited.text.strip():
            return True  # a place on the move is told as edits without words
        return before == messages.digest(self.tx, edited.text)

    def _named(self, happened: StaffInput) -> StaffInput:
        """Give the member of staff the work name that the desk keeps for them."""
        if happened.staff is None:
            return happened
        desk = self.play.desk(happened.desk or self.stage.desk.id)
        named = staff.of(self.tx, desk.id, happened.staff.ref, desk.work_names)
        return replace(happened, staff=named)

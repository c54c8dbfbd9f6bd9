"""One turn: one input handled to its end, in one transaction.

Load the state, let the engines answer, perform what they want, save the state. What one engine
wants of the other is an input for it within the same turn, after the first one's own effects.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.conversation import engine as visitor_side
from bot.conversation.content import Content
from bot.conversation.interface import OWN_NAME
from bot.conversation.state import Conversation
from bot.desk import card
from bot.desk import engine as staff_side
from bot.desk.scene import Aim, Fresh, Scene
from bot.desk.state import Desk
from bot.i18n import translate
from bot.model.effects import Effect
from bot.model.ids import BASE_LANGUAGE, CaseId, CaseNumber, ConversationId, Language, MessageId
from bot.model.inputs import (
    DeskInput,
    Edited,
    GroupInput,
    Input,
    Moment,
    Pressed,
    StaffCommanded,
    StaffEdited,
    StaffInput,
    StaffPressed,
    StaffShowed,
    StaffWrote,
    VisitorInput,
)
from bot.pipeline import lanes
from bot.pipeline.perform import Stage, perform
from bot.store import cases, conversations, messages, outbox, staff, topics
from bot.store.connect import Tx
from bot.store.topics import Topic


@dataclass(frozen=True, slots=True)
class Play:
    """What a turn is played with: the words, the desk, the moment, a name for a new case."""

    content: Content
    desk: Desk
    moment: Moment
    case: CaseId


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
    turn.save()
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
            tx,
            conversation,
            play.desk,
            play.content,
            play.moment,
            _language(self.visitor),
            self._holder(),
        )

    def run(self, happened: Input) -> None:
        waiting: deque[Input] = deque([happened])
        while waiting:
            for effect in self._advance(waiting.popleft()):
                self.stage.language = _language(self.visitor)
                self.stage.holder = self._holder()
                follow = perform(effect, self.stage)
                if follow is not None:
                    waiting.append(follow)

    def save(self) -> None:
        if self.visitor != self.visitor_before:
            conversations.save(self.tx, self.id, self.visitor, self.play.moment.now)
        if self.case is not None and self.case != self.case_before:
            cases.save(self.tx, self.id, self.play.desk.id, self.case)

    def answer(self, happened: Input) -> Answer | None:
        if not isinstance(happened, Pressed | StaffPressed):
            return None
        text, alert = self.stage.answer or ("", False)
        return Answer(happened.query, text, alert)

    def _holder(self) -> str:
        return self.id if self.case is None else self.case.id

    def _advance(self, happened: Input) -> Iterable[Effect]:
        if isinstance(happened, Edited) and self._is_unchanged(happened):
            return ()
        if isinstance(happened, VisitorInput):
            self.visitor, said = visitor_side.advance(
                self.visitor, happened, self.play.content, self.play.moment
            )
            return said
        if isinstance(happened, GroupInput):
            return ()
        if isinstance(happened, StaffInput):
            happened = self._named(happened)
        self.case, done = staff_side.advance(self.case, happened, self._scene(happened))
        return done

    def _is_unchanged(self, edited: Edited) -> bool:
        before = messages.digest_of(self.tx, self.id, edited.message)
        return before == messages.digest(self.tx, edited.text)

    def _named(self, happened: StaffInput) -> StaffInput:
        """Give the member of staff the work name that the desk keeps for them."""
        if happened.staff is None:
            return happened
        desk = self.play.desk
        named = staff.of(self.tx, desk.id, happened.staff.ref, desk.work_names)
        return replace(happened, staff=named)

    def _scene(self, happened: DeskInput) -> Scene:
        topic = topics.of(self.tx, self.id)
        opens = staff_side.opens_case(self.case, happened, self.play.moment.now)
        number = cases.next_number(self.tx, self.play.desk.id) if opens else CaseNumber(0)
        return Scene(
            desk=self.play.desk,
            moment=self.play.moment,
            fresh=Fresh(self.play.case, number),
            aim=self._aim(happened, topic),
            has_topic=topic is not None and self._has_room(topic),
            language_name=self._language_name(),
            went_out=isinstance(happened, StaffEdited) and self._went_out(happened.message),
        )

    def _has_room(self, topic: Topic) -> bool:
        """Say whether the topic is there, or is being made."""
        lane = lanes.of_topic(self.id)
        return topic.thread is not None or outbox.waits(self.tx, lane, outbox.ROOM)

    def _language_name(self) -> str:
        known = self.play.content.catalogues.get(_language(self.visitor))
        return translate(known, *OWN_NAME)

    def _aim(self, happened: DeskInput, topic: Topic | None) -> Aim:
        if not isinstance(happened, StaffWrote | StaffShowed | StaffCommanded):
            return Aim.NOTHING
        if happened.reply_to is None:
            return Aim.NOTHING
        if topic is not None and topic.card == happened.reply_to:
            return Aim.CARD
        linked = messages.visitor_of(self.tx, self.id, happened.reply_to)
        if linked is None:
            return card.recognised(self.case, happened.quoted) if self.case else Aim.NOTHING
        return Aim.VISITOR if linked.from_visitor else Aim.STAFF

    def _went_out(self, message: MessageId) -> bool:
        linked = messages.visitor_of(self.tx, self.id, message)
        return linked is not None and not linked.from_visitor


def _language(visitor: Conversation) -> Language:
    return visitor.language or BASE_LANGUAGE

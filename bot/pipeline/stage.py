"""Where a turn is played: its transaction, its visitor, and the way into the outbox."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.content import Content
from bot.desk.state import Desk
from bot.model.delivery import Outgoing
from bot.model.ids import ConversationId, DeskId, Lane, Language
from bot.model.inputs import Moment
from bot.store import outbox
from bot.store.connect import Tx


@dataclass(slots=True)
class Stage:
    """Everything that stays at hand while the effects of one turn are performed."""

    tx: Tx
    conversation: ConversationId
    desk: Desk
    """The case's desk; without a case the one that would take it."""
    content: Content
    moment: Moment
    language: Language
    holder: str
    """Whose key seals what is sent: the case's while there is one, else the conversation's."""
    answer: tuple[str, bool] | None = None
    """The passing line for the press being handled, and whether it must be confirmed."""


def put(
    stage: Stage,
    lane: Lane,
    outgoing: Outgoing,
    desk: DeskId | None = None,
    not_before: datetime | None = None,
) -> None:
    """Store an outgoing of the case's, or of the visitor's; `desk` is another than the case's."""
    outbox.put(
        stage.tx,
        lane=lane,
        conversation_id=stage.conversation,
        desk=desk or stage.desk.id,
        holder=stage.holder,
        outgoing=outgoing,
        at=stage.moment.now,
        not_before=not_before,
    )

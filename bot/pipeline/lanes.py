"""The names of lanes: what must stay in order, on the way in and on the way out."""

from bot.model.delivery import Side
from bot.model.ids import AlertNumber, ChatId, ConversationId, DeskId, Lane
from bot.store.outbox import REACTIONS

STATUS = "s:"
"""How the lanes begin that only show a case's state."""
OFFER = "u:"
"""How the lanes begin that only offer to take a reply back."""
CALL = "c:"
"""How the lanes begin that lead out of the channel."""


def of_visitor(conversation: ConversationId) -> Lane:
    """Name the lane of a visitor: inputs of both sides, and what goes to the visitor."""
    return Lane(f"v:{conversation}")


def of_topic(conversation: ConversationId, desk: DeskId) -> Lane:
    """Name the lane of what is said in a visitor's topic on a desk."""
    return Lane(f"t:{conversation}:{desk}")


def of_status(conversation: ConversationId, desk: DeskId) -> Lane:
    """Name the lane of what only shows a case's state: it never holds up a message."""
    return Lane(f"{STATUS}{conversation}:{desk}")


def of_reactions(conversation: ConversationId, desk: DeskId | None = None) -> Lane:
    """Name the lane of reactions in a visitor's topic on a desk, or else in the visitor's chat."""
    return Lane(f"{REACTIONS}{conversation}:{desk}" if desk else f"{REACTIONS}{conversation}")


def of_offer(conversation: ConversationId, desk: DeskId) -> Lane:
    """Name the lane of the offers to take a reply back, which hold up nothing."""
    return Lane(f"{OFFER}{conversation}:{desk}")


def of_queue(desk: DeskId) -> Lane:
    """Name the lane of a desk's queue topic."""
    return Lane(f"q:{desk}")


def of_board(desk: DeskId) -> Lane:
    """Name the lane of the board in the queue topic."""
    return Lane(f"b:{desk}")


def of_aside(desk: DeskId) -> Lane:
    """Name the lane of the topic for those who are not given one of their own yet."""
    return Lane(f"a:{desk}")


def of_alert(conversation: ConversationId, desk: DeskId, side: Side) -> Lane:
    """Name the lane of alerts about a visitor, in the desk's queue topic or in the visitor's."""
    return Lane(f"d:{conversation}:{desk}:{side}")


def of_call(alert: AlertNumber) -> Lane:
    """Name the lane of calls about an alert, by the second channel."""
    return Lane(f"{CALL}{alert}")


def of_group(desk: DeskId) -> Lane:
    """Name the lane of what concerns a desk's group as a whole."""
    return Lane(f"g:{desk}")


def desk_of(lane: Lane) -> DeskId:
    """Find whose group's lane it is."""
    return DeskId(lane.partition(":")[2])


def of_stranger(chat: ChatId) -> Lane:
    """Name the lane of a group that is no desk's."""
    return Lane(f"x:{chat}")


def conversation_of(lane: Lane) -> ConversationId | None:
    """Find whose lane it is; None for a group's."""
    kind, _, name = lane.partition(":")
    return ConversationId(name) if kind == "v" else None

"""The names of lanes: what must stay in order, on the way in and on the way out."""

from bot.model.ids import ConversationId, DeskId, Lane

STATUS = "s:"
"""How the lanes begin that only show a case's state."""


def of_visitor(conversation: ConversationId) -> Lane:
    """Name the lane of a visitor: inputs of both sides, and what goes to the visitor."""
    return Lane(f"v:{conversation}")


def of_topic(conversation: ConversationId) -> Lane:
    """Name the lane of what is said in a case's topic."""
    return Lane(f"t:{conversation}")


def of_status(conversation: ConversationId) -> Lane:
    """Name the lane of what only shows a case's state: it never holds up a message."""
    return Lane(f"{STATUS}{conversation}")


def of_queue(desk: DeskId) -> Lane:
    """Name the lane of a desk's queue topic."""
    return Lane(f"q:{desk}")


def of_group(desk: DeskId) -> Lane:
    """Name the lane of what concerns a desk's group as a whole."""
    return Lane(f"g:{desk}")


def conversation_of(lane: Lane) -> ConversationId | None:
    """Find whose lane it is; None for a group's."""
    kind, _, name = lane.partition(":")
    return ConversationId(name) if kind == "v" else None

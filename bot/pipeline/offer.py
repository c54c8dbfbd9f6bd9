"""The offer to take a reply back: one in a topic, in the place of the one before."""

from datetime import timedelta

from bot.model.delivery import DeleteMessage, Outgoing, Priority, SendText, Side, Slot
from bot.model.effects import OfferUndo
from bot.pipeline import lanes
from bot.pipeline.stage import Stage, put
from bot.store import topics

OFFER_SECONDS = 10  # an offer that could not be shown by then would only be in the way


def make(stage: Stage, offer: OfferUndo) -> None:
    """Offer to take a reply back, and take away the offer for the reply before."""
    lane = lanes.of_offer(stage.conversation, stage.desk.id)
    topic = topics.of(stage.tx, stage.conversation, stage.desk.id)
    if topic is not None and topic.offer is not None:
        gone = DeleteMessage(topic.offer)
        put(stage, lane, Outgoing(Side.TOPIC, gone, Priority.STATUS))
        topics.set_slot(stage.tx, stage.conversation, stage.desk.id, Slot.OFFER, None)
    said = SendText(
        offer.text,
        buttons=offer.buttons,
        reply_to=offer.message,
        silent=True,
        slot=Slot.OFFER,
    )
    expires = stage.moment.now + timedelta(seconds=OFFER_SECONDS)
    outgoing = Outgoing(Side.TOPIC, said, Priority.STATUS, coalesce="offer", expires=expires)
    put(stage, lane, outgoing)

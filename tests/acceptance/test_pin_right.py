"""A group that lets the bot manage topics but not pin."""

from bot.pipeline.retry import GROUP_PAUSE
from tests.acceptance.ward import Ward, card_in, new_staff


async def test_a_card_that_may_not_be_pinned_holds_up_nothing(ward: Ward) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    staff.act("set_rights", rights={"can_pin_messages": False})
    topic = await ward.open_case(visitor, nickname="みどり")
    visitor.write("こんばんは")
    relayed = await ward.relayed(topic, "こんばんは")

    answer = staff.write("ゆっくりで大丈夫です", topic=topic, reply_to=relayed)
    await ward.shown(visitor, "ゆっくりで大丈夫です")

    assert GROUP_PAUSE > 8, "this test would pass by waiting"
    await ward.until(lambda: answer.reactions and topic.name.startswith("🟢"))
    card = card_in(topic)
    assert card is not None
    assert "対応中" in card.text

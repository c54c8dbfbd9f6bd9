"""The main job: a visitor comes, reads, and talks with a person, who answers."""

from tests.acceptance.ward import Ward, card_in, new_staff, said_in


async def test_a_visitor_and_a_member_of_staff_talk(ward: Ward) -> None:
    visitor = ward.simulator.visitor("やまだはなこ")
    staff = new_staff(ward)
    topic = await ward.open_case(visitor, nickname="みどり")

    visitor.write("こんばんは")
    relayed = await ward.relayed(topic, "こんばんは")
    staff.write("こんばんは。ゆっくりで大丈夫です", topic=topic, reply_to=relayed)
    answer = await ward.shown(visitor, "ゆっくりで大丈夫です")

    assert "相談員（" in answer.text
    assert "係員A" not in answer.text
    assert "みどり" in topic.name
    card = card_in(topic)
    assert card is not None
    assert any("担当" in label for label in card.buttons)
    assert any("終了" in label for label in card.buttons)
    await ward.until(lambda: said_in(ward.queue, "みどり"))

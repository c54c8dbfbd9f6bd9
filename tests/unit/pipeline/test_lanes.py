"""The names of lanes."""

from bot.model.ids import ChatId, ConversationId, DeskId
from bot.pipeline import lanes

VISITOR = ConversationId("5f0c")
WARD = DeskId("ward")


def test_only_a_visitors_own_lane_belongs_to_them_on_the_way_in() -> None:
    assert lanes.conversation_of(lanes.of_visitor(VISITOR)) == VISITOR
    assert lanes.conversation_of(lanes.of_group(WARD)) is None
    assert lanes.conversation_of(lanes.of_topic(VISITOR, WARD)) is None


def test_the_lane_of_a_group_tells_its_desk() -> None:
    assert lanes.desk_of(lanes.of_group(WARD)) == WARD


def test_no_two_lanes_have_one_name() -> None:
    names = {
        lanes.of_visitor(VISITOR),
        lanes.of_topic(VISITOR, WARD),
        lanes.of_status(VISITOR, WARD),
        lanes.of_offer(VISITOR, WARD),
        lanes.of_reactions(VISITOR, WARD),
        lanes.of_reactions(VISITOR),
        lanes.of_queue(WARD),
        lanes.of_board(WARD),
        lanes.of_aside(WARD),
        lanes.of_group(WARD),
        lanes.of_stranger(ChatId(-9)),
    }

    assert len(names) == 11
    assert [name for name in names if name.startswith(lanes.STATUS)] == [
        lanes.of_status(VISITOR, WARD)
    ]
    assert [name for name in names if name.startswith(lanes.OFFER)] == [
        lanes.of_offer(VISITOR, WARD)
    ]


def test_what_a_visitor_has_at_one_desk_has_a_lane_apart_from_that_at_another() -> None:
    for of in (lanes.of_topic, lanes.of_status, lanes.of_offer, lanes.of_reactions):
        assert of(VISITOR, WARD) != of(VISITOR, DeskId("other"))

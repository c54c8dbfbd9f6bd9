"""The names of lanes."""

from bot.model.ids import ConversationId, DeskId
from bot.pipeline import lanes

VISITOR = ConversationId("5f0c")
WARD = DeskId("ward")


def test_only_a_visitors_own_lane_belongs_to_them_on_the_way_in() -> None:
    assert lanes.conversation_of(lanes.of_visitor(VISITOR)) == VISITOR
    assert lanes.conversation_of(lanes.of_group(WARD)) is None
    assert lanes.conversation_of(lanes.of_topic(VISITOR)) is None


def test_no_two_lanes_have_one_name() -> None:
    names = {
        lanes.of_visitor(VISITOR),
        lanes.of_topic(VISITOR),
        lanes.of_status(VISITOR),
        lanes.of_queue(WARD),
        lanes.of_group(WARD),
    }

    assert len(names) == 5
    assert [name for name in names if name.startswith(lanes.STATUS)] == [lanes.of_status(VISITOR)]

"""The ways through the flows."""

from bot.conversation.check.reach import starts, taps
from bot.conversation.content import CONTENT_FLOWS
from tests.unit.conversation.small import ANONYMITY, MENU, small, stub
from tests.unit.loader.wrong import remarks, serious


def test_a_step_that_nothing_leads_to_is_remarked_on() -> None:
    lost = ANONYMITY.replace("      もう少しくわしく: details\n", "")

    assert remarks({"anonymity": lost}) == [("flows/anonymity.yaml", 13, "step_unreachable")]


def test_a_step_below_a_question_is_reached_by_its_answer() -> None:
    followed = stub("cost") + "  - q: {ask: あ, options: {い: a}}\n  - say: う\n"

    assert remarks({"cost": followed}) == []


def test_a_loop_without_a_question_is_refused_at_each_of_its_steps() -> None:
    loop = stub("cost") + "  - b: {go: say}\n"

    assert serious({"cost": loop}) == [
        ("flows/cost.yaml", 4, 5, "loop"),
        ("flows/cost.yaml", 5, 5, "loop"),
    ]


def test_a_loop_over_two_flows_is_seen() -> None:
    changed = {"cost": stub("cost") + "  - go: human\n", "human": stub("human") + "  - go: cost\n"}

    assert [problem for _, _, _, problem in serious(changed)] == ["loop"] * 4


def test_a_way_back_over_a_question_is_no_loop() -> None:
    back = stub("cost") + "  - choose: {もどる: say}\n"

    assert serious({"cost": back}) == []


def test_a_hurdle_three_buttons_away_is_too_far() -> None:
    far = (
        MENU.replace("      なにをするの？: what_happens\n", "").replace(
            "      予約はいる？", "      まだほか: third\n      予約はいる？"
        )
        + "  - third:\n      choose:\n        もっと: fourth\n"
        + "  - fourth:\n      choose:\n        なに: what_happens\n"
    )

    assert serious({"menu": far}) == [("flows/what_happens.yaml", 3, 9, "hurdle_far")]


def test_taps_are_counted_from_the_start() -> None:
    content = small()

    counted = taps(content)

    hurdles = {flow: content.first(flow) for flow in CONTENT_FLOWS[:5]}
    assert [counted[place] for place in hurdles.values() if place] == [1, 1, 2, 2, 2]


def test_screens_begin_where_visitors_can_arrive() -> None:
    begun = {(place.flow, place.step) for place in starts(small())}

    assert ("person", "say") in begun
    assert ("person", "about") in begun
    assert ("person", "name") not in begun

"""How a case goes from stage to stage, and what is shown of it."""

from datetime import timedelta

from bot.desk import stages, words
from bot.desk.hours import Hours
from bot.desk.scene import Fresh, Scene
from bot.desk.state import Desk, Reply, Stage
from bot.model.effects import (
    CloseTopic,
    DeskEffect,
    Notify,
    OpenTopic,
    PostCard,
    PostQueueLine,
    PostToTopic,
    ReleaseVisitor,
    RenameTopic,
    ReopenTopic,
    ResumeVisitor,
    UpdateCard,
    UpdateQueueLine,
)
from bot.model.ids import CaseId, CaseNumber, DeskId
from tests.unit.desk.given import (
    AT_NIGHT,
    IN_HOURS,
    KAEDE,
    OURS,
    SAKURA,
    a_case,
    a_scene,
    closed,
    held,
    request,
)

NEVER_OPEN = Desk(DeskId("ward"), "窓口", Hours(((),) * 7), ("さくら",))


def kinds(effects: tuple[DeskEffect, ...]) -> list[type]:
    return [type(effect) for effect in effects]


def test_a_first_case_gets_a_topic_a_card_and_a_line_in_the_queue() -> None:
    case, effects = stages.opened(None, request(), a_scene(has_topic=False))

    assert case is not None
    assert (case.number, case.stage, case.waiting_since) == (13, Stage.WAITING, IN_HOURS)
    assert kinds(effects) == [OpenTopic, PostCard, PostQueueLine]


def test_a_case_that_is_opened_at_night_tells_the_next_opening() -> None:
    case, effects = stages.opened(None, request(), a_scene(AT_NIGHT, has_topic=False))

    opening = IN_HOURS.replace(day=25, hour=9)
    assert effects[-1] == Notify("out-of-hours", {"next_opening": opening})
    assert case is not None
    assert case.closure_told == opening


def test_a_desk_that_never_opens_promises_no_opening() -> None:
    case, told = stages.with_hours(a_case(), a_scene(desk=NEVER_OPEN))

    assert (case, told) == (a_case(), ())


def test_a_visitor_who_comes_back_keeps_the_topic_under_a_new_number() -> None:
    case, effects = stages.opened(closed(), request("あおい"), a_scene())

    assert case is not None
    assert (case.number, case.nickname) == (13, "あおい")
    assert kinds(effects) == [ReopenTopic, RenameTopic, PostCard, PostQueueLine]
    assert RenameTopic("🔴 あおい ・13") in effects


def test_a_topic_that_is_open_is_not_opened_again() -> None:
    _, effects = stages.opened(closed(topic_open=True), request(), a_scene())

    assert kinds(effects) == [RenameTopic, PostCard, PostQueueLine]


def test_a_visitor_who_comes_back_after_the_topic_was_deleted_gets_a_new_one() -> None:
    _, effects = stages.opened(closed(), request(), a_scene(has_topic=False))

    assert kinds(effects) == [OpenTopic, PostCard, PostQueueLine]


def test_a_visitor_who_comes_back_is_not_told_the_same_opening_again() -> None:
    before = closed(closure_told=IN_HOURS.replace(day=25, hour=9))

    _, effects = stages.opened(before, request(), a_scene(AT_NIGHT))

    assert Notify not in kinds(effects)


def test_a_case_that_comes_back_begins_anew_and_keeps_what_was_told() -> None:
    before = closed(written=7, answers=(("年代", "20代"),), unreachable_since=IN_HOURS)
    later = a_scene(IN_HOURS + timedelta(hours=1))

    case, effects = stages.returned(before, later)

    assert (case.number, case.written, case.unreachable_since) == (13, 0, None)
    assert case.answers == before.answers
    assert case.waiting_since == case.opened_at == later.moment.now
    assert kinds(effects)[-2:] == [ResumeVisitor, Notify]


def test_a_claimed_case_is_shown_as_held_everywhere() -> None:
    case, effects = stages.claimed(a_case(), SAKURA, a_scene())

    assert case.stage is Stage.HELD
    assert kinds(effects) == [UpdateCard, UpdateQueueLine, RenameTopic]


def test_a_released_case_shows_since_when_the_visitor_has_waited() -> None:
    asked = IN_HOURS - timedelta(hours=2)

    case, effects = stages.released(held(waiting_since=asked), a_scene())

    assert case is not None
    assert case.waiting_since == asked
    assert isinstance(effects[0], UpdateCard)
    assert "11/24 8:00 から" in effects[0].text


def test_a_released_case_whose_visitor_had_an_answer_waits_from_now() -> None:
    case, _ = stages.released(held(), a_scene())

    assert case is not None
    assert case.waiting_since == IN_HOURS


def test_closing_says_so_in_the_topic_before_the_topic_is_closed() -> None:
    _, effects = stages.closed(held(), a_scene())

    expected = [
        PostToTopic,
        ReleaseVisitor,
        UpdateCard,
        UpdateQueueLine,
        RenameTopic,
        CloseTopic,
    ]
    assert kinds(effects) == expected


def test_a_topic_made_in_place_of_a_lost_one_says_what_became_of_the_old_one() -> None:
    topic, card = stages.rebuilt(held(), a_scene())

    assert topic == OpenTopic("🟢 みどり ・12")
    assert isinstance(card, PostCard)
    assert card.text.endswith(words.TOPIC_WAS_LOST)


def test_scenes_tell_the_language_to_the_card() -> None:
    scene: Scene = a_scene(language_name="English")

    _, effects = stages.opened(None, request(), scene)

    assert any(isinstance(each, PostCard) and "English" in each.text for each in effects)


def test_a_reply_that_waits_for_its_authors_second_word_outlives_a_change_of_holder() -> None:
    waiting = a_case(held_back=(Reply(KAEDE, OURS, "代わりに"),))

    case, _ = stages.claimed(waiting, KAEDE, a_scene())

    assert case.held_back == waiting.held_back


def test_a_visitor_who_is_back_may_be_taken_by_another_booth() -> None:
    fresh = Fresh(CaseId("new-case"), CaseNumber(13), DeskId("ward#2"))

    opened, anew = stages.opened(closed(), request(), a_scene(fresh=fresh, has_topic=False))
    returned, again = stages.returned(closed(topic_open=True), a_scene(fresh=fresh))

    assert opened is not None
    assert opened.desk == returned.desk == "ward#2"
    assert OpenTopic("🔴 みどり ・13") in anew
    assert ReopenTopic() in again  # it was left there shut


def test_notes_are_kept_and_the_oldest_give_way() -> None:
    case = stages.noted(stages.noted(a_case(), "一" * 400), "二" * 400)

    assert case.note == "二" * 400

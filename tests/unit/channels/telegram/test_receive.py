"""From an update to an input: what we need is taken over, everything else is left behind."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.client import Client
from bot.channels.telegram.receive import NOBODY, read
from bot.model.ids import ChatId, MessageId, ThreadId
from bot.model.inputs import (
    Arrival,
    BecameReachable,
    BecameUnreachable,
    Commanded,
    Edited,
    Entity,
    FromGroup,
    FromVisitor,
    GroupChanged,
    GroupEntered,
    GroupMoved,
    Input,
    MediaKind,
    Pressed,
    Reacted,
    Said,
    Showed,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffReacted,
    StaffShowed,
    StaffWrote,
    Started,
    TopicClosed,
    TopicReopened,
    TopicSeen,
)
from tests.unit.channels.telegram.updates import (
    ANONYMOUS,
    BOT,
    CHAT,
    DRESSING,
    GROUP,
    MEDIA,
    SOMEONE,
    THREAD,
    Json,
    canary,
    group,
    in_topic,
    membership,
    message,
    person,
    press,
    private,
    reaction,
    update,
)

HERE, THERE = MessageId(41), MessageId(52)
VISITOR = FromVisitor(ChatId(CHAT))
AT = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
TOPIC = FromGroup(ChatId(GROUP), ThreadId(THREAD), SOMEONE)
BOLD = {"type": "bold", "offset": 0, "length": 2}
HINT = "en-GB"


def slash(length: int) -> list[Json]:
    return [{"type": "bot_command", "offset": 0, "length": length}]


FROM_VISITOR: list[tuple[str, Json, Input]] = [
    ("words", message(text="つらい"), Said(HERE, "つらい", language_hint=HINT)),
    (
        "formatted words",
        message(text="つらい", entities=[BOLD]),
        Said(HERE, "つらい", (Entity("bold", 0, 2),), language_hint=HINT),
    ),
    (
        "an answer",
        message(text="はい", reply_to_message=message(message_id=40, text="?")),
        Said(HERE, "はい", reply_to=MessageId(40), language_hint=HINT),
    ),
    (
        "the start",
        message(text="/start", entities=slash(6)),
        Started("", HINT),
    ),
    (
        "a start by a poster",
        message(text="/start library", entities=slash(6)),
        Started("library", HINT),
    ),
    (
        "a command to us by name",
        message(text="/MENU@simulated_bot", entities=slash(19)),
        Commanded("menu", HINT),
    ),
    (
        "a command further in",
        message(text="x /menu", entities=[{"type": "bot_command", "offset": 2, "length": 5}]),
        Said(HERE, "x /menu", (Entity("bot_command", 2, 5),), language_hint=HINT),
    ),
    (
        "an account without a language",
        message(text="はい", **{"from": {"id": 1, "is_bot": False, "first_name": "x"}}),
        Said(HERE, "はい"),
    ),
    (
        "an album's picture",
        message(
            photo=MEDIA["photo"], media_group_id="99", caption="部屋", caption_entities=[BOLD]
        ),
        Showed(
            HERE,
            MediaKind.PHOTO,
            "部屋",
            (Entity("bold", 0, 2),),
            album="99",
            language_hint=HINT,
        ),
    ),
]
KINDS = {
    **{name: MediaKind(name) for name in MEDIA if name not in {"venue", "game"}},
    "venue": MediaKind.LOCATION,
    "game": MediaKind.OTHER,
}
SERVICE: dict[str, object] = {
    "pinned_message": message(text="x"),
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 60},
    "write_access_allowed": {"from_request": True},
    "new_chat_title": canary("title"),
    "delete_chat_photo": True,
    "forum_topic_created": {"name": "x", "icon_color": 7322096},
    "forum_topic_edited": {"name": "x"},
    "new_chat_members": [person()],
    "left_chat_member": person(),
    "poll_option_added": {"option_persistent_id": "1", "option_text": canary("option")},
    "video_chat_started": {},
    "video_chat_ended": {"duration": 5},
}


def received(client: Client, raw: Json) -> Arrival | None:
    return read(raw, client)


def taken(client: Client, raw: Json) -> Input | None:
    arrival = read(raw, client)
    assert arrival is not None
    return arrival.input


# ── a visitor's chat ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sent", "expected"),
    [(sent, expected) for _, sent, expected in FROM_VISITOR],
    ids=[name for name, _, _ in FROM_VISITOR],
)
def test_what_a_visitor_writes_is_taken_over(client: Client, sent: Json, expected: Input) -> None:
    arrival = received(client, update("message", sent))

    assert arrival == Arrival("telegram:860", VISITOR, expected, AT)


@pytest.mark.parametrize("name", MEDIA)
def test_every_kind_a_visitor_can_send_is_known(client: Client, name: str) -> None:
    shown = taken(client, update("message", message(**{name: MEDIA[name]})))

    assert shown == Showed(HERE, KINDS[name], language_hint=HINT)


def test_an_animation_is_no_document_and_a_venue_no_more_than_a_place(client: Client) -> None:
    both = message(animation=MEDIA["animation"], document=MEDIA["document"])
    venue = message(venue=MEDIA["venue"], location=MEDIA["location"])

    assert taken(client, update("message", both)) == Showed(
        HERE, MediaKind.ANIMATION, language_hint=HINT
    )
    assert taken(client, update("message", venue)) == Showed(
        HERE, MediaKind.LOCATION, language_hint=HINT
    )


def test_what_is_newer_than_the_library_is_something_and_not_an_error(client: Client) -> None:
    shown = taken(client, update("message", message(rich_message={"text": canary("rich")})))

    assert shown == Showed(HERE, MediaKind.OTHER, language_hint=HINT)


def test_a_change_of_words_and_of_a_caption_are_told_apart(client: Client) -> None:
    words = taken(client, update("edited_message", message(text="はい", entities=[BOLD])))
    caption = taken(
        client, update("edited_message", message(photo=MEDIA["photo"], caption="部屋"))
    )

    assert words == Edited(HERE, "はい", (Entity("bold", 0, 2),))
    assert caption == Edited(HERE, "部屋", caption=True)


@pytest.mark.parametrize("name", SERVICE)
def test_what_telegram_itself_writes_is_nobodys_word(client: Client, name: str) -> None:
    assert received(client, update("message", message(**{name: SERVICE[name]}))) is None
    assert received(client, update("message", in_topic(**{name: SERVICE[name]}))) is None


@pytest.mark.parametrize(
    ("status", "happened"),
    [
        ("kicked", BecameUnreachable()),
        ("left", BecameUnreachable()),
        ("member", BecameReachable()),
    ],
)
def test_a_block_and_its_end_are_told(client: Client, status: str, happened: Input) -> None:
    arrival = received(client, update("my_chat_member", membership(private(), status)))

    assert arrival == Arrival("telegram:860", VISITOR, happened)


# ── presses ──────────────────────────────────────────────────────────────────


def test_a_press_of_a_visitor_names_the_screen_and_the_query(client: Client) -> None:
    arrival = received(client, update("callback_query", press()))

    assert arrival == Arrival("telegram:860", VISITOR, Pressed(HERE, "go:menu", "77001", HINT))


def test_a_press_on_a_screen_that_is_gone_still_counts(client: Client) -> None:
    gone = {"message_id": 41, "date": 0, "chat": private()}

    assert taken(client, update("callback_query", press(on=gone))) == Pressed(
        HERE, "go:menu", "77001", HINT
    )


def test_a_press_of_staff_is_signed_by_the_account_and_not_by_a_name(client: Client) -> None:
    card = in_topic(**{"from": person(BOT, is_bot=True), "text": "札"})

    arrival = received(client, update("callback_query", press("claim:12", on=card)))

    pressed = StaffPressed(NOBODY, "claim:12", "77001", THERE)
    assert arrival == Arrival("telegram:860", TOPIC, pressed)


def test_a_press_of_somebody_unnamed_is_nobodys(client: Client) -> None:
    card = in_topic(**{"from": person(BOT, is_bot=True), "text": "札"})
    pressed = {**press("claim:12", on=card), "from": person(ANONYMOUS, is_bot=True)}

    arrival = received(client, update("callback_query", pressed))

    origin = FromGroup(ChatId(GROUP), ThreadId(THREAD), None)
    expected = StaffPressed(None, "claim:12", "77001", THERE)
    assert arrival == Arrival("telegram:860", origin, expected)


def test_a_press_without_data_concerns_nobody(client: Client) -> None:
    assert received(client, update("callback_query", press(None))) is None


# ── reactions ────────────────────────────────────────────────────────────────


def test_a_visitors_reaction_is_taken_over(client: Client) -> None:
    arrival = received(client, update("message_reaction", reaction(private(), "👍", by=person())))

    assert arrival == Arrival("telegram:860", VISITOR, Reacted(THERE, "👍"))


def test_a_reaction_that_is_taken_back_leaves_none(client: Client) -> None:
    gone = reaction(private(), by=person(), instead_of=("👍",))

    assert taken(client, update("message_reaction", gone)) == Reacted(THERE, "")


def test_a_reaction_of_staff_is_signed_and_leads_to_its_message(client: Client) -> None:
    arrival = received(client, update("message_reaction", reaction(group(), "🙏", by=person())))

    origin = FromGroup(ChatId(GROUP), author=SOMEONE, message=THERE)
    assert arrival == Arrival("telegram:860", origin, StaffReacted(NOBODY, THERE, "🙏"))


@pytest.mark.parametrize(
    "by", [None, person(ANONYMOUS, is_bot=True)], ids=["as the group", "by its stand-in"]
)
def test_a_reaction_of_somebody_unnamed_is_nobodys(client: Client, by: Json | None) -> None:
    arrival = received(client, update("message_reaction", reaction(group(), "🙏", by=by)))

    origin = FromGroup(ChatId(GROUP), message=THERE)
    assert arrival == Arrival("telegram:860", origin, StaffReacted(None, THERE, "🙏"))


@pytest.mark.parametrize("chat", [private(), group()], ids=["visitor", "group"])
@pytest.mark.parametrize("number", [BOT, 5], ids=["ours", "another bot's"])
def test_a_reaction_of_a_bot_concerns_nobody(client: Client, chat: Json, number: int) -> None:
    by_bot = reaction(chat, "👌", by=person(number, is_bot=True))

    assert received(client, update("message_reaction", by_bot)) is None


# ── the group ────────────────────────────────────────────────────────────────


def test_words_in_a_topic_answer_nothing_unless_they_answer_a_message(client: Client) -> None:
    note = received(client, update("message", in_topic(text="メモ")))
    theirs = message(chat=group(), message_id=50, text="よその\n言葉")
    reply = taken(client, update("message", in_topic(text="はい", reply_to_message=theirs)))

    assert note == Arrival("telegram:860", TOPIC, StaffWrote(NOBODY, THERE, "メモ"))
    assert reply == StaffWrote(NOBODY, THERE, "はい", reply_to=MessageId(50))


def test_a_reply_to_our_own_words_quotes_their_first_line(client: Client) -> None:
    ours = message(
        chat=group(), message_id=50, text="みどり 1\nひみつ", **{"from": person(BOT, is_bot=True)}
    )

    reply = taken(client, update("message", in_topic(text="はい", reply_to_message=ours)))

    assert reply == StaffWrote(NOBODY, THERE, "はい", reply_to=MessageId(50), quoted="みどり 1")


def test_a_command_in_a_topic_gives_what_stands_behind_it_with_its_formatting(
    client: Client,
) -> None:
    entities = [*slash(2), {"type": "italic", "offset": 3, "length": 2}]

    given = taken(client, update("message", in_topic(text="/r はい", entities=entities)))

    assert given == StaffCommanded(NOBODY, THERE, "r", "はい", (Entity("italic", 0, 2),))


def test_formatting_behind_a_command_keeps_its_place_after_two_spaces(client: Client) -> None:
    entities = [*slash(2), {"type": "bold", "offset": 6, "length": 2}]

    given = taken(client, update("message", in_topic(text="/r  🌸はい", entities=entities)))

    assert given == StaffCommanded(NOBODY, THERE, "r", "🌸はい", (Entity("bold", 2, 2),))


@pytest.mark.parametrize("name", MEDIA)
def test_every_kind_staff_can_send_is_known(client: Client, name: str) -> None:
    sent = in_topic(**{name: MEDIA[name], "caption": "どうぞ"})

    assert taken(client, update("message", sent)) == StaffShowed(
        NOBODY, THERE, KINDS[name], "どうぞ"
    )


def test_a_picture_of_staff_names_its_album(client: Client) -> None:
    sent = in_topic(photo=MEDIA["photo"], media_group_id="99")

    assert taken(client, update("message", sent)) == StaffShowed(
        NOBODY, THERE, MediaKind.PHOTO, album="99"
    )


def test_of_a_command_that_is_changed_only_what_stands_behind_it_is_words(client: Client) -> None:
    entities = [*slash(2), {"type": "italic", "offset": 3, "length": 2}]

    changed = taken(client, update("edited_message", in_topic(text="/r はい", entities=entities)))

    assert changed == StaffEdited(NOBODY, THERE, "はい", (Entity("italic", 0, 2),))


def test_a_change_in_a_topic_is_a_change(client: Client) -> None:
    words = taken(client, update("edited_message", in_topic(text="訂正")))
    caption = taken(
        client, update("edited_message", in_topic(photo=MEDIA["photo"], caption="訂正"))
    )

    assert words == StaffEdited(NOBODY, THERE, "訂正")
    assert caption == StaffEdited(NOBODY, THERE, "訂正", caption=True)


@pytest.mark.parametrize(
    "hidden",
    [
        {"from": person(ANONYMOUS, is_bot=True), "sender_chat": group()},
        {"from": person(136817688, is_bot=True), "sender_chat": {"id": -7, "type": "channel"}},
    ],
    ids=["an anonymous administrator", "a channel"],
)
def test_who_cannot_be_named_is_nobody(client: Client, hidden: Json) -> None:
    arrival = received(client, update("message", in_topic(text="はい", **hidden)))

    origin = FromGroup(ChatId(GROUP), ThreadId(THREAD), None)
    assert arrival == Arrival("telegram:860", origin, StaffWrote(None, THERE, "はい"))


@pytest.mark.parametrize(
    ("field", "happened"),
    [("forum_topic_closed", TopicClosed(NOBODY)), ("forum_topic_reopened", TopicReopened(NOBODY))],
)
def test_a_topic_that_is_closed_or_opened_by_hand_is_told(
    client: Client, field: str, happened: Input
) -> None:
    assert taken(client, update("message", in_topic(**{field: {}}))) == happened


@pytest.mark.parametrize(
    "sent",
    [
        in_topic(text="x", **{"from": person(BOT, is_bot=True)}),
        in_topic(forum_topic_closed={}, **{"from": person(BOT, is_bot=True)}),
        in_topic(text="x", **{"from": person(5, is_bot=True)}),
        in_topic(photo=MEDIA["photo"], caption="/r x", **{"from": person(5, is_bot=True)}),
        in_topic(forum_topic_closed={}, **{"from": person(5, is_bot=True)}),
        message(chat=group(), text="in General"),
        message(chat=group(), text="x", message_thread_id=9),
        message(chat={"id": -8, "type": "channel", "title": "x"}, text="x", **{"from": None}),
    ],
    ids=[
        "our words",
        "our closing",
        "another bot",
        "another bot's picture",
        "another bot's closing",
        "General",
        "a reply in General",
        "a channel",
    ],
)
def test_what_is_said_outside_the_topics_or_by_bots_concerns_nobody(
    client: Client, sent: Json
) -> None:
    assert received(client, update("message", sent)) is None


def test_a_command_of_another_bot_is_told_as_a_bots(client: Client) -> None:
    given = in_topic(text="/claim", entities=slash(6), **{"from": person(5, is_bot=True)})

    arrival = received(client, update("message", given))
    changed = received(client, update("edited_message", given))

    origin = FromGroup(ChatId(GROUP), ThreadId(THREAD), None)
    expected = StaffCommanded(None, THERE, "claim", from_bot=True)
    assert arrival == Arrival("telegram:860", origin, expected)
    assert changed is None


def test_of_our_own_messages_only_the_making_of_a_topic_is_told(client: Client) -> None:
    made = {"forum_topic_created": {"name": "x", "icon_color": 7322096}}
    ours = {"from": person(BOT, is_bot=True)}

    seen = received(client, update("message", in_topic(**made, **ours)))
    renamed = received(client, update("message", in_topic(forum_topic_edited={}, **ours)))

    assert seen is not None
    assert seen.input == TopicSeen(ChatId(GROUP), ThreadId(THREAD))
    assert renamed is None


def test_a_command_of_ours_never_comes_in(client: Client) -> None:
    given = in_topic(text="/claim", entities=slash(6), **{"from": person(BOT, is_bot=True)})

    assert received(client, update("message", given)) is None


@pytest.mark.parametrize("fields", [{}, {"message_thread_id": 9}], ids=["by itself", "as a reply"])
def test_a_command_in_general_is_told_without_a_topic(client: Client, fields: Json) -> None:
    given = message(chat=group(), message_id=52, text="/shut 15:00", entities=slash(5), **fields)

    arrival = received(client, update("message", given))

    origin = FromGroup(ChatId(GROUP), None, SOMEONE)
    assert arrival == Arrival(
        "telegram:860", origin, StaffCommanded(NOBODY, THERE, "shut", "15:00")
    )


def test_a_command_to_another_bot_in_general_concerns_nobody(client: Client) -> None:
    given = message(chat=group(), text="/shut@other_bot", entities=slash(15))

    assert received(client, update("message", given)) is None


def test_a_change_in_general_concerns_nobody(client: Client) -> None:
    given = message(chat=group(), text="/shut", entities=slash(5))

    assert received(client, update("edited_message", given)) is None


def test_a_group_that_moved_says_where_to(client: Client) -> None:
    arrival = received(client, update("message", message(chat=group(), migrate_to_chat_id=-5)))

    moved = GroupMoved(ChatId(-5), was=ChatId(GROUP))
    assert arrival == Arrival("telegram:860", FromGroup(ChatId(GROUP)), moved)


def test_the_other_half_of_a_move_says_nothing_new(client: Client) -> None:
    assert (
        received(client, update("message", message(chat=group(), migrate_from_chat_id=-5))) is None
    )


@pytest.mark.parametrize(
    ("was", "status"),
    [
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
        ("administrator", "left"),
        ("left", "kicked"),
    ],
)
def test_a_change_of_our_place_in_the_group_is_told(client: Client, was: str, status: str) -> None:
    arrival = received(client, update("my_chat_member", membership(group(), status, was)))

    assert arrival == Arrival("telegram:860", FromGroup(ChatId(GROUP)), GroupChanged())


@pytest.mark.parametrize("was", ["left", "kicked"])
@pytest.mark.parametrize("status", ["member", "administrator"])
def test_a_group_that_lets_us_in_is_told_apart(client: Client, was: str, status: str) -> None:
    arrival = received(client, update("my_chat_member", membership(group(), status, was)))

    assert arrival == Arrival("telegram:860", FromGroup(ChatId(GROUP)), GroupEntered())


# ── what cannot be read ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "raw",
    [
        update("message", {**message(text="x"), "date": "yesterday"}),
        update("message", {"chat": private()}),
        update("edited_message", {"chat": private(), "message_id": "x"}),
        update("callback_query", {"id": 5, "message": {"chat": private()}}),
        update("my_chat_member", {"chat": private()}),
        update("message_reaction", {"chat": private(), "user": person()}),
    ],
)
def test_what_cannot_be_read_is_kept_in_view_without_content(client: Client, raw: Json) -> None:
    assert received(client, raw) == Arrival("telegram:860", VISITOR, None)


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 860},
        update("message", {"chat": group()}),
        update("message_reaction", {"user": person()}),
        update("something_new", {"chat": {"id": canary("x")}}),
        {"update_id": 860, "message": None},
        {"update_id": 860, "message": canary("x")},
    ],
)
def test_what_concerns_no_visitor_is_let_go(client: Client, raw: Json) -> None:
    assert received(client, raw) is None


# ── what may pass this door ──────────────────────────────────────────────────

PASSES = {"text", "caption", "data"}
"""The only strings of people that may be in an arrival."""


def canaries(arrival: Arrival | None) -> set[str]:
    return set(re.findall(r"canary<([^>]*)>", repr(arrival)))


@pytest.mark.parametrize("dressed", [True, False])
@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize("place", [message, in_topic], ids=["visitor", "topic"])
@pytest.mark.parametrize("content", ["text", *MEDIA])
def test_no_name_and_no_profile_passes(
    client: Client, content: str, place: object, kind: str, dressed: bool
) -> None:
    fields = {content: MEDIA.get(content, canary("text")), **(DRESSING if dressed else {})}
    if content != "text":
        fields["caption"] = canary("caption")
    made = in_topic(**fields) if place is in_topic else message(**fields)

    arrival = received(client, update(kind, made))

    assert canaries(arrival) == {"text" if content == "text" else "caption"}
    assert str(SOMEONE) not in repr(arrival.input if arrival else None)


def test_no_account_passes_in_a_mention(client: Client) -> None:
    mention = {"type": "text_mention", "offset": 0, "length": 2, "user": person()}

    said = taken(client, update("message", message(text="はい", entities=[mention])))

    assert said == Said(HERE, "はい", (Entity("text_mention", 0, 2),), language_hint=HINT)


def test_of_a_press_only_the_data_passes(client: Client) -> None:
    card = message(**{"from": person(BOT, is_bot=True), "text": canary("card"), **DRESSING})

    arrival = received(client, update("callback_query", press(canary("data"), on=card)))

    assert canaries(arrival) == {"data"}


@pytest.mark.parametrize("chat", [private(), group()], ids=["visitor", "group"])
def test_of_a_reaction_nothing_passes_but_the_emoji(client: Client, chat: Json) -> None:
    custom = {"type": "custom_emoji", "custom_emoji_id": canary("custom_emoji_id")}
    changed = reaction(chat, "👍", custom, by=person(), instead_of=(custom,))

    arrival = received(client, update("message_reaction", changed))

    assert canaries(arrival) == set()
    assert arrival is not None
    assert str(SOMEONE) not in repr(arrival.input)


def test_of_a_change_of_membership_nothing_passes(client: Client) -> None:
    for chat in (private(), group()):
        changed = membership(chat, "kicked")

        arrival = received(client, update("my_chat_member", changed))

        assert canaries(arrival) == set()
        assert str(SOMEONE) not in repr(arrival)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = sorted(
    {*message(), *in_topic(), *MEDIA, *DRESSING, *SERVICE, "text", "entities", "caption", "id"}
)


@given(
    st.sampled_from(
        ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"]
    ),
    st.dictionaries(
        st.sampled_from([*FIELDS, "data", "new_chat_member", "new_reaction", "user"]),
        json_values,
        max_size=6,
    ),
    st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_arrives_stops_nothing(
    client: Client, kind: str, spoiled: Json, whole: bool
) -> None:
    base = message(text="はい") if whole else {}

    arrival = received(client, update(kind, {**base, **spoiled}))

    assert arrival is None or arrival.key == "telegram:860"

"""From a parcel to a call, and from the answer to an outcome."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.client import Client, NotSent
from bot.channels.telegram.send import TelegramChannel, understand
from bot.model.delivery import (
    Act,
    Copy,
    CopyAlbum,
    DeleteMessage,
    Delivered,
    EditCaption,
    EditText,
    EditTopic,
    LeaveGroup,
    MakeTopic,
    Moved,
    Outcome,
    Parcel,
    PinMessage,
    Reason,
    Refused,
    SendText,
    SetReaction,
    ShutTopic,
    Side,
    Slot,
    TryLater,
)
from bot.model.effects import Button
from bot.model.ids import ChatId, MessageId, ThreadId
from bot.model.inputs import Entity
from bot.simulator import FakeClock, Simulator, Staff, Visitor
from bot.simulator.faults import read_fault
from bot.simulator.state import Message

TO_VISITOR = Parcel(ChatId(4711), None, SendText("はい"))
TO_GROUP = Parcel(ChatId(-1001), ThreadId(5), SendText("はい"))
TO_LEAVE = Parcel(ChatId(-1001), None, LeaveGroup(ChatId(-1001)))


@pytest.fixture
def channel(client: Client) -> TelegramChannel:
    return TelegramChannel(client)


def to(visitor: Visitor, act: Act) -> Parcel:
    return Parcel(ChatId(visitor.id), None, act)


async def topic(channel: TelegramChannel, simulator: Simulator) -> ThreadId:
    outcome = await channel.send(Parcel(ChatId(simulator.group_id), None, MakeTopic("題")))
    assert isinstance(outcome, Delivered)
    assert outcome.thread is not None
    return outcome.thread


# ── what an error means ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfter(7), TryLater(after=7.0)),
        (RetryAfter(timedelta(hours=12)), TryLater(after=43200.0)),
        (NotSent("no connection"), TryLater()),
        (InvalidToken(), TryLater()),
        (TimedOut(), TryLater(maybe_sent=True)),
        (NetworkError("Bad Gateway"), TryLater(maybe_sent=True)),
        (Conflict("two of us"), TryLater()),
        (TelegramError("?"), TryLater()),
        (BadRequest("Message is not modified: nothing new"), Delivered()),
        (BadRequest("TOPIC_NOT_MODIFIED"), Delivered()),
        (BadRequest("Message to delete not found"), Delivered()),
    ],
    ids=lambda each: str(each)[:30],
)
@pytest.mark.parametrize("parcel", [TO_VISITOR, TO_GROUP])
def test_an_error_means_the_same_for_both_sides(
    parcel: Parcel, error: TelegramError, outcome: Outcome
) -> None:
    assert understand(error, parcel) == outcome


def test_a_group_that_moved_is_known_by_both_its_ids() -> None:
    assert understand(ChatMigrated(-5), TO_GROUP) == Moved(ChatId(-5), was=TO_GROUP.chat)


@pytest.mark.parametrize(
    "error",
    [
        Forbidden("bot was blocked by the user"),
        Forbidden("bot was kicked from the supergroup chat"),
        BadRequest("Chat not found"),
        BadRequest("user is deactivated"),
    ],
)
def test_a_shut_door_means_a_block_for_visitors_and_missing_rights_for_groups(
    error: TelegramError,
) -> None:
    assert understand(error, TO_VISITOR) == Refused(Reason.BLOCKED)
    assert understand(error, TO_GROUP) == Refused(Reason.NO_RIGHTS)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Message thread not found", Reason.TOPIC_GONE),
        ("TOPIC_ID_INVALID", Reason.TOPIC_GONE),
        ("TOPIC_DELETED", Reason.TOPIC_GONE),
        ("TOPIC_CLOSED", Reason.TOPIC_CLOSED),
        ("The chat is not a forum", Reason.NOT_A_FORUM),
        ("not enough rights to create a topic", Reason.NO_RIGHTS),
        ("need administrator rights in the channel chat", Reason.NO_RIGHTS),
        ("message to copy not found", Reason.MESSAGE_GONE),
        ("message to edit not found", Reason.MESSAGE_GONE),
        ("Message to react not found", Reason.MESSAGE_GONE),
        ("message to be replied not found", Reason.MESSAGE_GONE),
        ("There are no messages to copy", Reason.MESSAGE_GONE),
        ("Message can't be deleted for everyone", Reason.TOO_LATE),
        ("Reaction_invalid", Reason.OTHER),
        ("something that we never saw", Reason.OTHER),
    ],
)
def test_a_refusal_is_understood_by_its_words(said: str, reason: Reason) -> None:
    outcome = understand(BadRequest(said), TO_GROUP)

    assert isinstance(outcome, Refused)
    assert outcome.reason is reason


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Forbidden("bot is not a member of the supergroup chat"), Delivered()),
        (Forbidden("bot was kicked from the group chat"), Delivered()),
        (BadRequest("Chat not found"), Delivered()),
        (ChatMigrated(-5), Delivered()),
        (RetryAfter(7), TryLater(after=7.0)),
        (NotSent("no connection"), TryLater()),
        (TimedOut(), TryLater(maybe_sent=True)),
    ],
    ids=lambda each: str(each)[:30],
)
def test_a_group_in_which_we_are_no_more_is_left(error: TelegramError, outcome: Outcome) -> None:
    assert understand(error, TO_LEAVE) == outcome


# ── the simulated server's own words ─────────────────────────────────────────


async def test_words_go_out_plain_with_their_formatting_and_without_a_preview(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    act = SendText(
        "<b>*はい*</b> https://example.org",
        (Entity("bold", 3, 4), Entity("pre", 0, 2, language="py")),
        (Button("はい", "yes"), Button("いいえ", "no")),
        silent=True,
    )

    await channel.send(to(visitor, act))

    (call,) = simulator.calls("sendMessage")
    assert visitor.screen is not None
    assert visitor.screen.text == act.text
    assert visitor.screen.rows == [
        [{"text": "はい", "callback_data": "yes"}],
        [{"text": "いいえ", "callback_data": "no"}],
    ]
    assert "parse_mode" not in call.given
    shown = {each["type"]: each for each in visitor.screen.fields["entities"]}
    assert shown["bold"] == {"type": "bold", "offset": 3, "length": 4}
    assert shown["pre"] == {"type": "pre", "offset": 0, "length": 2, "language": "py"}
    assert "is_disabled" in str(call.given["link_preview_options"])
    assert str(call.given["disable_notification"]).lower() == "true"


async def test_an_answer_to_words_that_are_gone_is_sent_all_the_same(
    channel: TelegramChannel, visitor: Visitor
) -> None:
    outcome = await channel.send(to(visitor, SendText("はい", reply_to=MessageId(99_999))))

    assert isinstance(outcome, Delivered)


async def test_a_visitor_who_blocked_us_refuses(
    channel: TelegramChannel, visitor: Visitor
) -> None:
    visitor.block()

    assert await channel.send(to(visitor, SendText("はい"))) == Refused(Reason.BLOCKED)


async def test_an_account_that_is_gone_refuses(channel: TelegramChannel, visitor: Visitor) -> None:
    visitor.deactivate()

    assert await channel.send(to(visitor, SendText("はい"))) == Refused(Reason.BLOCKED)


async def test_somebody_who_never_wrote_refuses(channel: TelegramChannel) -> None:
    assert await channel.send(TO_VISITOR) == Refused(Reason.BLOCKED)


@pytest.mark.parametrize("act", [SendText("はい"), EditTopic("新"), ShutTopic()])
async def test_a_topic_that_was_deleted_is_gone(
    channel: TelegramChannel, simulator: Simulator, staff: Staff, act: Act
) -> None:
    thread = await topic(channel, simulator)
    staff.delete_topic(thread)

    outcome = await channel.send(Parcel(ChatId(simulator.group_id), thread, act))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.TOPIC_GONE


async def test_a_group_without_topics_makes_none(
    channel: TelegramChannel, simulator: Simulator, staff: Staff
) -> None:
    staff.act("set_forum", on=False)

    outcome = await channel.send(Parcel(ChatId(simulator.group_id), None, MakeTopic("題")))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.NOT_A_FORUM


async def test_a_group_without_the_right_makes_no_topic(
    channel: TelegramChannel, simulator: Simulator, staff: Staff
) -> None:
    staff.act("set_rights", rights=["can_pin_messages"])

    outcome = await channel.send(Parcel(ChatId(simulator.group_id), None, MakeTopic("題")))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.NO_RIGHTS


async def test_a_group_that_threw_us_out_takes_nothing(
    channel: TelegramChannel, simulator: Simulator, staff: Staff
) -> None:
    thread = await topic(channel, simulator)
    staff.act("kick_bot")

    outcome = await channel.send(Parcel(ChatId(simulator.group_id), thread, SendText("はい")))

    assert outcome == Refused(Reason.NO_RIGHTS)


async def test_a_group_that_moved_says_where(
    channel: TelegramChannel, simulator: Simulator, staff: Staff
) -> None:
    old = ChatId(simulator.group_id)
    staff.act("migrate_group")

    outcome = await channel.send(Parcel(old, None, SendText("はい")))

    assert outcome == Moved(ChatId(simulator.group_id), was=old)


async def test_words_that_were_deleted_cannot_be_copied(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    thread = await topic(channel, simulator)
    written = visitor.send("photo")
    visitor.delete(written)
    act = Copy(MessageId(written.id), Side.VISITOR, "みどり 1")

    outcome = await channel.send(
        Parcel(ChatId(simulator.group_id), thread, act, ChatId(visitor.id))
    )

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.MESSAGE_GONE


async def test_a_copy_bears_no_trace_of_its_author(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    thread = await topic(channel, simulator)
    written = visitor.send("photo", caption="部屋")
    act = Copy(MessageId(written.id), Side.VISITOR, "みどり 1\n部屋", (Entity("bold", 0, 5),))

    await channel.send(Parcel(ChatId(simulator.group_id), thread, act, ChatId(visitor.id)))

    copied = simulator.topics[-1].messages[-1]
    assert copied.text == "みどり 1\n部屋"
    assert "forward_origin" not in copied.fields
    assert str(visitor.id) not in str(copied.fields)
    assert simulator.calls("forwardMessage") == []


async def test_a_copy_without_a_place_to_copy_from_is_refused(channel: TelegramChannel) -> None:
    parcel = Parcel(ChatId(4711), None, Copy(MessageId(1), Side.TOPIC))

    assert await channel.send(parcel) == Refused(Reason.MESSAGE_GONE)


@pytest.mark.parametrize("act", [EditText(Slot.CARD, "x"), PinMessage(Slot.CARD)])
async def test_a_card_that_nobody_found_is_gone(channel: TelegramChannel, act: Act) -> None:
    outcome = await channel.send(Parcel(ChatId(-1001), ThreadId(5), act))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.MESSAGE_GONE


async def test_a_topic_without_a_number_is_gone(channel: TelegramChannel) -> None:
    outcome = await channel.send(Parcel(ChatId(-1001), None, EditTopic("x")))

    assert outcome == Refused(Reason.TOPIC_GONE)


# ── buttons ──────────────────────────────────────────────────────────────────


async def test_a_button_stands_beside_the_one_before_it_when_it_says_so(
    channel: TelegramChannel, visitor: Visitor
) -> None:
    buttons = (
        Button("一", "1", beside=True),  # the first has none before it
        Button("二", "2", beside=True),
        Button("三", "3"),
        Button("四", "4", beside=True),
        Button("五", "5"),
    )

    await channel.send(to(visitor, SendText("?", buttons=buttons)))

    assert visitor.screen is not None
    assert [[each["text"] for each in row] for row in visitor.screen.rows] == [
        ["一", "二"],
        ["三", "四"],
        ["五"],
    ]


# ── reactions ────────────────────────────────────────────────────────────────


async def test_a_reaction_is_set_replaced_and_taken_away(
    channel: TelegramChannel, visitor: Visitor
) -> None:
    said = visitor.write("はい")
    seen = []

    for emoji in ("👍", "🙏", ""):
        outcome = await channel.send(to(visitor, SetReaction(MessageId(said.id), emoji)))
        assert outcome == Delivered()
        seen.append(list(said.reactions.values()))

    assert seen == [["👍"], ["🙏"], []]


@pytest.mark.parametrize(("emoji", "shown"), [("✅", ["👌"]), ("👍🏽", ["👍"]), ("🧿", [])])
async def test_a_reaction_that_bots_may_not_set_becomes_the_nearest_or_none(
    channel: TelegramChannel, visitor: Visitor, emoji: str, shown: list[str]
) -> None:
    said = visitor.write("はい")
    await channel.send(to(visitor, SetReaction(MessageId(said.id), "🔥")))

    outcome = await channel.send(to(visitor, SetReaction(MessageId(said.id), emoji)))

    assert outcome == Delivered()
    assert list(said.reactions.values()) == shown


async def test_a_reaction_that_the_group_does_not_allow_is_refused_and_no_more(
    channel: TelegramChannel, simulator: Simulator, staff: Staff
) -> None:
    simulator.group.reactions_allowed = frozenset("👍")
    said = staff.write("はい")

    act = SetReaction(MessageId(said.id), "👌")
    outcome = await channel.send(Parcel(ChatId(simulator.group_id), None, act))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.OTHER


async def test_a_reaction_on_a_message_that_is_gone_is_refused(
    channel: TelegramChannel, visitor: Visitor
) -> None:
    outcome = await channel.send(to(visitor, SetReaction(MessageId(99_999), "👌")))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.MESSAGE_GONE


# ── albums ───────────────────────────────────────────────────────────────────


def album(messages: list[Message], reply_to: MessageId | None = None) -> CopyAlbum:
    numbers = tuple(MessageId(each.id) for each in messages)
    return CopyAlbum(numbers, Side.VISITOR, reply_to)


async def test_an_album_stays_one_album_without_its_captions(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    thread = await topic(channel, simulator)
    sent = visitor.album("photo", "video", "photo", caption="@midori_5")
    act = album([sent[2], sent[0], sent[1]], reply_to=MessageId(1))

    outcome = await channel.send(
        Parcel(ChatId(simulator.group_id), thread, act, ChatId(visitor.id))
    )

    copies = simulator.topics[-1].messages
    assert outcome == Delivered(album=tuple(MessageId(each.id) for each in copies))
    assert [each.kind for each in copies] == ["photo", "video", "photo"]
    assert len({each.fields["media_group_id"] for each in copies}) == 1
    assert "midori_5" not in str([each.fields for each in copies])


async def test_an_album_of_one_is_copied_alone(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    thread = await topic(channel, simulator)
    act = album([visitor.send("photo")])

    outcome = await channel.send(
        Parcel(ChatId(simulator.group_id), thread, act, ChatId(visitor.id))
    )

    (copied,) = simulator.topics[-1].messages
    assert outcome == Delivered(album=(MessageId(copied.id),))


async def test_of_an_album_whose_parts_are_deleted_the_rest_is_copied(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    thread = await topic(channel, simulator)
    first, second = visitor.album("photo", "photo")
    there = Parcel(ChatId(simulator.group_id), thread, album([first, second]), ChatId(visitor.id))

    visitor.delete(first)
    half = await channel.send(there)
    visitor.delete(second)
    nothing = await channel.send(there)

    assert isinstance(half, Delivered)
    assert len(half.album) == 1
    assert isinstance(nothing, Refused)
    assert nothing.reason is Reason.MESSAGE_GONE


async def test_an_album_without_a_place_to_copy_from_is_refused(channel: TelegramChannel) -> None:
    parcel = Parcel(ChatId(4711), None, CopyAlbum((MessageId(1),), Side.TOPIC))

    assert await channel.send(parcel) == Refused(Reason.MESSAGE_GONE)


# ── what is changed or taken back ────────────────────────────────────────────


async def test_an_empty_caption_takes_the_old_one_away(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    thread = await topic(channel, simulator)
    written = visitor.send("photo", caption="@midori_5")
    act = Copy(MessageId(written.id), Side.VISITOR, caption="")

    await channel.send(Parcel(ChatId(simulator.group_id), thread, act, ChatId(visitor.id)))

    assert "caption" not in simulator.topics[-1].messages[-1].fields


async def test_a_caption_is_changed_with_its_formatting(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    thread = await topic(channel, simulator)
    picture = Copy(MessageId(visitor.send("photo").id), Side.VISITOR, "前")
    group = ChatId(simulator.group_id)
    await channel.send(Parcel(group, thread, picture, ChatId(visitor.id)))
    copied = simulator.topics[-1].messages[-1]
    changed = EditCaption(Slot.TWIN, "後の言葉", (Entity("bold", 0, 1),))

    outcome = await channel.send(Parcel(group, thread, changed, target=MessageId(copied.id)))

    assert outcome == Delivered()
    assert copied.text == "後の言葉"
    assert copied.fields["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]


async def test_a_message_is_deleted_and_to_delete_it_twice_is_to_delete_it(
    channel: TelegramChannel, visitor: Visitor
) -> None:
    sent = await channel.send(to(visitor, SendText("はい")))
    assert isinstance(sent, Delivered)
    assert sent.message is not None

    outcomes = [await channel.send(to(visitor, DeleteMessage(sent.message))) for _ in range(2)]

    assert outcomes == [Delivered(), Delivered()]
    assert visitor.inbox == []


async def test_what_is_older_than_two_days_is_deleted_no_more(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    sent = await channel.send(to(visitor, SendText("はい")))
    assert isinstance(sent, Delivered)
    assert sent.message is not None
    assert isinstance(simulator.clock, FakeClock)
    simulator.clock.advance(48 * 3600)

    outcome = await channel.send(to(visitor, DeleteMessage(sent.message)))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.TOO_LATE


@pytest.mark.parametrize("act", [EditCaption(Slot.TWIN, "x"), DeleteMessage(Slot.TWIN)])
async def test_a_copy_that_nobody_found_is_gone(channel: TelegramChannel, act: Act) -> None:
    outcome = await channel.send(Parcel(ChatId(4711), None, act))

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.MESSAGE_GONE


# ── a group that is no desk's ────────────────────────────────────────────────


async def test_a_strange_group_is_left_and_to_leave_it_twice_is_to_leave_it(
    channel: TelegramChannel, simulator: Simulator
) -> None:
    strange = ChatId(simulator.world.add_group("よその", is_forum=False).id)
    leaving = Parcel(strange, None, LeaveGroup(strange))

    outcomes = [await channel.send(leaving) for _ in range(2)]

    assert outcomes == [Delivered(), Delivered()]
    assert simulator.world.chats[strange].bot_status == "left"
    assert simulator.group.bot_status == "administrator"


# ── what happens on the way ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        ({"effect": "flood", "retry_after": 7}, TryLater(after=7.0)),
        ({"effect": "status", "status": 502}, TryLater(maybe_sent=True)),
        ({"effect": "status", "status": 500}, TryLater(maybe_sent=True)),
        ({"effect": "reset"}, TryLater(maybe_sent=True)),
        ({"effect": "executed_but_lost"}, TryLater(maybe_sent=True)),
        ({"effect": "refuse", "status": 401}, TryLater()),
    ],
    ids=str,
)
async def test_trouble_on_the_way_means_later(
    client: Client, simulator: Simulator, trouble: dict[str, object], outcome: Outcome
) -> None:
    visitor = simulator.visitor("みどり")
    visitor.start()
    simulator.add_fault(read_fault({"method": "sendMessage", **trouble}))

    assert await TelegramChannel(client).send(to(visitor, SendText("はい"))) == outcome


async def test_a_server_that_is_not_there_was_sent_nothing() -> None:
    client = Client("123:abc", "http://127.0.0.1:1")
    await client.request.initialize()

    outcome = await TelegramChannel(client).send(TO_VISITOR)

    await client.request.shutdown()
    assert outcome == TryLater()


async def test_the_right_answer_reaches_the_one_who_pressed(
    channel: TelegramChannel, simulator: Simulator, visitor: Visitor
) -> None:
    await channel.send(to(visitor, SendText("?", buttons=(Button("はい", "yes"),))))
    pressed = visitor.tap("はい")
    assert isinstance(pressed, dict)

    await channel.answer(pressed["callback_query_id"], "もう終わっています", True)

    assert visitor.toasts == ["もう終わっています"]


async def test_an_answer_that_fails_is_nobodys_loss(
    channel: TelegramChannel, simulator: Simulator
) -> None:
    simulator.fail("answerCallbackQuery", "reset")

    await channel.answer("1", "", False)

"""While a person is there: what reaches staff, what is declined, and that the bot keeps silent."""

from datetime import timedelta

import pytest

from bot.simulator import Topic, Visitor
from tests.acceptance.ward import Ward, new_staff, said_in, texts

RELAYED_KINDS = ["sticker", "photo", "voice", "video", "video_note", "animation", "dice"]
DECLINED_KINDS = {
    "document": "ファイル",
    "poll": "アンケート",
    "story": "ストーリー",
    "audio": "音楽",
}


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor) -> Topic:
    topic = await ward.open_case(visitor, "みどり")
    await ward.quiet()
    return topic


def _said(topic: Topic) -> list[str]:
    """Everything in the topic but the card and the bot's own notices."""
    return [m.text for m in topic.messages if m.from_bot and m.text.startswith("みどり ")]


async def test_what_is_written_reaches_staff_in_order_and_numbered(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    for word in ("一", "二", "三"):
        visitor.write(word)
    await ward.quiet()

    assert _said(topic) == ["みどり 1\n一", "みどり 2\n二", "みどり 3\n三"]


async def test_arrival_is_acknowledged_once_and_then_the_bot_is_silent(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    before = len(visitor.inbox)

    for word in ("一", "二", "三"):
        visitor.write(word)
        await ward.quiet()

    [received] = visitor.inbox[before:]
    assert received.text.startswith("届きました")


async def test_an_edit_comes_as_a_new_copy_and_the_old_one_stays(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    written = visitor.write("土曜に行きます")
    await ward.quiet()
    first = said_in(topic, "土曜")
    assert first is not None

    visitor.edit(written, "日曜に行きます")
    await ward.quiet()

    assert _said(topic) == ["みどり 1\n土曜に行きます", "みどり 2・書き直し\n日曜に行きます"]
    second = said_in(topic, "日曜")
    assert second is not None
    assert second.reply_to == first.id


async def test_an_edit_that_changes_nothing_is_passed_over(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    written = visitor.write("土曜に行きます")
    await ward.quiet()

    visitor.edit(written, "土曜に行きます")
    await ward.quiet()

    assert len(_said(topic)) == 1


async def test_an_answer_hangs_on_what_it_answers(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    staff = new_staff(ward)
    visitor.write("こんばんは")
    question = await ward.relayed(topic, "こんばんは")
    staff.write("何かありましたか", topic=topic, reply_to=question)
    shown = await ward.shown(visitor, "何かありましたか")

    visitor.write("あります", reply_to=shown)
    await ward.quiet()

    answer = said_in(topic, "あります")
    asked = [m for m in topic.messages if m.text == "何かありましたか"]
    assert answer is not None
    assert answer.reply_to == asked[0].id


async def test_what_names_nobody_is_copied_to_staff_and_never_forwarded(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    for kind in RELAYED_KINDS:
        visitor.send(kind)
    await ward.quiet()

    copies = [m for m in topic.messages if m.kind != "text"]
    assert [m.kind for m in copies] == RELAYED_KINDS
    assert not any("forward_origin" in m.fields for m in copies)
    assert ward.simulator.calls("forwardMessage") == []


async def test_a_caption_comes_along_under_the_header(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    visitor.send("photo", caption="庭の花です")
    await ward.quiet()

    [photo] = [m for m in topic.messages if m.kind == "photo"]
    assert photo.text == "みどり 1\n庭の花です"


async def test_an_album_arrives_whole(ward: Ward, visitor: Visitor, topic: Topic) -> None:
    visitor.album("photo", "photo", "video", caption="三枚")
    await ward.quiet()
    ward.pass_time(timedelta(seconds=2))
    await ward.until(lambda: [m for m in topic.messages if m.kind == "video"])

    copies = [m for m in topic.messages if m.kind != "text"]
    assert [m.kind for m in copies] == ["photo", "photo", "video"]
    assert len({m.fields["media_group_id"] for m in copies}) == 1
    assert said_in(topic, "三枚") is not None


async def test_what_may_name_somebody_is_declined_in_words(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    relayed, before = len(topic.messages), len(visitor.inbox)

    for kind in DECLINED_KINDS:
        visitor.send(kind)
    await ward.quiet()

    declined = texts(visitor.inbox[before:])
    expected = [f"いまの（{name}）は、お渡しできませんでした" for name in DECLINED_KINDS.values()]
    assert [words in text for words, text in zip(expected, declined, strict=True)] == [True] * 4
    assert len(topic.messages) == relayed


@pytest.mark.parametrize("kind", ["contact", "location", "venue"])
@pytest.mark.parametrize("agrees", [True, False])
async def test_what_reveals_somebody_is_given_only_on_the_visitors_word(
    ward: Ward, visitor: Visitor, topic: Topic, kind: str, agrees: bool
) -> None:
    visitor.send(kind)
    await ward.quiet()
    before = [m.kind for m in topic.messages]

    visitor.tap("渡す" if agrees else "渡さない")
    await ward.quiet()
    after = [m.kind for m in topic.messages][len(before) :]

    assert kind not in before
    assert after == ([kind] if agrees else [])


async def test_the_caption_of_what_is_declined_arrives_all_the_same(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    visitor.send("document", caption="診断書です")
    await ward.quiet()

    assert said_in(topic, "診断書です") is not None
    assert [m.kind for m in topic.messages if m.kind == "document"] == []


async def test_what_is_declined_is_named_in_the_visitors_language(ward: Ward) -> None:
    visitor = ward.simulator.visitor("Alex", language_code="en")
    await ward.at_menu(visitor)
    for label in ("Talk to a person", "Continue", "No name"):
        await ward.tap(visitor, label)
    for _ in ("about", "age"):
        await ward.tap(visitor, "I'd rather not say")
    await ward.tap(visitor, "Connect me to a person")
    before = len(visitor.inbox)

    for kind in DECLINED_KINDS:
        visitor.send(kind)
    await ward.quiet()

    assert [text.isascii() for text in texts(visitor.inbox[before:])] == [True] * 4


@pytest.mark.parametrize("typed", ["/start", "/menu", "/help", "/language", "/start who"])
async def test_a_command_gives_no_more_than_a_word_that_somebody_is_there(
    ward: Ward, visitor: Visitor, topic: Topic, typed: str
) -> None:
    before = len(visitor.inbox)

    screen = await ward.write(visitor, typed)

    assert len(visitor.inbox) == before + 1
    assert "窓口の人とつながっています" in screen.text
    assert screen.buttons == ["相談を終わる", "いま、とてもつらい"]


async def test_an_old_button_gives_no_more_than_a_passing_line(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    menu = next(m for m in visitor.inbox if "予約は必要？" in m.buttons)
    before = texts(visitor.inbox)

    visitor.tap("予約は必要？", menu)
    await ward.quiet()

    assert texts(visitor.inbox) == before
    assert "窓口の人とつながっています" in visitor.toasts[-1]


async def test_help_in_great_distress_is_shown_within_a_case_too(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    menu = next(m for m in visitor.inbox if "いま、とてもつらい" in m.buttons)

    visitor.tap("いま、とてもつらい", menu)

    screen = await ward.after(visitor)
    assert "119" in screen.text
    assert "相談を終わる" in screen.buttons
    visitor.write("まだいます")
    await ward.quiet()
    assert said_in(topic, "まだいます") is not None


async def test_the_bot_never_speaks_from_the_claim_to_the_release(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    staff = new_staff(ward)
    staff.tap("担当する")
    claimed = await ward.after(visitor)
    before = len(visitor.inbox)

    written = visitor.write("メニュー")
    visitor.edit(written, "人と話す")
    visitor.send("photo", caption="予約は必要？")
    visitor.write("きょうはとても眠い")
    visitor.react(claimed, "👍")
    await ward.quiet()

    assert "相談員（" in claimed.text
    assert texts(visitor.inbox[before:]) == []
    assert said_in(topic, "きょうはとても眠い") is not None

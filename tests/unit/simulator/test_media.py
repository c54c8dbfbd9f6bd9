"""Files and everything else that is no text, both ways."""

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.simulator import Simulator, Visitor
from bot.simulator.wire import words
from tests.unit.simulator.conftest import Caller

KINDS = words(
    "photo sticker voice video video_note animation audio document contact location venue poll "
    "dice story"
)


@pytest.mark.parametrize("kind", KINDS)
async def test_whatever_a_person_sends_arrives(bot: Bot, visitor: Visitor, kind: str) -> None:
    sent = visitor.send(kind)

    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert sent.kind == kind
    assert getattr(message, kind)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "story"])
async def test_whatever_a_person_sends_can_be_copied(
    bot: Bot, simulator: Simulator, visitor: Visitor, kind: str
) -> None:
    sent = visitor.send(kind)

    copy = await bot.copy_message(simulator.group_id, visitor.id, sent.id)

    assert simulator.group.messages[copy.message_id].kind == kind


async def test_the_bot_sends_every_kind(bot: Bot, visitor: Visitor) -> None:
    to = visitor.id

    await bot.send_photo(to, b"1", caption="写真")
    await bot.send_document(to, b"2", filename="a.txt")
    await bot.send_sticker(to, b"3")
    await bot.send_voice(to, b"4")
    await bot.send_video(to, b"5")
    await bot.send_video_note(to, b"6")
    await bot.send_animation(to, b"7")
    await bot.send_audio(to, b"8")
    await bot.send_location(to, 35.0, 139.0)
    await bot.send_venue(to, 35.0, 139.0, "広場", "駅前")
    await bot.send_contact(to, "+00000000000", "窓口")
    await bot.send_poll(to, "どちら", ["a", "b"])
    await bot.send_dice(to)

    assert [message.kind for message in visitor.inbox] == [
        "photo",
        "document",
        "sticker",
        "voice",
        "video",
        "video_note",
        "animation",
        "audio",
        "location",
        "venue",
        "contact",
        "poll",
        "dice",
    ]


async def test_an_upload_can_be_downloaded_and_sent_again(bot: Bot, visitor: Visitor) -> None:
    sent = await bot.send_document(visitor.id, b"content", filename="a.txt")
    assert sent.document is not None

    again = await bot.send_document(visitor.id, sent.document.file_id)
    file = await bot.get_file(sent.document.file_id)

    assert await file.download_as_bytearray() == b"content"
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id


async def test_a_wrong_file_is_refused(bot: Bot, visitor: Visitor) -> None:
    photo = visitor.send("photo")

    with pytest.raises(BadRequest, match="Wrong file identifier/http url specified"):
        await bot.send_photo(visitor.id, "nonsense")
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(visitor.id, photo.fields["photo"][-1]["file_id"])
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("nonsense")


async def test_an_album_shares_one_number(bot: Bot, visitor: Visitor) -> None:
    sent = await bot.send_media_group(
        visitor.id, [InputMediaPhoto(b"1", caption="ふたつ"), InputMediaPhoto(b"2")]
    )

    assert len({message.media_group_id for message in sent}) == 1
    assert [message.text for message in visitor.inbox] == ["ふたつ", ""]


async def test_papers_and_pictures_are_no_album(call: Caller, bot: Bot, visitor: Visitor) -> None:
    with pytest.raises(BadRequest, match="Can't use the media of the specified type"):
        await bot.send_media_group(visitor.id, [InputMediaPhoto(b"1"), InputMediaDocument(b"2")])
    for media, refusal in (
        ([], "there are no messages to send"),
        ([{"type": "photo", "media": "x"}] * 11, "too many messages to send as an album"),
    ):
        _, envelope = await call("sendMediaGroup", chat_id=visitor.id, media=media)
        assert envelope["description"] == f"Bad Request: {refusal}"


async def test_a_peoples_album_arrives_piece_by_piece(bot: Bot, visitor: Visitor) -> None:
    visitor.album("photo", "video", caption="ふたつ")

    messages = [u.message for u in await bot.get_updates(offset=-2) if u.message]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["ふたつ", None]


def test_what_may_be_viewed_once_never_reaches_the_bot(
    simulator: Simulator, visitor: Visitor
) -> None:
    before = len(simulator.queue)

    visitor.send("photo", view_once=True)

    assert len(simulator.queue) == before


async def test_a_long_caption_is_refused(bot: Bot, visitor: Visitor) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(visitor.id, b"1", caption="あ" * 1025)


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendLocation", {}, "latitude and longitude must be specified"),
        ("sendContact", {"phone_number": "1"}, "phone number and first name must be specified"),
        ("sendPoll", {"question": "x", "options": ["a"]}, "poll must have at least 2 options"),
        ("sendPoll", {"options": ["a", "b"]}, "poll question must be non-empty"),
        ("sendDice", {"emoji": "x"}, "invalid dice emoji specified"),
        ("sendPhoto", {}, "there is no photo in the request"),
    ],
)
async def test_half_given_things_are_refused(
    call: Caller, visitor: Visitor, method: str, parameters: dict[str, object], description: str
) -> None:
    status, envelope = await call(method, chat_id=visitor.id, **parameters)

    assert (status, envelope["description"]) == (400, f"Bad Request: {description}")

"""How words cross from one side to the other."""

import pytest

from bot.desk import words
from bot.model.delivery import Copy, EditText, SendText, Side, Slot
from bot.model.effects import RelayToStaff, RelayToVisitor
from bot.model.ids import MessageId
from bot.model.inputs import Edited, Entity, MediaKind, Said, Showed
from bot.pipeline import relay
from bot.pipeline.relay import CAPTIONED, HARMLESS
from bot.pipeline.split import units

HERE = MessageId(41)
THERE = MessageId(52)
HEADER = Entity("bold", 0, 5)
TELLING = (
    Entity("text_link", 0, 2, url="https://example.org"),
    Entity("text_mention", 0, 2),
    Entity("mention", 0, 2),
    Entity("custom_emoji", 0, 2),
    Entity("url", 0, 2),
    Entity("email", 0, 2),
    Entity("phone_number", 0, 2),
    Entity("hashtag", 0, 2),
    Entity("bot_command", 0, 2),
)


def to_staff(written: Said | Showed | Edited) -> list[SendText | Copy]:
    return list(relay.to_staff(RelayToStaff("みどり 1", written), THERE))


def test_words_are_written_anew_under_a_bold_header() -> None:
    said = Said(HERE, "つらいです", (Entity("italic", 0, 3),))

    assert to_staff(said) == [
        SendText("みどり 1\nつらいです", (HEADER, Entity("italic", 6, 3)), reply_to=THERE)
    ]


def test_a_long_text_comes_in_parts_and_only_the_first_hangs_on_what_it_answers() -> None:
    acts = to_staff(Said(HERE, "あ" * 4096))

    assert [type(act) for act in acts] == [SendText, SendText]
    assert [act.reply_to for act in acts] == [THERE, None]


@pytest.mark.parametrize("kind", sorted(CAPTIONED))
def test_a_picture_is_copied_with_the_header_in_its_caption(kind: MediaKind) -> None:
    shown = Showed(HERE, kind, "部屋です")

    assert to_staff(shown) == [
        Copy(HERE, Side.VISITOR, "みどり 1\n部屋です", (HEADER,), reply_to=THERE)
    ]


@pytest.mark.parametrize("kind", sorted(set(MediaKind) - CAPTIONED))
def test_what_takes_no_caption_is_copied_as_it_is(kind: MediaKind) -> None:
    assert to_staff(Showed(HERE, kind)) == [Copy(HERE, Side.VISITOR, None, reply_to=THERE)]


def test_a_caption_that_is_too_long_with_its_header_follows_in_a_message_of_its_own() -> None:
    picture, text = to_staff(Showed(HERE, MediaKind.PHOTO, "あ" * 1024))

    assert isinstance(picture, Copy)
    assert picture.caption == "みどり 1"
    assert isinstance(text, SendText)
    assert text.text == "みどり 1\n" + "あ" * 1024
    assert text.reply_to is None


def test_a_caption_that_just_fits_stays_with_its_picture() -> None:
    (picture,) = to_staff(Showed(HERE, MediaKind.PHOTO, "あ" * (1024 - units("みどり 1\n"))))

    assert isinstance(picture, Copy)


@pytest.mark.parametrize("entity", TELLING, ids=lambda each: each.kind)
def test_formatting_that_names_somebody_or_leads_away_is_left_behind(entity: Entity) -> None:
    assert relay.filtered((entity,)) == ()


def test_harmless_formatting_crosses_without_addresses() -> None:
    entities = tuple(Entity(kind, 0, 1, url="https://example.org") for kind in sorted(HARMLESS))

    assert [each.kind for each in relay.filtered(entities)] == sorted(HARMLESS)
    assert not any(each.url for each in relay.filtered(entities))


def test_a_reply_goes_to_the_visitor_under_the_name_staff_have_there() -> None:
    effect = RelayToVisitor(THERE, "さくら", "はい", (*TELLING, Entity("bold", 0, 2)))

    acts = relay.to_visitor(effect, "相談員（さくら）", HERE)

    expected = SendText(
        "相談員（さくら）\nはい", (Entity("bold", 0, 8), Entity("bold", 9, 2)), reply_to=HERE
    )
    assert acts == (expected,)


def test_a_picture_of_staff_is_copied_out_of_the_topic() -> None:
    effect = RelayToVisitor(THERE, "さくら", "", media=MediaKind.PHOTO)

    assert relay.to_visitor(effect, "相談員", None) == (
        Copy(THERE, Side.TOPIC, "相談員", (Entity("bold", 0, 3),)),
    )


def test_a_change_hangs_on_what_it_changes_and_an_answer_on_what_it_answers() -> None:
    assert relay.points_at(Edited(HERE, "x")) == HERE
    assert relay.points_at(Said(HERE, "x", reply_to=THERE)) == THERE
    assert relay.points_at(Showed(HERE, MediaKind.PHOTO)) not in {HERE, THERE}


def test_a_second_copy_says_that_it_may_be_one() -> None:
    assert relay.marked(SendText("みどり 1\nはい")) == SendText(
        f"みどり 1\nはい\n（{words.MAYBE_REPEATED}）"
    )


@pytest.mark.parametrize(
    "act", [SendText("あ" * 4096), Copy(HERE, Side.VISITOR), EditText(Slot.CARD, "x")]
)
def test_what_has_no_room_for_it_stays_as_it_is(act: SendText | Copy | EditText) -> None:
    assert relay.marked(act) == act

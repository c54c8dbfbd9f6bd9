"""How words cross from one side to the other."""

from dataclasses import replace

import pytest

from bot.desk import words
from bot.model.delivery import Copy, EditCaption, EditText, SendText, Side, Slot
from bot.model.effects import EditReply, RelayToStaff, RelayToVisitor
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


WITH_CAPTION, AS_IT_IS = "copied with the header in its caption", "copied as it is"
RULES = {
    MediaKind.PHOTO: WITH_CAPTION,
    MediaKind.VIDEO: WITH_CAPTION,
    MediaKind.ANIMATION: WITH_CAPTION,
    MediaKind.VOICE: WITH_CAPTION,
    MediaKind.AUDIO: WITH_CAPTION,
    MediaKind.DOCUMENT: WITH_CAPTION,
    MediaKind.STICKER: AS_IT_IS,
    MediaKind.VIDEO_NOTE: AS_IT_IS,
    MediaKind.CONTACT: AS_IT_IS,
    MediaKind.LOCATION: AS_IT_IS,
    MediaKind.POLL: AS_IT_IS,
    MediaKind.DICE: AS_IT_IS,
    MediaKind.STORY: AS_IT_IS,
    MediaKind.OTHER: AS_IT_IS,
}
"""How each kind crosses once an engine lets it; which ones cross at all is not decided here."""


def to_staff(written: Said | Showed | Edited) -> list[SendText | Copy]:
    return list(relay.to_staff(RelayToStaff("みどり 1", written), THERE))


def to_visitor(
    text: str,
    *,
    entities: tuple[Entity, ...] = (),
    media: MediaKind | None = None,
    album: str = "",
) -> list[SendText | Copy]:
    effect = RelayToVisitor(THERE, "さくら", text, entities, media, album=album)
    return list(relay.to_visitor(effect, "相談員", HERE))


# ── words ────────────────────────────────────────────────────────────────────


def test_words_are_written_anew_under_a_bold_header() -> None:
    said = Said(HERE, "つらいです", (Entity("italic", 0, 3),))

    assert to_staff(said) == [
        SendText("みどり 1\nつらいです", (HEADER, Entity("italic", 6, 3)), reply_to=THERE)
    ]


def test_a_long_text_comes_in_parts_and_only_the_first_hangs_on_what_it_answers() -> None:
    acts = to_staff(Said(HERE, "あ" * 4096))

    assert [type(act) for act in acts] == [SendText, SendText]
    assert [act.reply_to for act in acts] == [THERE, None]


def test_a_text_as_long_as_can_be_is_cut_at_a_line_end_with_its_formatting() -> None:
    first, second = "🌸" * 1500, "い" * 1095
    text = f"{first}\n{second}"
    assert units(text) == 4096

    acts = to_staff(Said(HERE, text, (Entity("code", 2998, 4), Entity("bold", 4000, 96))))

    assert acts == [
        SendText(f"みどり 1\n{first}", (HEADER, Entity("code", 3004, 2)), reply_to=THERE),
        SendText(second, (Entity("code", 0, 1), Entity("bold", 999, 96))),
    ]


# ── every kind has its rule ──────────────────────────────────────────────────


def test_every_kind_has_a_rule() -> None:
    assert set(RULES) == set(MediaKind)
    assert {kind for kind, rule in RULES.items() if rule == WITH_CAPTION} == CAPTIONED


@pytest.mark.parametrize("kind", MediaKind)
def test_of_each_kind_a_visitor_can_send_staff_get_what_the_rule_says(kind: MediaKind) -> None:
    bare, worded = to_staff(Showed(HERE, kind)), to_staff(Showed(HERE, kind, "部屋です"))

    if RULES[kind] == WITH_CAPTION:
        assert bare == [Copy(HERE, Side.VISITOR, "みどり 1", (HEADER,), reply_to=THERE)]
        assert worded == [
            Copy(HERE, Side.VISITOR, "みどり 1\n部屋です", (HEADER,), reply_to=THERE)
        ]
    else:
        assert bare == [Copy(HERE, Side.VISITOR, reply_to=THERE)]
        assert worded == [
            SendText("みどり 1\n部屋です", (HEADER,), reply_to=THERE),
            Copy(HERE, Side.VISITOR, ""),
        ]


@pytest.mark.parametrize("kind", MediaKind)
def test_of_each_kind_staff_can_send_a_visitor_gets_what_the_rule_says(kind: MediaKind) -> None:
    name = Entity("bold", 0, 3)

    bare, worded = to_visitor("", media=kind), to_visitor("どうぞ", media=kind)

    if RULES[kind] == WITH_CAPTION:
        assert bare == [Copy(THERE, Side.TOPIC, "相談員", (name,), reply_to=HERE)]
        assert worded == [Copy(THERE, Side.TOPIC, "相談員\nどうぞ", (name,), reply_to=HERE)]
    else:
        assert bare == [Copy(THERE, Side.TOPIC, reply_to=HERE)]
        assert worded == [
            SendText("相談員\nどうぞ", (name,), reply_to=HERE),
            Copy(THERE, Side.TOPIC, ""),
        ]


@pytest.mark.parametrize("kind", MediaKind)
def test_part_of_an_album_goes_bare_and_its_caption_ahead_of_it(kind: MediaKind) -> None:
    assert to_staff(Showed(HERE, kind, album="99")) == [Copy(HERE, Side.VISITOR, reply_to=THERE)]
    assert to_staff(Showed(HERE, kind, "部屋です", album="99")) == [
        SendText("みどり 1\n部屋です", (HEADER,), reply_to=THERE),
        Copy(HERE, Side.VISITOR, ""),
    ]
    assert to_visitor("", media=kind, album="99") == [Copy(THERE, Side.TOPIC, reply_to=HERE)]
    assert to_visitor("どうぞ", media=kind, album="99") == [
        SendText("相談員\nどうぞ", (Entity("bold", 0, 3),), reply_to=HERE),
        Copy(THERE, Side.TOPIC, ""),
    ]


def test_a_long_caption_of_an_album_goes_ahead_in_parts() -> None:
    acts = to_staff(Showed(HERE, MediaKind.PHOTO, "あ" * 4096, album="99"))

    assert [type(act) for act in acts] == [SendText, SendText, Copy]
    assert [act.reply_to for act in acts] == [THERE, None, None]


# ── captions ─────────────────────────────────────────────────────────────────


def test_a_caption_that_is_too_long_with_its_header_follows_in_a_message_of_its_own() -> None:
    picture, text = to_staff(Showed(HERE, MediaKind.PHOTO, "あ" * 1024))

    assert isinstance(picture, Copy)
    assert picture.caption == "みどり 1"
    assert isinstance(text, SendText)
    assert text.text == "みどり 1\n" + "あ" * 1024
    assert text.reply_to is None


def test_a_caption_of_staff_that_is_too_long_follows_in_a_message_of_its_own() -> None:
    bold = Entity("bold", 0, 3)

    acts = to_visitor("あ" * 1024, entities=(Entity("code", 1000, 24),), media=MediaKind.PHOTO)

    assert acts == [
        Copy(THERE, Side.TOPIC, "相談員", (bold,), reply_to=HERE),
        SendText("相談員\n" + "あ" * 1024, (bold, Entity("code", 1004, 24))),
    ]


def test_a_caption_that_just_fits_stays_with_its_picture() -> None:
    (picture,) = to_staff(Showed(HERE, MediaKind.PHOTO, "あ" * (1024 - units("みどり 1\n"))))

    assert isinstance(picture, Copy)


# ── what names somebody ──────────────────────────────────────────────────────


@pytest.mark.parametrize("entity", TELLING, ids=lambda each: each.kind)
def test_formatting_that_names_somebody_or_leads_away_is_left_behind(entity: Entity) -> None:
    assert relay.filtered((entity,)) == ()


def test_harmless_formatting_crosses_without_addresses() -> None:
    entities = tuple(Entity(kind, 0, 1, url="https://example.org") for kind in sorted(HARMLESS))

    assert [each.kind for each in relay.filtered(entities)] == sorted(HARMLESS)
    assert not any(each.url for each in relay.filtered(entities))


def test_a_reply_goes_to_the_visitor_under_the_name_staff_have_there() -> None:
    effect = RelayToVisitor(THERE, "さくら", "はい", (Entity("bold", 0, 2),))

    acts = relay.to_visitor(effect, "相談員（さくら）", HERE)

    expected = SendText(
        "相談員（さくら）\nはい", (Entity("bold", 0, 8), Entity("bold", 9, 2)), reply_to=HERE
    )
    assert acts == (expected,)


NAMING = "山田さん🌸 @midori_5 へ"
MENTION, BEHIND = Entity("text_mention", 0, 2), Entity("bold", 17, 1)
NAMELESS = "●●さん🌸 ●●●●●●●●● へ"
MARKED = Entity("bold", 0, units("みどり 1・名前を伏せました"))


@pytest.mark.parametrize(
    "written",
    [
        Said(HERE, NAMING, (MENTION, BEHIND)),
        Edited(HERE, NAMING, (MENTION, BEHIND)),
        Edited(HERE, NAMING, (MENTION, BEHIND), caption=True),
    ],
)
def test_names_in_a_visitors_words_are_covered_and_staff_are_told(written: Said | Edited) -> None:
    behind = Entity("bold", 17 + MARKED.length + 1, 1)

    assert to_staff(written) == [
        SendText(f"みどり 1・名前を伏せました\n{NAMELESS}", (MARKED, behind), reply_to=THERE)
    ]


def test_names_in_a_visitors_captions_are_covered_and_staff_are_told() -> None:
    photo = Showed(HERE, MediaKind.PHOTO, "@midori_5")
    caption = "みどり 1・名前を伏せました\n●●●●●●●●●"

    assert to_staff(photo) == [Copy(HERE, Side.VISITOR, caption, (MARKED,), reply_to=THERE)]
    assert to_staff(replace(photo, album="99"))[0] == SendText(caption, (MARKED,), reply_to=THERE)


@pytest.mark.parametrize("media", [None, MediaKind.PHOTO, MediaKind.OTHER])
def test_names_in_staffs_words_are_covered_and_the_visitor_reads_no_mark(
    media: MediaKind | None,
) -> None:
    first = to_visitor(NAMING, entities=(MENTION, BEHIND), media=media)[0]

    shown = first.text if isinstance(first, SendText) else first.caption
    assert shown == f"相談員\n{NAMELESS}"
    assert first.entities == (Entity("bold", 0, 3), Entity("bold", 21, 1))


CHANGED, MARKS = f"相談員\n{NAMELESS}", (Entity("bold", 0, 3), Entity("bold", 21, 1))


@pytest.mark.parametrize(
    ("caption", "act"),
    [
        (False, EditText(Slot.TWIN, CHANGED, entities=MARKS)),
        (True, EditCaption(Slot.TWIN, CHANGED, MARKS)),
    ],
)
def test_a_reply_that_is_changed_names_nobody_either(
    caption: bool, act: EditText | EditCaption
) -> None:
    effect = EditReply(THERE, "さくら", NAMING, (MENTION, BEHIND), caption)

    assert relay.changed(effect, "相談員") == (act,)


@pytest.mark.parametrize(("caption", "most"), [(False, 4096), (True, 1024)])
def test_a_reply_that_is_changed_beyond_one_message_comes_in_several(
    caption: bool, most: int
) -> None:
    room = most - units("相談員\n")
    fits = EditReply(THERE, "さくら", "あ" * room, caption=caption)
    long = EditReply(THERE, "さくら", "あ" * (room + 1), caption=caption)

    assert [len(relay.changed(each, "相談員")) for each in (fits, long)] == [1, 2]


# ── threads and second copies ────────────────────────────────────────────────


def test_a_change_hangs_on_what_it_changes_and_an_answer_on_what_it_answers() -> None:
    assert relay.points_at(Edited(HERE, "x")) == HERE
    assert relay.points_at(Said(HERE, "x", reply_to=THERE)) == THERE
    assert relay.points_at(Showed(HERE, MediaKind.PHOTO)) not in {HERE, THERE}


def test_a_second_copy_says_that_it_may_be_one() -> None:
    assert relay.marked(SendText("みどり 1\nはい")) == SendText(
        f"みどり 1\nはい\n（{words.MAYBE_REPEATED}）"
    )


def test_a_second_copy_of_a_picture_says_so_in_its_caption() -> None:
    marked = relay.marked(Copy(HERE, Side.VISITOR, caption="みどり 2\n庭です"))

    assert marked == Copy(
        HERE, Side.VISITOR, caption=f"みどり 2\n庭です\n（{words.MAYBE_REPEATED}）"
    )


@pytest.mark.parametrize(
    "act",
    [
        SendText("あ" * 4096),
        Copy(HERE, Side.VISITOR),
        Copy(HERE, Side.VISITOR, caption=""),
        Copy(HERE, Side.VISITOR, caption="あ" * 1024),
        EditText(Slot.CARD, "x"),
    ],
)
def test_what_has_no_room_for_it_stays_as_it_is(act: SendText | Copy | EditText) -> None:
    assert relay.marked(act) == act

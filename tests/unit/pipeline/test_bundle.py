"""What waits for a group goes together: headers, times and formatting kept, nothing lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.delivery import Copy, Outgoing, SendText, Side
from bot.model.ids import MessageId
from bot.model.inputs import About, Entity
from bot.pipeline.bundle import Written, bundled, is_bundled
from bot.pipeline.split import TEXT_LIMIT, Piece, headed, units

AT = datetime(2026, 11, 24, 1, 2, tzinfo=UTC)
"""Two past ten in Tokyo."""


def relayed(
    text: str, number: int = 1, entities: tuple[Entity, ...] = (), reply_to: int | None = None
) -> Outgoing:
    whole = headed(f"🌸みどり {number}", text, entities)
    hangs_on = None if reply_to is None else MessageId(reply_to)
    act = SendText(whole.text, whole.entities, reply_to=hangs_on)
    return Outgoing(Side.TOPIC, act, about=About.RELAY)


WORDS = SendText("みどり 1\nあの", (Entity("bold", 0, 5),))


def written(text: str, number: int = 1, minutes: int = 0) -> Written:
    return Written(relayed(text, number), AT + timedelta(minutes=minutes))


def under(act: SendText, entity: Entity) -> str:
    raw = act.text.encode("utf-16-le")
    return raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def test_several_stand_below_each_other_with_number_and_time() -> None:
    act, count = bundled([written("あの", 1), written("すみません", 2, minutes=1)])

    assert count == 2
    assert act.text == "🌸みどり 1（10:02）\nあの\n\n🌸みどり 2（10:03）\nすみません"
    assert [under(act, each) for each in act.entities] == ["🌸みどり 1", "🌸みどり 2"]


def test_one_alone_stays_as_it_is() -> None:
    alone = written("あの")

    assert bundled([alone]) == (alone.outgoing.act, 1)


def test_formatting_stays_where_it_was() -> None:
    bold = relayed("🌸とても🌸つらい", entities=(Entity("italic", 5, 5),))

    act, _ = bundled([written("あの"), Written(bold, AT)])

    [italic] = [each for each in act.entities if each.kind == "italic"]
    assert under(act, italic) == "🌸つらい"


@pytest.mark.parametrize(
    "alone",
    [
        relayed("つづき", reply_to=5),
        Outgoing(Side.TOPIC, SendText("長い文のつづき"), about=About.RELAY),
        Outgoing(Side.TOPIC, Copy(MessageId(1), Side.VISITOR), about=About.RELAY),
        Outgoing(Side.TOPIC, relayed("お知らせ").act, about=About.NOTICE),
        replace(relayed("あの"), expires=AT),
        replace(relayed("あの"), act=replace(WORDS, silent=True)),
    ],
    ids=[
        "what hangs on another",
        "a later part",
        "a picture",
        "not the visitor's words",
        "what may be dropped",
        "what makes no sound",
    ],
)
def test_what_goes_alone(alone: Outgoing) -> None:
    assert not is_bundled(alone)
    assert is_bundled(relayed("あの"))


def test_as_many_go_as_one_message_holds() -> None:
    long = [written("あ" * 1500, number) for number in range(1, 5)]

    act, count = bundled(long)

    assert count == 2
    assert units(act.text) <= TEXT_LIMIT


def test_nothing_to_join_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="begins with a text"):
        bundled([])


@given(st.lists(st.text("あ🌸a\n", min_size=1, max_size=4000), min_size=1, max_size=12))
def test_what_is_joined_fits_and_is_all_there(texts: list[str]) -> None:
    line = [written(text, number) for number, text in enumerate(texts, 1) if _fits(text)]
    if not line:
        return

    act, count = bundled(line)

    assert units(act.text) <= TEXT_LIMIT
    assert count == 1 or act.text.count("（10:02）") == count
    rest = act.text
    for each in line[:count]:
        assert isinstance(each.outgoing.act, SendText)
        body = each.outgoing.act.text.partition("\n")[2]
        found = rest.find(body)
        assert found >= 0
        rest = rest[found + len(body) :]


def _fits(text: str) -> bool:
    whole: Piece = headed("🌸みどり 10", text, ())
    return units(whole.text) <= TEXT_LIMIT

"""A terminal as a channel."""

import pytest

from bot.channels.console import GROUP, VISITOR, Console
from bot.model.delivery import (
    Copy,
    CopyAlbum,
    Delivered,
    EditText,
    MakeTopic,
    Parcel,
    SendText,
    ShutTopic,
    Side,
    Slot,
)
from bot.model.effects import Button
from bot.model.ids import MessageId, ThreadId
from bot.model.inputs import Arrival, Commanded, FromVisitor, Input, Pressed, Said, Started

SCREEN = SendText(
    "何から知りたいですか", buttons=(Button("費用", "go:cost"), Button("人", "go:p"))
)


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def console(shown: list[str]) -> Console:
    return Console(shown.append)


async def test_a_screen_is_printed_with_its_buttons_numbered(
    console: Console, shown: list[str]
) -> None:
    outcome = await console.send(Parcel(VISITOR, None, SCREEN))

    assert outcome == Delivered(MessageId(1))
    assert shown == ["\n何から知りたいですか", "   1  費用", "   2  人"]


async def test_every_picture_of_an_album_gets_a_number_of_its_own(
    console: Console, shown: list[str]
) -> None:
    album = CopyAlbum((MessageId(7), MessageId(8), MessageId(9)), Side.VISITOR)

    outcome = await console.send(Parcel(GROUP, ThreadId(1), album))
    following = await console.send(Parcel(GROUP, ThreadId(1), SendText("札")))

    assert outcome == Delivered(album=(MessageId(1), MessageId(2), MessageId(3)))
    assert following == Delivered(MessageId(4))
    assert shown[0] == "  ┆ （写し 3 枚）"


async def test_staffs_side_is_told_in_one_line_each(console: Console, shown: list[str]) -> None:
    for act in (
        MakeTopic("みどり ・1"),
        SendText("札\n二行目"),
        EditText(Slot.CARD, "新しい札"),
        Copy(MessageId(1), Side.VISITOR),
        ShutTopic(),
    ):
        await console.send(Parcel(GROUP, ThreadId(1), act))

    assert shown == [
        "  ┆ 窓口に新しいトピック: みどり ・1",
        "  ┆ 窓口に: 札",
        "  ┆ 窓口に: 新しい札",
        "  ┆ （写し）",
    ]


async def test_a_passing_line_is_printed_and_an_empty_one_is_not(
    console: Console, shown: list[str]
) -> None:
    await console.answer("", "もう終わっています", alert=False)
    await console.answer("", "", alert=False)

    assert shown == ["（もう終わっています）"]


@pytest.mark.parametrize(
    ("line", "happened"),
    [
        ("1", Pressed(MessageId(1), "go:cost")),
        (" 2 \n", Pressed(MessageId(1), "go:p")),
        ("3", Said(MessageId(-1), "3")),
        ("0", Said(MessageId(-1), "0")),
        ("２", Pressed(MessageId(1), "go:p")),
        ("/start library", Started("library")),
        ("/start", Started()),
        ("/menu", Commanded("menu")),
        ("つらいです", Said(MessageId(-1), "つらいです")),
        ("1人です", Said(MessageId(-1), "1人です")),
    ],
)
async def test_a_line_is_a_button_a_command_or_words(
    console: Console, line: str, happened: Input
) -> None:
    await console.send(Parcel(VISITOR, None, SCREEN))

    assert console.read(line) == Arrival("console:1", FromVisitor(VISITOR), happened)


@pytest.mark.parametrize("line", ["", "\n", "   "])
def test_an_empty_line_is_nothing(console: Console, line: str) -> None:
    assert console.read(line) is None


def test_every_line_is_an_arrival_of_its_own(console: Console) -> None:
    keys = {arrival.key for arrival in (console.started(), *map(console.read, "ああ")) if arrival}

    assert len(keys) == 3


async def test_the_buttons_stay_until_there_are_others(console: Console) -> None:
    await console.send(Parcel(VISITOR, None, SCREEN))
    await console.send(Parcel(VISITOR, None, SendText("届きました")))

    arrival = console.read("1")

    assert arrival is not None
    assert arrival.input == Pressed(MessageId(1), "go:cost")

"""When nobody is there to read: the next opening, once for each time the desk is closed."""

from datetime import datetime, timedelta

import pytest

from bot.simulator import Visitor
from tests.acceptance.ward import TOKYO, Ward, new_staff, said_in

NOT_NOW = "いまは、読む人がいない時間です"
NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=TOKYO)
LUNCH = datetime(2026, 11, 24, 12, 30, tzinfo=TOKYO)
HOLIDAY = datetime(2026, 11, 23, 10, 0, tzinfo=TOKYO)
YEAR_END = datetime(2026, 12, 30, 10, 0, tzinfo=TOKYO)
LAST_MINUTE = datetime(2026, 11, 24, 16, 59, 59, tzinfo=TOKYO)
FIRST_MINUTE = datetime(2026, 11, 24, 17, 0, tzinfo=TOKYO)


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


def _told(visitor: Visitor) -> list[str]:
    return [m.text for m in visitor.inbox if NOT_NOW in m.text]


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        (NIGHT, "11月25日（水）9:00"),
        (LUNCH, "11月24日（火）13:00"),
        (HOLIDAY, "11月24日（火）9:00"),
        (YEAR_END, "令和9年1月4日（月）9:00"),
        (FIRST_MINUTE, "11月25日（水）9:00"),
    ],
)
async def test_the_next_opening_is_told_as_date_and_time(
    ward: Ward, visitor: Visitor, now: datetime, opening: str
) -> None:
    ward.now = now

    await ward.open_case(visitor, "みどり")
    await ward.quiet()

    [told] = _told(visitor)
    assert f"次に人がいるのは、{opening}の予定です" in told


async def test_in_the_last_minute_nobody_is_sent_away(ward: Ward, visitor: Visitor) -> None:
    ward.now = LAST_MINUTE

    await ward.open_case(visitor)
    await ward.quiet()

    assert _told(visitor) == []


async def test_the_opening_is_told_in_the_visitors_language(ward: Ward) -> None:
    visitor = ward.simulator.visitor("Alex", language_code="en")
    ward.now = NIGHT
    await ward.at_menu(visitor)
    for label in ("Talk to a person", "Continue", "No name"):
        await ward.tap(visitor, label)
    for _ in ("about", "age"):
        await ward.tap(visitor, "I'd rather not say")
    await ward.tap(visitor, "Connect me to a person")

    screen = await ward.after(visitor)

    assert "Wed, Nov 25, 9:00" in screen.text
    assert "It's very hard right now" in screen.buttons


async def test_it_is_told_once_for_each_time_the_desk_is_closed(
    ward: Ward, visitor: Visitor
) -> None:
    ward.now = NIGHT
    await ward.open_case(visitor)
    await ward.write(visitor, "夜です")
    await ward.write(visitor, "まだ夜です")
    told_in_the_night = len(_told(visitor))

    ward.pass_time(timedelta(hours=12))
    await ward.write(visitor, "朝です")
    told_in_the_morning = len(_told(visitor))
    ward.pass_time(timedelta(hours=12))
    await ward.write(visitor, "次の夜です")
    await ward.write(visitor, "眠れません")

    assert [told_in_the_night, told_in_the_morning, len(_told(visitor))] == [1, 1, 2]


async def test_what_is_written_while_nobody_is_there_arrives_all_the_same(
    ward: Ward, visitor: Visitor
) -> None:
    ward.now = NIGHT

    topic = await ward.open_case(visitor)
    await ward.write(visitor, "夜に書いています")

    assert said_in(topic, "夜に書いています") is not None


async def test_help_in_great_distress_stands_below_the_notice(
    ward: Ward, visitor: Visitor
) -> None:
    ward.now = NIGHT
    await ward.open_case(visitor)
    notice = await ward.after(visitor)

    visitor.tap("いま、とてもつらい", notice)

    assert "0120-279-338" in (await ward.after(visitor)).text


async def test_who_comes_back_in_the_night_is_told_too(ward: Ward, visitor: Visitor) -> None:
    await ward.open_case(visitor)
    new_staff(ward).tap("終了")
    await ward.quiet()
    ward.now = NIGHT

    await ward.write(visitor, "もう一度いいですか")

    assert len(_told(visitor)) == 1


async def test_once_and_only_once_also_across_a_restart(shut_ward: Ward) -> None:
    ward = shut_ward
    visitor = ward.simulator.visitor("やまだはなこ")
    ward.now = NIGHT
    async with ward.serving():
        await ward.open_case(visitor)
        await ward.quiet()

    async with ward.serving():
        await ward.write(visitor, "まだ夜です")

    assert len(_told(visitor)) == 1

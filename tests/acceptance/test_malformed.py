"""What nobody should have sent: unknown, malformed or made up; each has a defined outcome."""

import pytest

from bot.simulator import Topic, Visitor
from tests.acceptance.malformed import malformed, written
from tests.acceptance.ward import Ward, said_in


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor) -> Topic:
    topic = await ward.open_case(visitor, "みどり")
    await ward.quiet()
    return topic


async def test_an_unknown_kind_of_message_is_declined_in_words(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    visitor.act("raw", update={"message": written(visitor, hologram={"id": 1})})

    assert "お渡しできませんでした" in (await ward.after(visitor)).text


@pytest.mark.parametrize(
    "service",
    [
        {"pinned_message": {}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"write_access_allowed": {}},
    ],
)
async def test_what_telegram_itself_writes_is_nobodys_words(
    ward: Ward, visitor: Visitor, topic: Topic, service: dict[str, object]
) -> None:
    if "pinned_message" in service:
        service = {"pinned_message": visitor.inbox[-1].fields}
    before = len(visitor.inbox), len(topic.messages)

    visitor.act("raw", update={"message": written(visitor, **service)})
    await ward.quiet()

    assert (len(visitor.inbox), len(topic.messages)) == before


async def test_malformed_updates_stop_nothing_behind_them(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    ward.hurry(600)

    for update in malformed(visitor, topic):
        visitor.act("raw", update=update)
    visitor.write("そのあと")
    other = ward.simulator.visitor("すずきじろう")
    other.start()

    await ward.until(lambda: said_in(topic, "そのあと"))
    await ward.until(lambda: other.screen)


async def test_each_malformed_update_on_its_own_stops_nothing_behind_it(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    ward.hurry(600)

    for number, update in enumerate(malformed(visitor, topic)):
        visitor.act("raw", update=update)
        visitor.write(f"そのあと{number}。")
        await ward.relayed(topic, f"そのあと{number}。")


PRESSES = ["", "go:", "go:nowhere", "lang:tlh", "hand:0", "nick:1:take", ":", "stop:", "go:case"]


async def test_a_press_nobody_offered_leads_nowhere_bad(ward: Ward, visitor: Visitor) -> None:
    screen = await ward.at_menu(visitor)
    press = {"from": visitor.person.user(), "chat_instance": "1", "message": screen.fields}

    for number, data in enumerate(PRESSES):
        made_up = {**press, "id": str(number), "data": data}
        visitor.act("raw", update={"callback_query": made_up})
    await ward.quiet()
    again = await ward.at_menu(visitor)

    assert ward.topics == []
    assert "秘密は守られる？" in again.buttons

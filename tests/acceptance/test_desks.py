"""Several desks: a case that is handed on goes whole to the other group, and to no other."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.settings import HOME, Settings, read_settings
from bot.simulator import Chat, Message, Simulator, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts

MORE_DESKS = """
  - desk: sister
    name: となりの係
    ward: 文京区
    work names: [すみれ, つばき]
    hours: {confirmed: yes, weekly: {月火水木金: [9:00-17:00]}}
  - desk: taito
    name: 台東の窓口
    ward: 台東区
    work names: [あじさい, もみじ]
    hours: {confirmed: yes, weekly: {月火水木金: [9:00-17:00]}}
"""


@dataclass
class Wards(Ward):
    """A ward with two desks, and a desk of another ward."""

    groups: dict[str, Chat] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The settings that the program runs with."""
        pairs = ",".join(f"{desk}={chat.id}" for desk, chat in self.groups.items())
        return read_settings(
            telegram_token=self.simulator.token,
            telegram_api=self.simulator.url,
            staff_chats=pairs,
            state_dir=self.folder,
            flows=self.flows,
            paced=False,
            poll_seconds=5,
        )

    def colleague(self, desk: str) -> Staff:
        """Let somebody into a desk's group."""
        colleague = self.simulator.staff(f"係員 {desk}")
        self.groups[desk].members[colleague.id] = "administrator"
        return colleague

    def topics_of(self, desk: str) -> list[Topic]:
        """The cases' topics of a desk, oldest first."""
        there = self.groups[desk].topics.values()
        return [topic for topic in there if "受付" not in topic.name and not topic.deleted]


@pytest.fixture
async def wards(tmp_path: Path) -> AsyncIterator[Wards]:
    shutil.copytree(HOME / "flows", tmp_path / "flows")
    with (tmp_path / "flows" / "desks.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE_DESKS)
    async with Simulator(private_reactions=True) as simulator:
        groups = {
            "bunkyo": simulator.group,
            "sister": simulator.world.add_group("となりの係", is_forum=True),
            "taito": simulator.world.add_group("台東", is_forum=True),
        }
        wards = Wards(simulator, tmp_path / "state", flows=tmp_path / "flows", groups=groups)
        async with wards.serving():
            yield wards


@pytest.fixture
def visitor(wards: Wards) -> Visitor:
    return wards.simulator.visitor("やまだはなこ")


@pytest.fixture
def staff(wards: Wards) -> Staff:
    return new_staff(wards)


@pytest.fixture
async def topic(wards: Wards, visitor: Visitor, staff: Staff) -> Topic:
    topic = await wards.open_case(visitor, "みどり")
    visitor.write("こんばんは")
    staff.write("/claim", topic=topic)
    await wards.quiet()
    return topic


def _card(topic: Topic) -> Message:
    card = card_in(topic)
    assert card is not None
    return card


async def test_a_case_goes_to_another_desk_of_the_ward_at_once_with_its_reason(
    wards: Wards, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("/transfer となりの係 担当の区域です", topic=topic)
    await wards.quiet()

    [there] = wards.topics_of("sister")
    assert topic.closed
    assert said_in(topic, "「となりの係」に引きつぎました") is not None
    assert "担当の区域です" in _card(there).text
    assert "みどり" in there.name
    assert said_in(there, "こんばんは") is None  # earlier words stay where they were read
    visitor.write("もしもし")
    await wards.quiet()
    assert said_in(there, "もしもし") is not None
    assert said_in(topic, "もしもし") is None


async def test_the_other_desk_answers_under_its_own_work_name(
    wards: Wards, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("/transfer となりの係 担当の区域です", topic=topic)
    await wards.quiet()
    [there] = wards.topics_of("sister")
    colleague = wards.colleague("sister")

    colleague.write(
        "代わりました", topic=there, reply_to=_card(there), chat=wards.groups["sister"].id
    )
    shown = await wards.after(visitor)

    assert shown.text == "相談員（すみれ）\n代わりました"


async def test_a_reply_in_the_topic_it_left_goes_nowhere_and_says_so(
    wards: Wards, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("/transfer となりの係 担当の区域です", topic=topic)
    await wards.quiet()
    before = texts(visitor.inbox)

    reply = staff.write("まだいますか", topic=topic, reply_to=said_in(topic, "こんばんは"))
    await wards.quiet()

    assert texts(visitor.inbox) == before
    said = said_in(topic, "この相談は「となりの係」に引きつがれています")
    assert said is not None
    assert said.reply_to == reply.id


@pytest.mark.parametrize("agrees", [True, False])
async def test_to_another_ward_it_goes_only_when_the_visitor_agrees(
    wards: Wards, visitor: Visitor, topic: Topic, staff: Staff, agrees: bool
) -> None:
    staff.write("/transfer 台東の窓口 台東区にお住まいです", topic=topic)
    await wards.quiet()
    asked = wards.topics_of("taito")
    question = visitor.inbox[-1]

    visitor.tap("渡してよい" if agrees else "いまのままがいい", question)
    await wards.quiet()

    assert asked == []
    assert "台東の窓口" in question.text
    assert bool(wards.topics_of("taito")) is agrees
    assert topic.closed is agrees
    visitor.write("つづきです")
    await wards.quiet()
    home = wards.topics_of("taito")[0] if agrees else topic
    assert said_in(home, "つづきです") is not None


async def test_a_case_that_comes_back_finds_its_old_topic(
    wards: Wards, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("/transfer となりの係 担当の区域です", topic=topic)
    await wards.quiet()
    [there] = wards.topics_of("sister")
    colleague = wards.colleague("sister")

    colleague.write(
        "/transfer 文京区ひきこもり支援センター やはりお願いします",
        topic=there,
        chat=wards.groups["sister"].id,
    )
    await wards.quiet()
    visitor.write("戻りました")
    await wards.quiet()

    assert wards.topics == [topic]
    assert not topic.closed
    assert said_in(topic, "戻りました") is not None
    assert there.closed


async def test_the_same_message_number_in_two_groups_is_never_mistaken(
    wards: Wards, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    sister = wards.groups["sister"]
    first = staff.write("はじめの窓口です", topic=topic, reply_to=_card(topic))
    await wards.quiet()
    staff.write("/transfer となりの係 担当の区域です", topic=topic)
    await wards.quiet()
    [there] = wards.topics_of("sister")
    colleague = wards.colleague("sister")
    sister.numbers.last = first.id - 1

    second = colleague.write("となりです", topic=there, reply_to=_card(there), chat=sister.id)
    await wards.quiet()
    colleague.act("edit", chat=sister.id, message_id=second.id, text="となりの係です")
    await wards.quiet()

    assert second.id == first.id
    shown = texts(visitor.inbox)
    assert "相談員（さくら）\nはじめの窓口です" in shown
    assert "相談員（すみれ）\nとなりの係です" in shown

"""Of who a visitor is on Telegram nothing is found: with staff, in logs, on the disk."""

import base64
import json
import logging

import pytest
import structlog

from bot.simulator import Topic, Visitor
from tests.acceptance.stumble import stumble
from tests.acceptance.ward import Ward, card_in, new_staff

FIRST, LAST, USERNAME = "カナリア花子", "カナリアヤマダ", "canary_hanako_77"
STAFF_NAME = "カナリア係員"
SAID = "カナリアのことば"
TRIES = 3


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor(FIRST, last_name=LAST, username=USERNAME, is_premium=True)


async def _whole_visit(ward: Ward, visitor: Visitor) -> Topic:
    """Go everywhere once, with everything that may carry a name."""
    visitor.start("confidentiality")
    topic = await ward.open_case(visitor, "みどり")
    staff = new_staff(ward, STAFF_NAME)
    staff.tap("担当する")
    own = {"offset": len(SAID), "length": 2, "user": visitor.person.user()}
    visitor.write(f"{SAID}はな @{USERNAME}", entities=[{"type": "text_mention", **own}])
    for kind in ("photo", "contact", "document", "sticker", "story", "location"):
        visitor.send(kind)
    await ward.quiet()
    staff.write("はい", topic=topic, reply_to=card_in(topic))
    await ward.quiet()
    visitor.block()
    await ward.quiet()
    visitor.unblock()
    await ward.quiet()
    staff.tap("終了")
    await ward.quiet()
    await ward.write(visitor, "もう一度")
    return topic


def _names(visitor: Visitor) -> list[str]:
    return [FIRST, LAST, USERNAME, str(visitor.id)]


async def test_staff_see_nothing_of_the_account(ward: Ward, visitor: Visitor) -> None:
    topic = await _whole_visit(ward, visitor)

    held = [*topic.messages, *ward.queue.messages, *ward.simulator.group.messages.values()]
    seen = [m.fields for m in held if m.from_bot]
    seen.append({"titles": [each.name for each in ward.simulator.topics]})
    shown = json.dumps(seen, ensure_ascii=False)
    assert SAID in shown  # the search finds what is there
    assert [name for name in _names(visitor) if name in shown] == []


async def test_nothing_of_the_account_is_ever_sent_to_the_group(
    ward: Ward, visitor: Visitor
) -> None:
    await _whole_visit(ward, visitor)

    calls = [c for c in ward.simulator.calls() if c.chat_id == ward.simulator.group_id]
    # the address of what is copied is between the server and us
    given = [{k: v for k, v in c.given.items() if k != "from_chat_id"} for c in calls]
    said = json.dumps(given, ensure_ascii=False)
    assert SAID in said
    assert [name for name in _names(visitor) if name in said] == []


async def test_the_bot_never_looks_visitors_up(ward: Ward, visitor: Visitor) -> None:
    await _whole_visit(ward, visitor)

    asked = {c.name for c in ward.simulator.calls() if c.chat_id == visitor.id}
    assert asked & {"getChat", "getChatMember", "getUserProfilePhotos"} == set()


async def test_the_visitor_sees_nothing_of_who_answers(ward: Ward, visitor: Visitor) -> None:
    await _whole_visit(ward, visitor)

    received = [m.fields for m in visitor.inbox]
    shown = json.dumps(received, ensure_ascii=False)
    staff = ward.simulator.find(STAFF_NAME)
    assert "さくら" in shown
    assert [n for n in (STAFF_NAME, str(staff.id), str(staff.person.username)) if n in shown] == []


async def test_a_mention_of_an_account_is_masked_and_staff_are_told_so(
    ward: Ward, visitor: Visitor
) -> None:
    topic = await _whole_visit(ward, visitor)

    said = next(m for m in topic.messages if SAID in m.text)
    assert said.text.endswith(f"・名前を伏せました\n{SAID}●● {'●' * (1 + len(USERNAME))}")
    assert {e["type"] for e in said.fields["entities"]} == {"bold"}


async def test_nothing_lies_open_on_the_disk(ward: Ward, visitor: Visitor) -> None:
    await _whole_visit(ward, visitor)

    assert _found_on_disk(ward, "engawa") is True  # the search finds what is there
    words = [*_names(visitor), SAID, "みどり", STAFF_NAME]
    assert [word for word in words if _found_on_disk(ward, word)] == []


async def test_nothing_lies_open_on_the_disk_after_a_turn_that_fails(
    ward: Ward, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward.hurry()
    await ward.open_case(visitor, "みどり")
    stumble(monkeypatch, SAID)

    visitor.write(SAID)
    await ward.until(
        lambda: "うまく動きませんでした" in str(visitor.screen and visitor.screen.text)
    )

    words = [*_names(visitor), SAID, "みどり"]
    assert [word for word in words if _found_on_disk(ward, word)] == []


def _found_on_disk(ward: Ward, word: str) -> bool:
    files = [path for path in ward.folder.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    content += " ".join(path.name for path in files).encode()
    return any(spelling in content for spelling in _spellings(word))


def _spellings(word: str) -> list[bytes]:
    """Spell a word in every way that it may lie about in."""
    plain = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    escaped = json.dumps(word).strip('"').encode()
    # in base64 a word looks different at each of three offsets; its ends depend on what is around
    cut = [base64.b64encode(b"\0" * shift + word.encode())[4:-4] for shift in range(3)]
    return [*plain, escaped, word.encode().hex().encode(), *(each for each in cut if each)]


async def test_the_logs_name_nobody_and_quote_nobody(
    ward: Ward,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    ward.hurry()
    with structlog.testing.capture_logs() as events:
        await _whole_visit(ward, visitor)
        stumble(monkeypatch, SAID)
        visitor.write(SAID)
        ward.simulator.fail("sendMessage", "refuse", chat_id=visitor.id, description="no")
        visitor.act("raw", update={"message": {"chat": {"id": visitor.id}, "text": SAID}})
        await ward.until(lambda: sum(e["event"] == "turn failed" for e in events) == TRIES)
        await ward.quiet()

    written = capfd.readouterr()
    logged = f"{events} {caplog.text} {written.out} {written.err}"
    assert "turn failed" in logged
    token = ward.simulator.token.partition(":")[2]
    for word in (*_names(visitor), SAID, "みどり", STAFF_NAME, token):
        assert word not in logged, word

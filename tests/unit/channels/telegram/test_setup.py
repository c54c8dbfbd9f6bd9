"""Before the first poll: who we are, what our commands are, whether the group is fit."""

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram import setup
from bot.channels.telegram.client import Client
from bot.channels.telegram.setup import REMEDIES, TOLD_IN_GROUP, Unfit
from bot.model.errors import TokenRefused
from bot.simulator import Simulator, Staff

MENUS = {"": {"start": "はじめから", "menu": "メニュー"}, "en": {"start": "Start over"}}


async def test_a_wrong_token_is_said_by_its_setting(simulator: Simulator) -> None:
    client = Client("1:wrong", simulator.url)

    with pytest.raises(TokenRefused, match="ENGAWA_TELEGRAM_TOKEN"):
        await setup.introduce(client)

    await client.shutdown()


async def test_a_network_that_comes_up_late_is_waited_for(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "FIRST_PAUSE", 0.01)
    simulator.fail("getMe", "status", status=502, times=2)
    client = Client(simulator.token, simulator.url)

    with capture_logs() as logs:
        await setup.introduce(client)

    await client.shutdown()
    assert [log["event"] for log in logs] == ["telegram not reached"] * 2
    assert len(simulator.calls("getMe")) == 3


async def test_the_commands_are_offered_in_every_language_to_visitors_alone(
    client: Client, simulator: Simulator
) -> None:
    offered = await setup.offer_commands(client, MENUS, {})

    assert offered == MENUS
    calls = simulator.calls("setMyCommands")
    assert [call.given.get("language_code") for call in calls] == [None, "en"]
    assert all("all_private_chats" in str(call.given["scope"]) for call in calls)


async def test_the_profile_is_told_in_every_language_and_taken_back_in_a_lost_one(
    client: Client, simulator: Simulator
) -> None:
    told = {"": ("つらいときは", "短く"), "en": ("Hard", "Short")}
    assert await setup.tell_profiles(client, told, {}) == told

    assert (await client.get_my_description()).description == "つらいときは"
    assert (await client.get_my_description("en")).description == "Hard"
    assert (await client.get_my_short_description("en")).short_description == "Short"

    fewer = {"": told[""]}
    count = len(simulator.calls("setMyDescription"))
    assert await setup.tell_profiles(client, fewer, told) == fewer

    assert len(simulator.calls("setMyDescription")) == count + 1
    assert (await client.get_my_description("en")).description == "つらいときは"


async def test_commands_with_other_words_are_offered_again_and_a_lost_language_takes_its_own_away(
    client: Client, simulator: Simulator
) -> None:
    before = await setup.offer_commands(client, {**MENUS, "ko": {"start": "처음부터"}}, {})
    count = len(simulator.calls("setMyCommands"))

    now = {**MENUS, "en": {"start": "Begin again"}}
    assert await setup.offer_commands(client, now, before) == now

    calls = simulator.calls("setMyCommands")[count:]
    assert [call.given["language_code"] for call in calls] == ["en"]
    (gone,) = simulator.calls("deleteMyCommands")
    assert gone.given["language_code"] == "ko"


async def test_a_webhook_from_before_is_taken_away_and_no_update_with_it(
    client: Client, simulator: Simulator
) -> None:
    await client.set_webhook("http://127.0.0.1:1/before")

    for _ in range(2):
        await setup.end_webhook(client)

    (call,) = simulator.calls("deleteWebhook")
    assert str(call.given.get("drop_pending_updates", False)).lower() == "false"


async def test_a_webhook_that_cannot_be_asked_for_is_left_to_the_first_poll(
    client: Client, simulator: Simulator
) -> None:
    simulator.fail("getWebhookInfo", "status")

    await setup.end_webhook(client)

    assert simulator.calls("deleteWebhook") == []


async def test_commands_that_cannot_be_set_stop_nothing(
    client: Client, simulator: Simulator
) -> None:
    simulator.fail("setMyCommands", "status", times=None)

    assert await setup.offer_commands(client, MENUS, {}) == {}
    await setup.offer_staff_commands(client, simulator.group_id, {"claim": "担当になる。"})

    assert not any(call.ok for call in simulator.calls("setMyCommands"))


async def test_staffs_commands_are_offered_in_their_group(
    client: Client, simulator: Simulator
) -> None:
    await setup.offer_staff_commands(client, simulator.group_id, {"claim": "担当になる。"})

    (call,) = simulator.calls("setMyCommands")
    assert str(simulator.group_id) in str(call.given["scope"])


async def test_a_fit_group_has_no_faults(client: Client, simulator: Simulator) -> None:
    assert await setup.inspect(client, simulator.group_id) == []


@pytest.mark.parametrize(
    ("act", "wishes", "faults"),
    [
        ("set_forum", {"on": False}, [Unfit.NOT_A_FORUM]),
        ("set_rights", {"rights": {"can_manage_topics": False}}, [Unfit.NO_TOPICS_RIGHT]),
        ("add_bot", {"status": "member"}, [Unfit.NOT_ADMIN]),
        ("kick_bot", {}, [Unfit.NOT_FOUND]),
    ],
)
async def test_what_keeps_a_group_from_serving_is_named(
    client: Client, simulator: Simulator, act: str, wishes: dict[str, object], faults: list[Unfit]
) -> None:
    staff: Staff = simulator.staff("係員A")
    staff.act(act, **wishes)

    assert await setup.inspect(client, simulator.group_id) == faults


async def test_a_group_that_does_not_exist_is_not_found(client: Client) -> None:
    assert await setup.inspect(client, -1009999999) == [Unfit.NOT_FOUND]


async def test_a_group_that_cannot_be_looked_at_now_is_given_the_benefit_of_the_doubt(
    client: Client, simulator: Simulator
) -> None:
    simulator.fail("getChat", "status", status=502)

    with capture_logs() as logs:
        assert await setup.inspect(client, simulator.group_id) == []

    assert logs[0]["event"] == "group not inspected"


async def test_the_group_reads_what_is_wrong_with_it(client: Client, simulator: Simulator) -> None:
    await setup.tell_group(client, simulator.group_id, [Unfit.NOT_ADMIN, Unfit.NOT_FOUND])

    assert [call.text for call in simulator.calls("sendMessage")] == [
        TOLD_IN_GROUP[Unfit.NOT_ADMIN]
    ]


def test_every_fault_has_a_remedy() -> None:
    assert set(REMEDIES) == set(Unfit)
    assert set(TOLD_IN_GROUP) == set(Unfit) - {Unfit.NOT_FOUND}

"""What visitors and staff do on the page reaches the bot, and what the bot does is seen."""

import re

from playwright.async_api import Locator, expect

from tests.acceptance.test_page.scene import ON_THE_PAGE, Scene

pytestmark = ON_THE_PAGE


async def test_a_visitor_starts_and_a_pressed_button_waits_until_the_bot_answers(
    scene: Scene,
) -> None:
    await scene.start()
    started = await scene.bot.hear("message")
    await scene.bot.say(started["chat"]["id"], "こんにちは。", "人と話す", "メニュー")

    await scene.on("visitor", "key").filter(has_text="人と話す").click()

    key = scene.on("visitor", "key").filter(has_text="人と話す")
    await expect(key).to_have_attribute("aria-busy", "true")
    query = await scene.bot.hear("callback_query")
    assert query["data"] == "人と話す"
    await scene.bot.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="おつなぎします"
    )
    await expect(scene.page.get_by_test_id("toasts-visitor")).to_have_text("おつなぎします")
    await expect(key).not_to_have_attribute("aria-busy", "true")


async def test_buttons_of_one_row_stand_side_by_side_and_the_right_one_is_pressed(
    scene: Scene,
) -> None:
    rows = [["担当する"], ["終了", "そのほか"]]
    markup = {"inline_keyboard": [[{"text": t, "callback_data": t} for t in row] for row in rows]}
    await scene.bot.call("sendMessage", chat_id=scene.bot.group_id, text="札", reply_markup=markup)
    await scene.on("staff", "topic").filter(has_text="General").click()

    above, left, right = [await key.bounding_box() for key in await _keys(scene, 3)]
    await scene.on("staff", "key").filter(has_text="そのほか").click()

    assert above is not None
    assert left is not None
    assert right is not None
    assert above["y"] + above["height"] <= left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert above["width"] > left["width"] + right["width"]
    assert (await scene.bot.hear("callback_query"))["data"] == "そのほか"


async def _keys(scene: Scene, count: int) -> list[Locator]:
    await expect(scene.on("staff", "key")).to_have_count(count)
    return await scene.on("staff", "key").all()


async def test_an_answer_that_must_be_seen_is_an_alert(scene: Scene) -> None:
    await scene.start()
    await scene.bot.say(scene.visitor, "こんにちは。", "押す")
    await scene.on("visitor", "key").click()
    query = await scene.bot.hear("callback_query")

    await scene.bot.call(
        "answerCallbackQuery",
        callback_query_id=query["id"],
        text="もう空きがない",
        show_alert=True,
    )

    alert = scene.page.get_by_role("alertdialog")
    await expect(alert).to_contain_text("もう空きがない")
    await scene.page.keyboard.press("Enter")
    await expect(alert).to_be_hidden()


async def test_a_visitor_writes_replies_reacts_edits_and_deletes(scene: Scene) -> None:
    await scene.start()
    await scene.bot.say(scene.visitor, "なんと呼べばいいですか。")

    await scene.choose(scene.message("visitor", "なんと呼べば"), "返信")
    await scene.write("visitor", "みなとです")
    await scene.choose(scene.message("visitor", "なんと呼べば").first, "🙏 でリアクション")
    await scene.choose(scene.message("visitor", "みなとです"), "直す")
    await scene.write("visitor", "そらです")

    await expect(scene.message("visitor", "そらです")).to_contain_text("編集済み")
    await expect(scene.on("visitor", "reaction")).to_have_text("🙏")
    assert (await scene.bot.hear("edited_message"))["text"] == "そらです"
    await scene.on("visitor", "quote").click()
    await expect(scene.message("visitor", "なんと呼べば").first).to_be_focused()
    await scene.choose(scene.message("visitor", "そらです"), "削除")
    await expect(scene.message("visitor", "そらです")).to_have_count(0)


async def test_staff_write_reply_react_and_edit_in_a_topic(scene: Scene) -> None:
    thread = await scene.bot.open_topic("みなと #12")
    await scene.bot.say(scene.bot.group_id, "みなと: はじめまして", message_thread_id=thread)
    topic = scene.on("staff", "topic").filter(has_text="みなと #12")
    await expect(topic).to_contain_text("えんがわ: みなと: はじめまして")
    await expect(topic).to_contain_text("未読 1 件")

    await scene.enter("みなと #12")
    await scene.choose(scene.message("staff", "はじめまして"), "返信")
    await scene.write("staff", "こんにちは、佐藤です")
    await scene.choose(scene.message("staff", "はじめまして").first, "👍 でリアクション")
    await scene.choose(scene.message("staff", "佐藤です"), "直す")
    await scene.write("staff", "こんにちは。佐藤です。")

    heard = await scene.bot.hear("edited_message")
    assert heard["text"] == "こんにちは。佐藤です。"
    assert heard["message_thread_id"] == thread
    assert heard["reply_to_message"]["text"] == "みなと: はじめまして"
    await expect(scene.on("staff", "reaction")).to_have_text("👍")
    await scene.page.get_by_test_id("back").click()
    await expect(topic).to_contain_text("自分: こんにちは。佐藤です。")
    await expect(topic).not_to_contain_text("未読")


async def test_somebody_else_of_the_staff_is_shown_by_name(scene: Scene) -> None:
    await scene.on("staff", "topic").filter(has_text="General").click()
    await scene.write("staff", "十時に開けます")

    await scene.on("staff", "person").filter(has_text="田中").click()

    await expect(scene.message("staff", "十時に開けます")).to_contain_text("佐藤")
    await expect(scene.message("staff", "十時に開けます")).to_have_class(re.compile("theirs"))


async def test_a_second_visitor_has_a_chat_and_an_unread_dot_of_their_own(scene: Scene) -> None:
    await scene.start()
    await scene.page.get_by_test_id("add-visitor").click()
    dialog = scene.page.get_by_test_id("dialog")
    await dialog.get_by_label("名前").fill("Linh")
    await dialog.get_by_label("使うことば").select_option("vi")
    await scene.page.keyboard.press("Enter")
    await scene.start()

    await expect(scene.on("visitor", "message")).to_have_count(1)
    assert (await scene.bot.hear("message"))["from"]["first_name"] == "みなと"
    await expect(scene.page.get_by_test_id("log-visitor")).to_have_attribute("lang", "vi")

    await scene.bot.say(scene.visitor, "みなとさんへ")
    first = scene.on("visitor", "person").filter(has_text="みなと")
    await expect(first).to_contain_text("未読 1 件")
    await expect(scene.message("visitor", "みなとさんへ")).to_have_count(0)
    await first.click()
    await expect(scene.message("visitor", "みなとさんへ")).to_be_visible()


async def test_the_topic_menu_closes_reopens_renames_and_deletes(scene: Scene) -> None:
    await scene.page.get_by_test_id("new-topic").click()
    await scene.page.get_by_label("トピックの名前").fill("みなと")
    await scene.page.keyboard.press("Enter")
    await scene.enter("みなと")
    menu = scene.page.get_by_test_id("menu")

    for label, told in (
        ("閉じる", "トピックを閉じました"),
        ("もういちど開く", "もういちど開きました"),
    ):
        await scene.page.get_by_test_id("topic-menu").click()
        await menu.get_by_text(label).click()
        await expect(scene.message("staff", told)).to_be_visible()
    await scene.page.get_by_test_id("topic-menu").click()
    await menu.get_by_text("名前を変える").click()
    await scene.page.get_by_label("トピックの名前").fill("そら")
    await scene.page.keyboard.press("Enter")
    await expect(scene.page.get_by_role("heading", name="そら")).to_be_visible()
    await scene.page.get_by_test_id("topic-menu").click()
    await menu.get_by_text("トピックを削除する").click()
    await scene.page.get_by_test_id("dialog").get_by_role("button", name="削除").click()

    await expect(scene.on("staff", "topic")).to_have_count(1)
    await expect(scene.on("staff", "topic")).to_contain_text("General")
    assert scene.simulator.topics == []


async def test_a_blocked_bot_can_be_unblocked_where_one_would_write(scene: Scene) -> None:
    await scene.start()
    await scene.page.get_by_test_id("chat-menu").click()
    await scene.page.get_by_text("ボットをブロックする").click()
    await expect(scene.page.get_by_test_id("composer-visitor")).to_be_hidden()

    await scene.page.get_by_test_id("unblock").click()

    await expect(scene.page.get_by_test_id("composer-visitor")).to_be_visible()


async def test_everything_that_can_be_attached_is_drawn(scene: Scene) -> None:
    await scene.start()
    await scene.page.get_by_test_id("attach-visitor").click()
    kinds = await scene.page.get_by_role("menuitem").all_inner_texts()
    await scene.page.keyboard.press("Escape")

    for kind in kinds:
        await scene.page.get_by_test_id("attach-visitor").click()
        await scene.page.get_by_role("menuitem", name=kind, exact=True).click()

    sent = len(kinds) + 2  # the album is three messages
    await expect(scene.on("visitor", "message")).to_have_count(1 + sent)
    await expect(scene.page.get_by_text("表示できません")).to_have_count(0)

"""Strangers' text, a long history and a broken line do the page no harm."""

from playwright.async_api import Route, expect

from tests.acceptance.test_page.scene import DESKTOP, ON_THE_PAGE, Scene

pytestmark = ON_THE_PAGE


async def test_what_looks_like_a_script_is_shown_as_text(scene: Scene) -> None:
    script = (
        "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
    )
    await scene.start()

    await scene.write("visitor", script)
    await scene.bot.say(scene.visitor, script, script[:60])
    await scene.bot.open_topic(script[:100])
    scene.simulator.visitor(script)

    await expect(scene.message("visitor", script)).to_have_count(2)
    await expect(scene.on("staff", "topic").filter(has_text=script[:100])).to_be_visible()
    await expect(scene.on("visitor", "person").filter(has_text=script)).to_be_visible()
    assert await scene.page.locator("#app img, #app script").count() == 0
    assert "broken" not in await scene.page.title()


async def test_formatting_is_drawn_and_nested(scene: Scene) -> None:
    await scene.start()

    await scene.bot.say(
        scene.visitor, "<b>🙏 大事 <i>とても</i></b> <code>/menu</code> つづき", parse_mode="HTML"
    )

    message = scene.on("visitor", "message").last
    await expect(message.locator("strong")).to_have_text("🙏 大事 とても")
    await expect(message.locator("strong em")).to_have_text("とても")
    await expect(message.locator("code")).to_have_text("/menu")


async def test_a_reader_who_scrolled_up_is_not_pulled_away_but_told(scene: Scene) -> None:
    await scene.start()
    for number in range(30):
        await scene.bot.say(scene.visitor, f"{number} 行目")
    last = scene.message("visitor", "29 行目")
    await expect(last).to_be_in_viewport()
    await scene.message("visitor", "/start").scroll_into_view_if_needed()

    await scene.bot.say(scene.visitor, "あとから来たもの")

    pill = scene.page.get_by_test_id("newest-visitor")
    await expect(pill).to_have_text("新しいメッセージ")
    await expect(scene.message("visitor", "/start")).to_be_in_viewport()
    await pill.click()
    await expect(scene.message("visitor", "あとから来たもの")).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_typing_is_shown_until_the_message_comes(scene: Scene) -> None:
    await scene.start()

    await scene.bot.call("sendChatAction", chat_id=scene.visitor, action="typing")

    typing = scene.page.get_by_test_id("typing-visitor")
    await expect(typing).to_be_visible()
    await scene.bot.say(scene.visitor, "お待たせしました")
    await expect(typing).to_be_hidden()


async def test_a_broken_stream_is_told_calmly_and_mended_without_losing_anything(
    scene: Scene,
) -> None:
    context = await scene.browser.new_context(locale="ja-JP", viewport=DESKTOP)
    page = await context.new_page()
    await page.route("**/sim/events*", _cut)
    await page.goto(scene.simulator.url)
    link = page.get_by_test_id("link")
    await expect(link).to_have_text("接続し直しています…")
    await scene.bot.say(scene.bot.group_id, "その間に書かれたもの")

    await page.unroute("**/sim/events*")

    await expect(link).to_be_hidden()
    await expect(page.get_by_test_id("topic")).to_contain_text("その間に書かれたもの")
    await context.close()


async def _cut(route: Route) -> None:
    await route.abort()

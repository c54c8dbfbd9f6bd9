"""The page by keyboard, by ear, on a narrow screen and in another language."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.test_page.scene import DESKTOP, ON_THE_PAGE, Scene, opened

NAMELESS = re.compile(r"- '?(button|textbox|combobox|menuitem|tab|link|region|log|img)'?(:|$| \[)")

pytestmark = ON_THE_PAGE


async def test_on_a_narrow_screen_one_phone_is_shown_and_a_dot_tells_of_the_other(
    scene: Scene,
) -> None:
    await scene.page.set_viewport_size({"width": 320, "height": 640})
    await expect(scene.page.get_by_test_id("phone-staff")).to_be_hidden()
    await scene.bot.say(scene.bot.group_id, "新しい相談があります")

    tab = scene.page.get_by_test_id("tab-staff")
    await expect(tab).to_contain_text("未読 1 件")
    await tab.click()

    await expect(scene.page.get_by_test_id("phone-visitor")).to_be_hidden()
    await expect(scene.on("staff", "topic")).to_contain_text("新しい相談があります")
    wide = await scene.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320


async def test_starting_tapping_and_reacting_need_the_keyboard_alone(scene: Scene) -> None:
    press = scene.page.keyboard.press
    greeting = scene.message("visitor", "こんにちは。")
    await reach(scene.page, "はじめる")
    await press("Enter")
    await expect(scene.page.get_by_test_id("composer-visitor")).to_be_focused()
    await scene.bot.say(scene.visitor, "こんにちは。", "人と話す")
    await expect(scene.on("visitor", "key")).to_be_visible()

    await reach(scene.page, "人と話す")
    await press("Enter")

    assert (await scene.bot.hear("callback_query"))["data"] == "人と話す"
    await press("Shift+Tab")
    await expect(greeting).to_be_focused()
    await press("Enter")
    await expect(scene.page.get_by_role("menuitemcheckbox").first).to_be_focused()
    await press("Enter")
    await expect(scene.on("visitor", "reaction")).to_have_text("👍")
    await expect(greeting).to_be_focused()
    await press("Shift+F10")
    await press("Escape")
    await expect(greeting).to_be_focused()
    await press("ArrowUp")
    await expect(scene.message("visitor", "/start")).to_be_focused()


async def test_writing_and_going_between_topics_need_the_keyboard_alone(scene: Scene) -> None:
    press = scene.page.keyboard.press
    await scene.start()

    await reach(scene.page, "メッセージを書く")
    await scene.page.keyboard.type("一行目")
    await press("Shift+Enter")
    await scene.page.keyboard.type("二行目")
    await press("Enter")

    await expect(scene.message("visitor", "二行目")).to_be_visible()
    assert (await scene.bot.hear("message"))["text"] == "/start"
    assert (await scene.bot.hear("message"))["text"] == "一行目\n二行目"
    await reach(scene.page, "General")
    await press("Enter")
    await expect(scene.page.get_by_test_id("composer-staff")).to_be_focused()
    await press("Escape")
    await expect(scene.on("staff", "topic")).to_be_focused()


async def reach(page: Page, label: str) -> None:
    """Press Tab until what has the focus bears that label."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            "(({ariaLabel, textContent, tagName}) => /BUTTON|TEXTAREA/.test(tagName)"
            " ? [ariaLabel, textContent].join(' ') : '')(document.activeElement)"
        )
        if label in found:
            return
    pytest.fail(f"the Tab key never reaches {label}")


async def test_english_can_be_chosen_and_is_remembered(scene: Scene) -> None:
    await scene.page.get_by_test_id("language-en").click()

    await expect(scene.page.locator("html")).to_have_attribute("lang", "en")
    await expect(scene.page.get_by_role("heading", name="Visitor")).to_be_visible()
    await scene.page.reload()
    await expect(scene.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    shown = await scene.page.get_by_test_id("phone-staff").aria_snapshot()
    assert "一覧" not in shown


async def test_an_english_browser_is_greeted_in_english_even_without_storage(scene: Scene) -> None:
    context = await scene.browser.new_context(locale="en-GB", viewport=DESKTOP)
    await context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })"
    )

    page = await opened(context, scene.simulator.url, scene.complaints)
    await page.get_by_test_id("language-ja").click()
    await page.get_by_test_id("language-en").click()

    await expect(page.get_by_role("heading", name="Two phones")).to_be_visible()
    await context.close()


async def test_all_that_can_be_pressed_or_read_aloud_has_a_name(scene: Scene) -> None:
    thread = await scene.bot.open_topic("みなと")
    await scene.bot.say(scene.bot.group_id, "カード", "引き受ける", message_thread_id=thread)
    await scene.start()
    await scene.write("visitor", "こんにちは")
    await scene.enter("みなと")
    await expect(scene.on("staff", "key")).to_be_visible()

    shown = await scene.page.locator("body").aria_snapshot()

    assert [line for line in shown.splitlines() if NAMELESS.search(line)] == []
    for landmark in ("- banner", "- main", 'region "相談する人"', 'region "職員"', 'log "'):
        assert landmark in shown
    levels = [int(level) for level in re.findall(r"\[level=(\d)\]", shown)]
    assert levels == [1, 2, 3, 2, 3]


async def test_enter_that_ends_a_conversion_sends_nothing(scene: Scene) -> None:
    await scene.start()
    composer = scene.page.get_by_test_id("composer-visitor")
    await composer.fill("こんに")

    await composer.dispatch_event("keydown", {"key": "Enter", "isComposing": True})

    await expect(composer).to_have_value("こんに")
    await composer.press("Enter")
    await expect(composer).to_have_value("")
    await expect(scene.on("visitor", "message")).to_have_count(2)


async def test_a_long_press_opens_the_menu_of_a_message(scene: Scene) -> None:
    context = await scene.browser.new_context(
        locale="ja-JP", viewport={"width": 390, "height": 780}, has_touch=True
    )
    page = await opened(context, scene.simulator.url, scene.complaints)
    await page.get_by_test_id("start").tap()
    box = await page.get_by_test_id("message").bounding_box()
    assert box is not None
    finger = {"x": box["x"] + box["width"] - 60, "y": box["y"] + box["height"] / 2}
    touch = await context.new_cdp_session(page)

    await touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    await expect(page.get_by_test_id("menu")).to_be_visible()
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    await page.get_by_role("menuitem", name="返信").tap()
    await expect(page.get_by_test_id("composer-visitor")).to_be_focused()
    await context.close()

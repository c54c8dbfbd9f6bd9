"""What editors see: the preview with its map, a mistake and a typed text, and a drawing."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, expect
from studio import HERE, LOOKS, weigh

from bot.app.showing import draw, read_content
from bot.preview.serving import Wanted, play
from bot.settings import HOME

TIMELESS = ".day, .stamp { display: none !important; }"
"""The preview runs by the machine's clock."""

LEARNING_MS = 500


async def preview(browser: Browser) -> None:
    """Look at a text on the phone and on the map, while another file is broken."""
    with tempfile.TemporaryDirectory(prefix="engawa-pictures-") as name:
        flows = Path(name, "flows")
        shutil.copytree(HOME / "flows", flows)
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(play(Wanted(flows, HOME / "locales", 0), told.set_result, stop))
            context = await browser.new_context(
                locale="ja-JP", viewport={"width": 1200, "height": 720}, bypass_csp=True
            )
            await _shoot(await context.new_page(), await told, flows)
            await context.close()
            stop.set()


async def _shoot(page: Page, url: str, flows: Path) -> None:
    await page.goto(url)
    await page.add_style_tag(content=LOOKS + TIMELESS)
    await page.locator(".box.lit").wait_for()
    await page.get_by_test_id("pick").select_option("anonymity")
    await page.locator('.box[data-place="anonymity.say"]').click()
    await expect(page.locator('.box.lit[data-places~="anonymity.say"]')).to_be_visible()
    file = flows / "cost.yaml"
    file.write_text(file.read_text().replace("place_hours", "place_hour"))
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement?.blur()")
    await page.screenshot(path=HERE / "preview.png")
    weigh("preview")
    await _shoot_why(page)


async def _shoot_why(page: Page) -> None:
    """Type a text, again until enough is learnt to answer it, and look at the reasons."""
    why, box = page.get_by_test_id("why"), page.get_by_role("textbox")
    while "すぐに答えます" not in (await why.text_content() or ""):
        await box.fill("お金を払わされたりしない？")
        await box.press("Enter")
        await expect(why).to_contain_text("お金を払わされ")
        await page.wait_for_timeout(LEARNING_MS)
    await why.screenshot(path=HERE / "why.png")
    weigh("why")


async def drawing(browser: Browser) -> None:
    """Draw the flow that leads to a person."""
    content = read_content(HOME / "flows", HOME / "locales")
    page = await browser.new_page()
    await page.set_content(draw(content, "person", "ja", "svg"))
    await page.add_style_tag(content='svg { font-family: "Noto Sans CJK JP" }')
    await page.locator("svg").screenshot(path=HERE / "drawing.png")
    await page.close()
    weigh("drawing")

"""The editors' page played by clicking: phone, map and mistakes, with the real bot behind them."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.acceptance.test_page.scene import DESKTOP, ON_THE_PAGE, Phones
from tests.unit.preview.stage import Stage, previewing

pytestmark = ON_THE_PAGE


@dataclass(frozen=True, slots=True)
class Preview(Phones):
    """The page, and the files behind it."""

    stage: Stage

    def box(self, place: str) -> Locator:
        """Find the box on the map that shows a step."""
        return self.page.locator(f'.box[data-places~="{place}"]')

    async def lit(self, place: str) -> None:
        """Wait until a step is lit, and no other."""
        await expect(self.box(place)).to_have_class(re.compile(r"\blit\b"))
        await expect(self.page.locator(".box.lit")).to_have_count(1)


@pytest_asyncio.fixture(loop_scope="module")
async def preview(browser: Browser, tmp_path: Path) -> AsyncIterator[Preview]:
    complaints: list[str] = []
    async with previewing(tmp_path) as stage:
        context = await browser.new_context(locale="ja-JP", viewport=DESKTOP)
        page = await _opened(await context.new_page(), stage.url, complaints)
        yield Preview(page, stage)
        await context.close()
    assert complaints == []


async def _opened(page: Page, url: str, complaints: list[str]) -> Page:
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.extend([line.text] if line.type == "error" else []))
    await page.goto(url)
    return page


async def test_the_map_follows_the_phone_and_the_phone_follows_the_map(preview: Preview) -> None:
    await preview.sees("visitor", "ここでは、名前を言わなくても")
    await preview.lit("menu.questions")

    await preview.press("visitor", "本名を言わなくてはだめ？")
    await preview.lit("anonymity.say")
    await expect(preview.page.get_by_test_id("pick")).to_have_value("anonymity")

    await preview.page.get_by_test_id("pick").select_option("cost")
    await preview.box("cost.say").click()
    await preview.sees("visitor", "料金はいただきません")
    await preview.lit("cost.say")


async def test_a_box_is_gone_to_by_keyboard_and_one_of_the_desk_is_not(preview: Preview) -> None:
    await preview.lit("menu.questions")
    await preview.page.get_by_test_id("pick").select_option("person")
    await preview.box("person.age").focus()
    await preview.page.keyboard.press("Enter")
    await preview.lit("person.age")

    await preview.page.get_by_test_id("pick").select_option("case")

    await expect(preview.box("case.received")).to_be_visible()
    await expect(preview.page.locator(".box[role=button]")).to_have_count(0)


async def test_a_mistake_is_shown_where_it_is_and_goes_when_it_is_mended(
    preview: Preview,
) -> None:
    await preview.lit("menu.questions")
    preview.stage.rewrite("cost.yaml", "title: お金", "titl: お金")

    told = preview.page.get_by_role("alert")
    await expect(told).to_contain_text("flows/cost.yaml の 3 行目")
    await expect(told.locator("code").first).to_have_text("titl: お金はかかる？")
    await expect(told).to_contain_text("前の文のまま動いています")
    await preview.press("visitor", "本名を言わなくてはだめ？")
    await preview.lit("anonymity.say")

    preview.stage.rewrite("cost.yaml", "titl: お金", "title: お金")
    await expect(told).to_have_count(0)


async def test_a_saved_text_appears_on_the_phone_and_on_the_map(preview: Preview) -> None:
    await preview.lit("menu.questions")
    await preview.press("visitor", "本名を言わなくてはだめ？")
    await preview.lit("anonymity.say")

    preview.stage.rewrite("anonymity.yaml", "本名", "ほんみょう")

    await preview.sees("visitor", "ほんみょう")
    await expect(preview.box("anonymity.say")).to_contain_text("ほんみょう")


async def test_one_click_speaks_another_language_and_one_begins_anew(preview: Preview) -> None:
    await preview.lit("menu.questions")
    await preview.page.get_by_test_id("speak-en").click()
    await expect(preview.page.get_by_test_id("speak-en")).to_have_attribute("aria-pressed", "true")
    await expect(preview.box("menu.questions")).to_contain_text("Talk to a person")

    await preview.page.get_by_test_id("restart").click()

    await expect(preview.on("visitor", "message")).to_have_count(1)
    await preview.sees("visitor", "ここでは、名前を言わなくても")


async def test_the_talk_is_saved_as_a_script(preview: Preview) -> None:
    await preview.lit("menu.questions")
    await preview.press("visitor", "本名を言わなくてはだめ？")
    await preview.lit("anonymity.say")

    async with preview.page.expect_download() as downloading:
        await preview.page.get_by_test_id("script").click()

    saved = await downloading.value
    assert saved.suggested_filename == "anonymity.yaml"
    text = Path(await saved.path()).read_text(encoding="utf-8")  # noqa: ASYNC240  a small file
    assert "presses: 本名を言わなくてはだめ？" in text
    await expect(preview.page.get_by_test_id("toasts-page")).to_contain_text("engawa test")


async def test_the_desk_answers_on_its_own_phone(preview: Preview) -> None:
    await preview.lit("menu.questions")
    await preview.page.get_by_test_id("pick").select_option("person")
    await preview.box("person.confirm").click()
    await preview.press("visitor", "窓口の人につなぐ")
    await preview.sees("visitor", "つなぎました")

    await preview.page.get_by_test_id("tab-staff").click()

    await expect(preview.page.get_by_test_id("phone-visitor")).to_be_hidden()
    await expect(preview.on("staff", "topic").first).to_be_visible()


async def test_on_a_narrow_screen_phone_and_map_take_turns(preview: Preview) -> None:
    await preview.page.set_viewport_size({"width": 360, "height": 740})
    await preview.sees("visitor", "ここでは、名前を言わなくても")
    await expect(preview.page.get_by_test_id("map")).to_be_hidden()

    await preview.page.get_by_test_id("tab-map").click()
    await preview.lit("menu.questions")
    await expect(preview.page.get_by_test_id("phone-visitor")).to_be_hidden()
    await preview.box("menu.more").click()

    await preview.sees("visitor", "ほかに、こんなこともお答えできます")
    wide = await preview.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360

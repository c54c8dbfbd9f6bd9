"""Take every screen of a crisis in every language: `python docs/pictures/crises.py FOLDER`.

They are to be looked at whenever a word of them changes, and belong to no document. What the clock
says decides which lines are open: the last picture of each language is taken at night. Each is
told with its height, in screens of a phone.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from playwright.async_api import FloatRect, async_playwright, expect
from studio import Studio, more_in, open_studio
from take import BROWSER, QUIET

from bot.conversation.interface import OWN_NAME
from bot.i18n import translate
from bot.loader import load
from bot.settings import HOME
from bot.simulator.people import Visitor

WIDTH, SCREEN = 390, 844  # of a common phone
CRY, HEAVY = "もう消えてしまいたいです。", "もう限界です"
VARIANTS = ("minor", "family")
"""To which the panel's buttons lead; it begins with the person."""
NIGHT = timedelta(hours=13)


async def take_crises(folder: Path) -> None:
    """Take them all into a folder."""
    catalogues = load(HOME / "flows", HOME / "locales").content.catalogues
    names = {"ja": OWN_NAME[1]} | {
        language: translate(catalogue, *OWN_NAME) for language, catalogue in catalogues.items()
    }
    async with async_playwright() as playwright, asyncio.timeout(300):
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        async with open_studio(browser) as studio:
            await studio.page.emulate_media(reduced_motion="reduce")  # nothing is half faded in
            for language, name in names.items():
                await _look_around(studio, await _come(studio, name), folder, language)
            studio.clock.skip(NIGHT)
            for language, name in names.items():
                visitor = await _come(studio, name, " 🌙")
                await studio.write(visitor, CRY)
                await _shoot(studio, visitor, folder / f"{language}-night.png")
        await browser.close()


async def _come(studio: Studio, own_name: str, mark: str = "") -> Visitor:
    visitor = studio.simulator.visitor(own_name + mark)
    visitor.start()
    await studio.until(lambda: visitor.inbox)
    await studio.press(visitor, "ことば・Language", own_name)
    return visitor


async def _look_around(studio: Studio, visitor: Visitor, folder: Path, language: str) -> None:
    before = len(visitor.inbox)
    visitor.write(HEAVY)
    await studio.until(lambda: len(visitor.inbox) == before + 2)  # a gentle line, and the answer
    await _shoot(studio, visitor, folder / f"{language}-soft.png", messages=2)
    answered = more_in(visitor)
    visitor.send("sticker")
    await studio.until(answered)
    await _shoot(studio, visitor, folder / f"{language}-unread.png")
    await studio.write(visitor, CRY)
    await _shoot(studio, visitor, folder / f"{language}-here.png")
    for variant in VARIANTS:
        await studio.press(visitor, f"go:crisis.{variant}")
        await _shoot(studio, visitor, folder / f"{language}-{variant}.png")


async def _shoot(studio: Studio, visitor: Visitor, path: Path, messages: int = 1) -> None:
    """Take the newest messages with their buttons, as wide as a phone shows them."""
    await studio.page.set_viewport_size({"width": WIDTH, "height": 3 * SCREEN})
    await studio.look_at("visitor", visitor.person.first_name)
    shown = studio.phone("visitor").get_by_test_id("message")
    assert visitor.screen is not None
    await expect(shown.last).to_contain_text(visitor.screen.text.splitlines()[0])
    top, bottom = await shown.nth(-messages).bounding_box(), await shown.last.bounding_box()
    assert top is not None
    assert bottom is not None
    height = bottom["y"] + bottom["height"] - top["y"]
    clip: FloatRect = {"x": 0, "y": top["y"], "width": WIDTH, "height": height}
    await studio.page.screenshot(path=path, clip=clip)
    print(f"{path.stem:16} {height / SCREEN:.2f} screens")


if __name__ == "__main__":
    asyncio.run(take_crises(Path(sys.argv[1])))

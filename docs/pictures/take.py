"""Take every picture of the documents from the running program: `python docs/pictures/take.py`.

The people are played by scripts, Telegram by the simulator; the bot and the page are the real
ones. The clock is set to a working day, so that the pictures do not depend on when they are taken.
"""

import asyncio
import shutil

import editors
import officers
import visitors
from playwright.async_api import async_playwright
from studio import open_studio

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


async def take_all() -> None:
    """Open the studio and play the scenes in order."""
    async with async_playwright() as playwright, asyncio.timeout(300):
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        async with open_studio(browser) as studio:
            await visitors.read(studio)
            await visitors.see_a_change(studio)
            topic = await visitors.ask_for_a_person(studio)
            await officers.talk(studio, topic)
            await officers.think_again(studio, topic)
            await officers.help_out(studio, topic)
            await officers.use_canned_replies(studio, topic)
            await officers.put_away_and_hand_on(studio, topic)
            await officers.close(studio, topic)
            await officers.begin_anew(studio, topic)
            await officers.lose_somebody(studio)
            await visitors.cry_out(studio)
            await officers.answer_an_alert(studio)
            await officers.shut(studio)
            await officers.meet_a_crowd(studio)
            await visitors.come_at_night(studio)
        await editors.preview(browser)
        await editors.drawing(browser)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take_all())

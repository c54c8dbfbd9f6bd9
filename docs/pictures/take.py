"""Take every picture of the documents from the running program: `python docs/pictures/take.py`.

The people are played by this script, Telegram by the simulator; the bot and the page are the real
ones. The clock is set to a working day, so that the pictures do not depend on when they are taken.
"""

import asyncio
import shutil
from datetime import timedelta

from playwright.async_api import async_playwright
from studio import LOW, PEOPLE, SHORT, TALL, Studio, more_in, open_studio

from bot.simulator.state import Topic

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
            await _reading(studio)
            await _editing(studio)
            topic = await _handing_over(studio)
            await _talking(studio, topic)
            await _ending(studio, topic)
            await _out_of_reach(studio)
            await _at_night(studio)
        await browser.close()


async def _reading(studio: Studio) -> None:
    visitor = studio.visitor(0)
    visitor.start()
    await studio.until(lambda: visitor.inbox)
    await studio.shoot("menu", "visitor", "ことば・Language")
    await studio.press(visitor, "本名を言わなくてはだめ？")
    await studio.shoot("answer", "visitor", "消してもらうことはできる？", height=SHORT)
    await studio.press(visitor, "もう少しくわしく")
    await studio.shoot("details", "visitor", "だれが使っていいの？", height=SHORT)


async def _editing(studio: Studio) -> None:
    """Change a sentence in the file while the program runs."""
    visitor = studio.visitor(1)
    visitor.start()
    await studio.until(lambda: visitor.inbox)
    await studio.press(visitor, "そのほか", "つぎのページ", "場所・電話・時間")
    await studio.look_at("visitor", PEOPLE[1][0])
    await studio.shoot("not-ready", "visitor", "電話や外出がむずかしい", height=SHORT)
    file = studio.flows / "cost.yaml"
    before = file.read_text()
    file.write_text(before.replace("料金はいただきません。", "料金はかかりません。"))
    assert file.read_text() != before
    while not (visitor.screen and "料金はかかりません。" in visitor.screen.text):
        await studio.press(visitor, "メニュー", "そのほか", "つぎのページ", "お金はかかる？")
    await studio.shoot("changed", "visitor", "場所と時間を知りたい", height=SHORT)


async def _handing_over(studio: Studio) -> Topic:
    visitor = studio.visitor(0)
    await studio.look_at("visitor", PEOPLE[0][0])
    await studio.press(visitor, "人と話す")
    await studio.shoot("what-staff-see", "visitor", "つづける", height=SHORT)
    await studio.press(visitor, "つづける")
    await studio.write(visitor, "緑のカエデ")
    await studio.press(visitor, "自分のこと", "答えない")
    await studio.shoot("confirm", "visitor", "窓口の人につなぐ")
    await studio.press(visitor, "窓口の人につなぐ")
    await studio.until(lambda: studio.topic("緑のカエデ"))
    topic = studio.topic("緑のカエデ")
    assert topic is not None
    studio.clock.skip(timedelta(minutes=2))
    await studio.write(visitor, "うまく話せるか、不安です。")
    await studio.said(topic, "不安です")
    await studio.enter("緑のカエデ")
    await studio.shoot("waiting", "staff", "不安です")
    return topic


async def _talking(studio: Studio, topic: Topic) -> None:
    visitor, sato, tanaka = studio.visitor(0), studio.staff(0), studio.staff(1)
    studio.clock.skip(timedelta(minutes=6))
    answered = more_in(visitor)
    sato.tap("担当する")
    await studio.until(answered)
    tanaka.write("13時からなら、わたしも入れます。", topic=topic)
    words = await studio.said(topic, "不安です")
    answer = sato.write("大丈夫です。ゆっくりどうぞ。", topic=topic, reply_to=words)
    await studio.until(lambda: answer.reactions)
    await studio.shoot("case", "staff", "No. 1 ｜", "ゆっくりどうぞ", height=TALL)
    await studio.shoot("talk", "visitor", "ゆっくりどうぞ")
    await studio.shoot_page("two-phones", "ゆっくりどうぞ")
    sato.write("/help", topic=topic)
    await studio.said(topic, "この一覧を出す")
    await studio.shoot("commands", "staff", "この一覧を出す")


async def _ending(studio: Studio, topic: Topic) -> None:
    visitor, sato = studio.visitor(0), studio.staff(0)
    studio.clock.skip(timedelta(minutes=25))
    answered = more_in(visitor)
    sato.tap("終了")
    await studio.until(lambda: answered() and topic.closed)
    late = sato.write(
        "言い忘れました。", topic=topic, reply_to=await studio.said(topic, "不安です")
    )
    await studio.until(lambda: late.reactions)
    await studio.shoot("closed", "staff", "/reopen で再開してから")
    await studio.shoot("ended", "visitor", "ひと区切り", height=SHORT)
    studio.clock.skip(timedelta(minutes=50))
    await studio.write(visitor, "また書いてもいいですか")
    await studio.said(topic, "また書いてもいいですか")
    await studio.shoot("again", "staff", "また書いてもいいですか")


async def _out_of_reach(studio: Studio) -> None:
    visitor, tanaka = studio.visitor(1), studio.staff(1)
    await studio.press(visitor, "人と話す", "つづける", "名前なし", "子どものこと", "20代")
    await studio.press(visitor, "窓口の人につなぐ")
    await studio.until(lambda: studio.topic("名前なし"))
    topic = studio.topic("名前なし")
    assert topic is not None
    await studio.write(visitor, "むすこのことです")
    relayed = await studio.said(topic, "むすこのことです")
    tanaka.write("お子さんのこと、聞かせてください。", topic=topic, reply_to=relayed)
    await studio.until(lambda: studio.topic("🟢 名前なし"))
    await studio.enter("受付")
    await studio.shoot("queue", "staff", "No. 3", height=LOW)
    await studio.leave()
    await studio.shoot("topics", "staff", "名前なし", height=LOW)
    visitor.block()
    await studio.until(lambda: studio.topic("⛔"))
    await studio.enter("⛔")
    await studio.shoot("blocked", "staff", "いまは何を送っても届きません", height=TALL)


async def _at_night(studio: Studio) -> None:
    visitor = studio.visitor(2)
    studio.clock.skip(timedelta(hours=11))
    visitor.start()
    await studio.until(lambda: visitor.inbox)
    await studio.press(visitor, "人と話す", "つづける", "名前なし", "答えない", "答えない")
    await studio.press(visitor, "窓口の人につなぐ")
    await studio.until(lambda: any("次に人がいる" in each.text for each in visitor.inbox))
    await studio.look_at("visitor", PEOPLE[2][0])
    await studio.shoot("night", "visitor", "次に人がいるのは")


if __name__ == "__main__":
    asyncio.run(take_all())

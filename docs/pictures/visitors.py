"""What visitors see: answers, the way to a person, the night."""

from datetime import timedelta

from studio import PEOPLE, SHORT, TALL, Studio, more_in

from bot.simulator.state import Topic

SILENT = 5
"""Who of `PEOPLE` is in danger."""


async def read(studio: Studio) -> None:
    """Read the menu and an answer."""
    visitor = studio.visitor(0)
    visitor.start()
    await studio.until(lambda: visitor.inbox)
    await studio.shoot("menu", "visitor", "ことば・Language")
    await studio.press(visitor, "本名を言わなくてはだめ？")
    await studio.shoot("answer", "visitor", "消してもらうことはできる？", height=SHORT)
    await studio.press(visitor, "もう少しくわしく")
    await studio.shoot("details", "visitor", "だれが使っていいの？", height=SHORT)


async def see_a_change(studio: Studio) -> None:
    """Read a sentence that is changed in its file while the program runs."""
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


async def ask_for_a_person(studio: Studio) -> Topic:
    """Write first, which nobody reads yet, then go the way to a person; the words go along."""
    visitor = studio.visitor(0)
    await studio.look_at("visitor", PEOPLE[0][0])
    await studio.write(visitor, "はじめて書きます。五年、だれとも話していません。")
    await studio.press(visitor, "人と話す")
    await studio.shoot("what-staff-see", "visitor", "つづける", height=SHORT)
    await studio.press(visitor, "つづける")
    await studio.write(visitor, "緑のカエデ")
    await studio.press(visitor, "自分のこと", "答えない")
    await studio.shoot("confirm", "visitor", "この内容で、窓口の人につなぎます")
    await studio.press(visitor, "窓口の人につなぐ")
    topic = await studio.topic_of("緑のカエデ")
    await studio.said(topic, "五年、だれとも")
    studio.clock.skip(timedelta(minutes=2))
    await studio.write(visitor, "うまく話せるか、不安です。")
    await studio.said(topic, "不安です")
    await studio.enter("緑のカエデ")
    await studio.shoot("waiting", "staff", "だれのこと", "不安です", height=TALL)
    return topic


async def cry_out(studio: Studio) -> None:
    """Write what alarms staff, and read the panel."""
    visitor = studio.visitor(SILENT)
    visitor.start()
    await studio.until(lambda: visitor.inbox)
    await studio.write(visitor, "もう消えてしまいたいです。")
    await studio.look_at("visitor", PEOPLE[SILENT][0])
    await studio.shoot("panel", "visitor", "このまま、ここに書いて大丈夫です", height=TALL)


async def come_at_night(studio: Studio) -> None:
    """Come when nobody is there."""
    visitor = studio.visitor(2)
    studio.clock.skip(timedelta(hours=9))
    visitor.start()
    await studio.until(lambda: visitor.inbox)
    await studio.press(visitor, "人と話す", "つづける", "名前なし", "答えない", "答えない")
    answered = more_in(visitor)
    await studio.press(visitor, "窓口の人につなぐ")
    await studio.until(answered)
    await studio.until(lambda: any("次に人がいる" in each.text for each in visitor.inbox))
    await studio.look_at("visitor", PEOPLE[2][0])
    await studio.shoot("night", "visitor", "次に人がいるのは")

"""What officers see in the group: a case from the queue to its end, and days that go otherwise."""

from datetime import timedelta

from studio import LOW, MIDDLE, PEOPLE, SHORT, TALL, Studio, more_in

from bot.simulator.state import Topic

SECONDS, MINUTE = timedelta(seconds=20), timedelta(minutes=1)
"""The board changes after some seconds; a new minute stands on the messages."""
DELIVERED, CHANGED, WITHDRAWN, FAILED = "👌", "✍", "🙈", "😢"


async def talk(studio: Studio, topic: Topic) -> None:
    """See the queue, claim, leave a note, reply."""
    visitor, sato, tanaka = studio.visitor(0), studio.staff(0), studio.staff(1)
    studio.clock.skip(4 * MINUTE)
    await studio.enter("受付")
    await studio.shoot("queue", "staff", "待っています 1件", "担当する", height=LOW)
    answered = more_in(visitor)
    sato.tap("担当する")
    await studio.until(answered)
    await studio.enter("緑のカエデ")
    tanaka.write("13時からなら、わたしも入れます。", topic=topic)
    await studio.said(topic, "一度だけです")
    await studio.reply(sato, topic, "不安です", "大丈夫です。ゆっくりどうぞ。", DELIVERED)
    await studio.said(topic, "すぐに取り消せます")
    await studio.shoot("case", "staff", "取り消す")
    await studio.shoot("talk", "visitor", "ゆっくりどうぞ")
    await studio.shoot_page("two-phones", "取り消す")


async def think_again(studio: Studio, topic: Topic) -> None:
    """Take a reply back, and change another."""
    sato = studio.staff(0)
    studio.clock.skip(MINUTE)
    wrong = await studio.reply(sato, topic, "不安です", "明日の10時に来てください。", DELIVERED)
    await studio.said(topic, "すぐに取り消せます")
    sato.tap("取り消す")
    await studio.said(topic, "相手の画面から消えています")
    await studio.until(lambda: WITHDRAWN in wrong.reactions.values())
    await studio.shoot("undone", "staff", "読まれたあとかもしれません", height=SHORT)
    mild = await studio.reply(sato, topic, "不安です", "来るのは、いつでもいいです。", DELIVERED)
    sato.edit(mild, "来なくても大丈夫です。ここで話せます。")
    await studio.until(lambda: CHANGED in mild.reactions.values())
    await studio.said(topic, "すぐに取り消せます")
    await studio.shoot("edited", "staff", "すぐに取り消せます", height=LOW)
    studio.clock.skip(3 * MINUTE)
    sato.tap("取り消す")
    await studio.said(topic, "それでも消しますか")
    await studio.shoot("delete", "staff", "相手の画面から消す", height=LOW)


async def help_out(studio: Studio, topic: Topic) -> None:
    """See a colleague's reply wait; read words in which somebody is named; keep a note."""
    visitor, sato, tanaka = studio.visitor(0), studio.staff(0), studio.staff(1)
    studio.clock.skip(MINUTE)
    tanaka.write(
        "はじめまして。",
        topic=topic,
        reply_to=await studio.said(topic, "不安です"),
    )
    await studio.said(topic, "まだ送っていません")
    await studio.shoot("held", "staff", "自分が送る", height=LOW)
    sato.write("/note 夜に書くことが多い方。急がせない。", topic=topic)
    await studio.said(topic, "📌 夜に")
    await studio.shoot("card", "staff", "対応中（担当")
    visitor.write("弟は @midori_kaede です。連絡してもいいです。")
    await studio.said(topic, "名前を伏せました")
    await studio.shoot("masked", "staff", "連絡してもいいです", height=LOW)


async def use_canned_replies(studio: Studio, topic: Topic) -> None:
    """Choose from the list, and fill blanks."""
    visitor, sato = studio.visitor(0), studio.staff(0)
    studio.clock.skip(MINUTE)
    sato.tap("定型文")
    listed = await studio.said(topic, "定型文です。番号の")
    await studio.shoot("canned", "staff", "8. ひと区切り", height=TALL)
    answered = more_in(visitor)
    sato.tap("4. 急がなくて大丈夫", listed)
    await studio.until(answered)
    await studio.said(topic, "を送りました")
    sato.tap("定型文")
    await studio.until(lambda: "番号の" in topic.messages[-1].text)
    sato.tap("6. 会う日の相談")
    question = await studio.said(topic, "あいている所を順に")
    sato.write("12月1日／10時／区役所", topic=topic, reply_to=question)
    await studio.said(topic, "相手にはこう届きます")
    await studio.shoot("blanks", "staff", "あいている所を順に", "この文を送る", height=TALL)
    answered = more_in(visitor)
    sato.tap("この文を送る")
    await studio.until(answered)


async def put_away_and_hand_on(studio: Studio, topic: Topic) -> None:
    """Open the other acts, put the case away, hand it to a colleague."""
    visitor, sato = studio.visitor(0), studio.staff(0)
    studio.clock.skip(MINUTE)
    sato.tap("そのほか")
    await studio.said(topic, "そのほかの操作です")
    await studio.shoot("more", "staff", "そのほかの操作です", "くわしく", height=LOW)
    sato.tap("1時間あと")
    await studio.said(topic, "あとにします")
    await studio.until(lambda: studio.topic("💤"))
    await studio.shoot("snoozed", "staff", "あとにします", height=LOW)
    visitor.write("12月1日、行けるかもしれません。")
    await studio.said(topic, "行けるかも")
    studio.clock.skip(MINUTE)
    sato.write("/transfer かえで 午後はかえでさんにお願いします", topic=topic)
    await studio.said(topic, "引きつぎました")
    await studio.until(lambda: any("かえで）が引きつぎ" in each.text for each in visitor.inbox))
    await studio.shoot("transfer", "staff", "引きつぎました", height=LOW)


async def close(studio: Studio, topic: Topic) -> None:
    """Close, record what it came to, and reply too late."""
    visitor, tanaka = studio.visitor(0), studio.staff(1)
    studio.clock.skip(timedelta(minutes=25))
    answered = more_in(visitor)
    tanaka.tap("終了")
    await studio.until(lambda: answered() and topic.closed)
    await studio.shoot("outcome", "staff", "まちがい・いたずら", height=SHORT)
    tanaka.tap("話を聞いた")
    await studio.said(topic, "記録しました")
    await studio.reply(tanaka, topic, "行けるかも", "言い忘れました。", FAILED)
    await studio.said(topic, "で再開してから")
    await studio.shoot("closed", "staff", "記録しました", "で再開してから")
    await studio.shoot("ended", "visitor", "ひと区切りにします", height=SHORT)


async def begin_anew(studio: Studio, topic: Topic) -> None:
    """See the same visitor come back under a new number."""
    visitor = studio.visitor(0)
    studio.clock.skip(timedelta(minutes=50))
    await studio.write(visitor, "また書いてもいいですか")
    await studio.said(topic, "また書いてもいいですか")
    await studio.shoot("again", "staff", "だれのこと", "また書いてもいいですか", height=TALL)


async def lose_somebody(studio: Studio) -> None:
    """Talk with somebody else, who then blocks the bot."""
    visitor, tanaka = studio.visitor(1), studio.staff(1)
    await studio.press(visitor, "人と話す", "つづける", "名前なし", "子どものこと", "20代")
    await studio.press(visitor, "窓口の人につなぐ")
    topic = await studio.topic_of("名前なし")
    await studio.write(visitor, "むすこのことです")
    words = "お子さんのこと、聞かせてください。"
    await studio.reply(tanaka, topic, "むすこのことです", words, DELIVERED)
    await studio.topic_of("🟢 名前なし")
    await studio.leave()
    await studio.shoot("topics", "staff", "名前なし", height=LOW)
    visitor.block()
    await studio.topic_of("⛔")
    await studio.enter("⛔")
    await studio.shoot("blocked", "staff", "いまは何を送っても届きません", height=SHORT)


async def answer_an_alert(studio: Studio) -> None:
    """See what staff are told of danger, answer, and read who did."""
    sato = studio.staff(0)
    await studio.enter("受付")
    await studio.shoot("alert", "staff", "知らせ", "対応します", height=TALL)
    queue = await studio.topic_of("受付")
    sato.tap("対応します", await studio.said(queue, "知らせ"))
    await studio.said(queue, "さんが対応しています")
    await studio.page.get_by_test_id("dialog").get_by_role("button").click()
    await studio.shoot("alert-answered", "staff", "さんが対応しています", height=MIDDLE)


async def shut(studio: Studio) -> None:
    """Close the desk by command."""
    sato = studio.staff(0)
    queue = await studio.topic_of("受付")
    studio.clock.skip(MINUTE)
    sato.write("/shut 15:00", topic=queue)
    await studio.said(queue, "まで閉めます")
    studio.clock.skip(SECONDS)
    await studio.said(queue, "まで臨時に閉めています")
    await studio.enter("受付")
    await studio.shoot("shut", "staff", "まで臨時に閉めています", "取り消すには", height=TALL)
    sato.write("/open", topic=queue)
    await studio.said(queue, "いまは開いています")


async def meet_a_crowd(studio: Studio) -> None:
    """See those who came in a crowd and have said nothing yet."""
    studio.clock.skip(3 * MINUTE)
    for number in range(8):
        visitor = studio.simulator.visitor(f"人だかり{number}")
        visitor.start()
        await studio.until(lambda visitor=visitor: visitor.inbox)
        await studio.press(visitor, "人と話す", "つづける", "名前なし", "答えない", "答えない")
        await studio.press(visitor, "窓口の人につなぐ")
        visitor.send("sticker")
    await studio.topic_of("ようす見")
    await studio.enter("ようす見")
    await studio.look_at("staff", PEOPLE[3][0])
    await studio.shoot("aside", "staff", "トピックを作る", height=LOW)

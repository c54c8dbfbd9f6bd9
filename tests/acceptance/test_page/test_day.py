"""An officer's day played on the page by clicking and typing: what both phones show at each step.

Between the phones is the real program; only its clock stands still until it is moved.
"""

from datetime import timedelta

from playwright.async_api import expect

from tests.acceptance.test_page.scene import ON_THE_PAGE, Day

pytestmark = ON_THE_PAGE

CARD = "No. 1 ｜ みどり"


async def test_a_day_at_the_desk_from_the_first_case_to_an_emergency_closing(day: Day) -> None:
    await _a_visitor_asks_for_a_person(day)
    await _an_officer_claims_from_the_queue(day)
    await _a_note_stays_inside(day)
    await _replies_go_out_come_back_and_change(day)
    await _canned_replies_are_sent_as_shown(day)
    await _a_colleagues_reply_waits(day)
    await _the_case_is_put_away_and_handed_on(day)
    await _the_case_ends(day)
    await _the_visitor_comes_back(day)
    await _the_desk_shuts_and_opens(day)


async def _a_visitor_asks_for_a_person(day: Day) -> None:
    await day.start()
    await day.press("visitor", "人と話す", "つづける")
    await day.sees("visitor", "何とお呼びしましょうか")
    await day.write("visitor", "みどり")
    await day.press("visitor", "自分のこと", "20代", "窓口の人につなぐ")
    await day.sees("visitor", "つなぎました。")
    await day.write("visitor", "何から話せばいいか、わかりません")
    await day.sees("visitor", "届きました")


async def _an_officer_claims_from_the_queue(day: Day) -> None:
    await day.enter("受付")
    await day.sees("staff", "🔴 No. 1 みどり ― 待っています")
    day.ward.pass_time(timedelta(seconds=20))  # the board is edited sparingly
    await day.sees("staff", "🔴 待っています 1件")

    await day.press("staff", "担当する")

    await expect(day.page.get_by_test_id("toasts-staff")).to_contain_text("「相談員（さくら）」")
    await day.sees("staff", "🟢 No. 1 みどり ― 対応中（担当：さくら）")
    await expect(day.on("staff", "key")).to_have_count(0)
    await day.sees("visitor", "相談員（さくら）といいます")
    await day.enter("🟢 みどり ・1")
    card = day.said("staff", CARD).first
    await expect(card).to_contain_text("だれのこと：自分のこと")
    await expect(card.get_by_test_id("key")).to_have_text(
        ["担当を外れる", "定型文", "終了", "そのほか"]
    )
    await day.sees("staff", "何から話せばいいか")


async def _a_note_stays_inside(day: Day) -> None:
    await day.write("staff", "はじめての方のようです")
    await day.sees("staff", "これは内部メモです。相手には届きません。")
    await day.write("staff", "/note 夜に書くことが多い方")
    await day.sees("staff", "📌 夜に書くことが多い方")

    await day.ward.quiet()

    await day.sees_nothing_of("visitor", "はじめての方")
    await day.sees_nothing_of("visitor", "夜に書くことが多い")


async def _replies_go_out_come_back_and_change(day: Day) -> None:
    await day.reply("staff", "何から話せばいいか", "どこからでも、大丈夫です")
    await day.sees("visitor", "どこからでも、大丈夫です")
    reply = day.said("staff", "どこからでも、大丈夫です")
    await expect(reply.get_by_test_id("reaction")).to_have_text("👌")

    await day.press("staff", "取り消す")

    await day.sees("staff", "相手の画面から消えています")
    await day.sees_nothing_of("visitor", "どこからでも、大丈夫です")
    await day.reply("staff", "何から話せばいいか", "いつからのことですか")
    await day.sees("visitor", "いつからのことですか")
    await day.choose(day.said("staff", "いつからのことですか"), "直す")
    await day.write("staff", "いまは、眠れていますか")
    await day.sees("visitor", "いまは、眠れていますか")
    await day.sees_nothing_of("visitor", "いつからのことですか")


async def _canned_replies_are_sent_as_shown(day: Day) -> None:
    await day.press("staff", "定型文", "4. 急がなくて大丈夫")
    await day.sees("staff", "さくら さんが定型文「急がなくて大丈夫」を送りました")
    await day.sees("visitor", "書けそうなときに、書けるところだけで")

    await day.press("staff", "定型文", "6. 会う日の相談")
    await day.reply("staff", "あいている所を順に", "12月1日／10時／区役所")
    await day.sees("staff", "相手にはこう届きます。")
    await day.ward.quiet()
    await day.sees_nothing_of("visitor", "12月1日の10時に、区役所では")
    await day.press("staff", "この文を送る")
    await day.sees("visitor", "12月1日の10時に、区役所では")


async def _a_colleagues_reply_waits(day: Day) -> None:
    await day.become("staff", "田中")
    await day.reply("staff", "何から話せばいいか", "わたしも読んでいます")
    await day.sees("staff", "まだ送っていません。担当は さくら さんです。")
    await day.ward.quiet()
    await day.sees_nothing_of("visitor", "わたしも読んでいます")

    await day.press("staff", "自分が送る")

    await day.sees("visitor", "わたしも読んでいます")
    await expect(day.said("visitor", "わたしも読んでいます")).to_contain_text("相談員（かえで）")
    await expect(day.said("staff", CARD).first).to_contain_text("担当：さくら")


async def _the_case_is_put_away_and_handed_on(day: Day) -> None:
    await day.become("staff", "佐藤")
    await day.press("staff", "そのほか", "1時間あと")
    await expect(day.page.get_by_role("heading", name="💤 みどり ・1")).to_be_visible()
    await day.write("visitor", "すこし、眠れました")
    await expect(day.page.get_by_role("heading", name="🟢 みどり ・1")).to_be_visible()

    await day.write("staff", "/transfer かえで 午後はお願いします")

    await day.sees("staff", "さくら さんから かえで さんに引きつぎました。")
    await expect(day.said("staff", CARD).first).to_contain_text("担当：かえで")
    await day.sees("visitor", "ここからは、相談員（かえで）が引きつぎます")
    await day.sees_nothing_of("visitor", "午後はお願いします")


async def _the_case_ends(day: Day) -> None:
    await day.become("staff", "田中")
    await day.press("staff", "終了")
    await day.sees("staff", "終了しました。相手がまた書くと")
    await day.press("staff", "話を聞いた")
    await day.sees("staff", "記録しました：話を聞いた")
    await expect(day.page.get_by_role("heading", name="⚪ みどり ・1")).to_be_visible()
    await day.sees("visitor", "今回のやりとりは、ここでひと区切りにします")

    await day.reply("staff", "すこし、眠れました", "言い忘れました")

    await day.sees("staff", "届いていません。この件は終了しています。")
    await day.press("visitor", "役に立った")
    await day.ward.quiet()
    await day.sees_nothing_of("visitor", "言い忘れました")


async def _the_visitor_comes_back(day: Day) -> None:
    await day.write("visitor", "ありがとうございました")
    await day.sees("staff", "終了後のひとこと")
    await expect(day.page.get_by_role("heading", name="⚪ みどり ・1")).to_be_visible()

    await day.write("visitor", "また、眠れなくなりました")

    await expect(day.page.get_by_role("heading", name="🔴 みどり ・2")).to_be_visible()
    await day.sees("staff", "No. 2 ｜ みどり", "また、眠れなくなりました")
    await day.sees("visitor", "また書いてくださって、ありがとうございます")


async def _the_desk_shuts_and_opens(day: Day) -> None:
    await day.enter("受付")
    await day.write("staff", "/shut 15:00")
    await day.sees("staff", "窓口を 11/24（火）15:00 まで閉めます。")
    await day.write("visitor", "いますか")
    await day.sees("visitor", "いまは、読む人がいない時間です")
    day.ward.pass_time(timedelta(seconds=20))
    await day.sees("staff", "🚪 11/24（火）15:00 まで臨時に閉めています。")

    await day.write("staff", "/open")

    await day.sees("staff", "臨時に閉めたのを取り消しました。いまは開いています。")
    await day.sees("staff", "🔴 No. 2 みどり ― 待っています")

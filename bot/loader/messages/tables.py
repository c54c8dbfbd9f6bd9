"""What is said of desks, hours, facts and hotlines."""

from bot.loader.messages.wording import Wording

TABLES = {
    "desk_twice": Wording(
        ("窓口「{desk}」が二つあります。", "片方の名前を変えてください。"),
        ("There are two desks “{desk}”.", "Rename one."),
    ),
    "work_names_empty": Wording(
        ("仕事用の呼び名がありません。", "「- さくら」のように一つ以上書いてください。"),
        ("There are no work names.", "Write at least one, as in “- さくら”."),
    ),
    "work_name_twice": Wording(
        ("呼び名「{text}」が二回あります。", "片方を別の名前にしてください。"),
        ("The work name “{text}” stands twice.", "Replace one."),
    ),
    "language_twice": Wording(
        ("「{text}」が二回あります。", "片方を消してください。"),
        ("“{text}” stands twice.", "Remove one."),
    ),
    "language_unknown": Wording(
        (
            "「{language}」の訳がありません。",
            "locales にあるフォルダーの名前か、ja を書いてください。",
        ),
        ("There is no catalogue for “{language}”.", "Use a folder of locales, or ja."),
    ),
    "hours_unconfirmed": Wording(
        (
            "未記入：この時間はまだ確かめられていません。",
            "確かめて直したら、confirmed を yes にしてください。",
        ),
        (
            "Unfinished: nobody has confirmed these hours.",
            "Check them, then set confirmed to yes.",
        ),
    ),
    "hours_empty": Wording(
        ("開いている時間が一つもありません。", "「月火: [9:00-12:00]」のように書いてください。"),
        ("The desk is never open.", "Write hours as in “月火: [9:00-12:00]”."),
    ),
    "hours_overlap": Wording(
        ("時間が重なっています（{first} と {second}）。", "重ならないように直してください。"),
        ("The hours overlap ({first} and {second}).", "Make them follow each other."),
    ),
    "wrong_hours": Wording(
        (
            "「{text}」は時間として読めません。",
            "「9:00-12:00」のように、早いほうから書いてください（0:00〜23:59）。",
        ),
        (
            "“{text}” cannot be read as hours.",
            "Write them as in “9:00-12:00”, the earlier first (0:00 to 23:59).",
        ),
    ),
    "wrong_day": Wording(
        ("「{text}」は曜日として読めません。", "「月火水木金土日」の文字だけで書いてください。"),
        ("“{text}” cannot be read as weekdays.", "Use the letters 月火水木金土日 alone."),
    ),
    "day_twice": Wording(
        ("「{day}」曜日が二回あります。", "一つの曜日は一か所に書いてください。"),
        ("The weekday “{day}” stands twice.", "Name each weekday once."),
    ),
    "wrong_year_end": Wording(
        ("「{text}」は期間として読めません。", "「12-29 – 01-03」のように書いてください。"),
        ("“{text}” cannot be read as a span of days.", "Write it as in “12-29 – 01-03”."),
    ),
    "wrong_date": Wording(
        ("「{text}」は日付として読めません。", "「2026-04-01」のように書いてください。"),
        ("“{text}” cannot be read as a date.", "Write it as in “2026-04-01”."),
    ),
    "wrong_yes_no": Wording(
        ("「{key}」の「{text}」が読めません。", "yes か no と書いてください。"),
        ("“{text}” behind “{key}” cannot be read.", "Write yes or no."),
    ),
    "fact_unfilled": Wording(
        (
            "未記入：{what}（{id}）。画面には「準備中」と出ます。",
            "確かめてから書いてください。思い出しで埋めないでください。",
        ),
        (
            "Unfinished: {what} ({id}). Visitors read “not available yet”.",
            "Verify it, then fill it in; never from memory.",
        ),
    ),
    "fact_unverified": Wording(
        (
            "「{what}」（{id}）を、いつ、どこで確かめたかが書かれていません。",
            "source と verified_on を書いてください。",
        ),
        (
            "Nothing says when and where “{what}” ({id}) was verified.",
            "Fill in source and verified_on.",
        ),
    ),
    "fact_expired": Wording(
        (
            "「{what}」は、確かめ直す日（{day}）を過ぎています。",
            "もう一度確かめて、verified_on と expires_on を直してください。",
        ),
        (
            "“{what}” should have been verified again by {day}.",
            "Verify it and correct verified_on and expires_on.",
        ),
    ),
    "fact_expiring": Wording(
        (
            "「{what}」は、まもなく確かめ直す日（{day}）です。",
            "早めに確かめて、verified_on と expires_on を直してください。",
        ),
        (
            "“{what}” must be verified again by {day}.",
            "Verify it soon and correct verified_on and expires_on.",
        ),
    ),
}

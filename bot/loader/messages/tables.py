"""What is said of desks, hours, facts, hotlines and canned replies."""

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
    "lead_unknown": Wording(
        (
            "lead の「{text}」は、work names にありません。",
            "work names にある呼び名を書いてください。",
        ),
        ("The lead “{text}” is not among the work names.", "Use one of the work names."),
    ),
    "id_wrong": Wording(
        (
            "「{text}」は、記録に残す名前に使えません。",
            "半角の小文字、数字、「-」だけで、20文字までにしてください。",
        ),
        ("“{text}” cannot be kept as an id.", "Use a–z, 0–9 and “-” alone, 20 at most."),
    ),
    "canned_twice": Wording(
        (
            "返事「{text}」が二つあります（はじめは{line}行目）。",
            "片方を別の名前にしてください。",
        ),
        ("There are two replies “{text}” (first on line {line}).", "Rename one."),
    ),
    "canned_many": Wording(
        ("返事が多すぎます（{most}個まで）。", "使わないものを消してください。"),
        ("There are too many replies ({most} at most).", "Remove those that are not used."),
    ),
    "canned_title_long": Wording(
        ("title「{title}」が長すぎます。", "{most}文字までにしてください。"),
        ("The title “{title}” is too long.", "Keep it within {most} letters."),
    ),
    "canned_long": Wording(
        (
            "返事が長すぎて、一度に送れません（{language}、{length}）。",
            "4000までにするか、二つの返事に分けてください。",
        ),
        (
            "The reply is too long for one message ({language}, {length}).",
            "Keep it within 4000, or make two replies of it.",
        ),
    ),
    "blank_wrong": Wording(
        (
            "「{name}」は、空欄の名前に使えません（波かっこの中）。",
            "{most}文字までの、前後に空白のない名前にしてください。",
        ),
        (
            "“{name}” cannot be the name of a blank in braces.",
            "Use 1 to {most} letters without spaces around them.",
        ),
    ),
    "braces_stray": Wording(
        (
            "波かっこが閉じていないか、全角です（{text}）。そのまま相手に届いてしまいます。",
            "名前を、半角の波かっこで囲んでください。",
        ),
        (
            "A brace is not closed, or is full-width ({text}); the visitor would read it.",
            "Put the name between plain braces.",
        ),
    ),
    "sign_empty": Wording(
        (
            "サイン「{text}」は、どの文にもあてはまるか、どれにもあてはまりません。",
            "かっこや … のほかに、必ず書かれる言葉を入れてください。",
        ),
        (
            "The sign “{text}” holds no word that must be written.",
            "Write one, besides what stands in brackets or as “…”.",
        ),
    ),
    "signs_lost": Wording(
        (
            "あぶないサインが{count}行、なくなったか、弱くなっています（{where}）。",
            "もとに戻してください。言葉を足すだけなら、いまの行は変えず、新しい行に書きます。"
            "わざと消すときは、二人で確かめてから engawa check --yes-remove-safety を実行します。",
        ),
        (
            "{count} signs of danger are gone or weaker ({where}).",
            "Bring them back. To add words leave the line as it is and write a new one. To remove "
            "them on purpose let two people look, then run engawa check --yes-remove-safety.",
        ),
    ),
    "signs_softened": Wording(
        (
            "「{text}」を {word} に足すと、あぶないサインが見のがされることがあります。",
            "消してください。わざと足すときは、二人で確かめてから "
            "engawa check --yes-remove-safety を実行します。",
        ),
        (
            "“{text}” among {word} may let signs of danger go unseen.",
            "Remove it. To add it on purpose let two people look, then run "
            "engawa check --yes-remove-safety.",
        ),
    ),
    "examples_fewer": Wording(
        (
            "あぶないことばの例が、{was}から{now}に減っています。",
            "もとに戻してください。例は、言いかえたり足したりできます。"
            "わざと減らすときは、二人で確かめてから "
            "engawa check --yes-remove-safety を実行します。",
        ),
        (
            "There were {was} examples of danger, and there are {now}.",
            "Bring them back; an example may be worded anew, and more may be added. To remove any "
            "on purpose let two people look, then run engawa check --yes-remove-safety.",
        ),
    ),
    "examples_more": Wording(
        (
            "あぶなくない例が、{was}から{now}に増えています。似たことばが見のがされることがあります。",
            "わざと足すときは、二人で確かめてから engawa check --yes-remove-safety を実行します。",
        ),
        (
            "There were {was} examples of what is harmless, and there are {now}: "
            "what is like them may go unseen.",
            "To add some on purpose let two people look, then run "
            "engawa check --yes-remove-safety.",
        ),
    ),
    "signs_unrecorded": Wording(
        (
            "あぶないサインの控え {name} がありません。",
            "engawa check --yes-remove-safety で作れます。サインが消えたときに気づけます。",
        ),
        (
            "There is no record {name} of the signs of danger.",
            "engawa check --yes-remove-safety writes one, by which a lost sign is seen.",
        ),
    ),
    "signs_record_odd": Wording(
        (
            "あぶないサインの控えが読めません。手で直されたのかもしれません。",
            "前のものに戻すか、二人で確かめて engawa check --yes-remove-safety で作り直します。",
        ),
        (
            "The record of the signs of danger cannot be read; it may have been changed by hand.",
            "Bring it back, or let two people look and run engawa check --yes-remove-safety.",
        ),
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
    "wrong_day_of_month": Wording(
        ("「{text}」は日として読めません。", "1から31の数字だけを書いてください。"),
        ("“{text}” cannot be read as a day of the month.", "Write a number from 1 to 31."),
    ),
    "choice_unknown": Wording(
        ("「{text}」は選べません。", "{known} のどれかにしてください。"),
        ("“{text}” is not among the choices.", "Use one of {known}."),
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
    "wrong_number": Wording(
        (
            "「{key}」の「{text}」が読めません。",
            "{least}から{most}までの数字だけを書いてください。",
        ),
        ("“{text}” behind “{key}” cannot be read.", "Write a number from {least} to {most}."),
    ),
}

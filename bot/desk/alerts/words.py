"""What staff read of an alert, in the staff's language; nothing of it is what a visitor wrote.

The protocol follows SAFETY.md S6: TALK, what to ask, who decides, what is written down.
"""

from bot.model.danger import Level, Type

LEVELS = {
    Level.SOFT: "とても重い気持ち",
    Level.AMBER: "黄：消えたい、傷つけたいなど",
    Level.RED: "赤：いま危ないかもしれません",
}
MARKS = {Level.SOFT: "🟡", Level.AMBER: "🟠", Level.RED: "🚨"}
TYPES = {
    Type.SUICIDE: "死にたい気持ち",
    Type.SELF_HARM: "自分を傷つける",
    Type.ABUSE: "暴力・虐待",
    Type.MEDICAL: "体の急変",
    Type.THIRD_PARTY: "ほかの人の危険",
}

HEAD = "{mark} 知らせ {number} ― {who}"
WITHOUT_CASE = "まだ相談になっていない人"
CLOSED_CASE = "（相談は終了）"
LEVEL_LINE = "{level}／{type}"
COUNT_LINE = "（{count}回）"
SIGNS_LINE = "サイン：{signs}"
NO_SIGNS = "決まった言葉はなく、書き方が、あぶないときに似ています"
HELD_BY = "相談の担当：{name} さん"

UNANSWERED = (
    "⏰ まだだれも対応していません（{since} から）。"
    "手があいている人が「対応します」を押してください。"
)
LEAD_CALLED = "📣 {name} さん、{since} から、だれも対応していません。"
EVERYBODY_CALLED = "📣 {since} から、だれも対応していません。責任者に伝えてください。"
ANSWERED = "✅ {name} さんが対応しています（{at} から）"
TASK = (
    "☎️ {who}に、ひとこと送ってください。"
    "一人が送ったら「済み」を押します。（ボットからは送りません）"
)
TASK_DONE = "☑️ ひとこと：{name} さんが済ませました"

PROTOCOL = (
    "【話しかた TALK】心配していると伝える → 死にたい気持ちを、はっきりたずねる → "
    "さえぎらずに聞く → 安全をつくる。責めない、説教しない、秘密にすると約束しない。"
)
ASK = {
    Type.SUICIDE: (
        "【たずねること】いま一人か／いま危ないものが近くにあるか／決めていることがあるか／"
        "前にもあったか。方法の名前は、こちらから出さない。"
    ),
    Type.SELF_HARM: (
        "【たずねること】いまけがをしているか、血は止まっているか／一人か／死にたい気持ちもあるか。"
        "方法の名前は、こちらから出さない。"
    ),
    Type.ABUSE: (
        "【たずねること】いま安全な所にいるか／けがはないか／相手がそばにいるか"
        "（見られているかもしれないので、短く、ふつうの言葉で）／子どもがいるか。"
    ),
    Type.MEDICAL: (
        "【たずねること】いま息ができるか、話せるか／何がいつ起きたか／そばに人がいるか。"
    ),
    Type.THIRD_PARTY: (
        "【たずねること】だれが、いまどこにいるか／いっしょにいるか／"
        "そばの人がいま119や110に電話できるか。"
    ),
}
DECIDES = (
    "【警察・119】ボットは連絡しません。名前も電話も場所も、ボットには分かりません。"
    "よぶかどうかは、窓口の決まりで決まった人が決めます（だれが決めるかは、窓口で確かめてください）。"
)
WRITTEN = "【書き残すこと】時刻、聞いたこと、伝えたこと、決めた人。/note に短く。"

RESPOND = "対応します"
RIGHT = "当たり"
WRONG = "はずれ"
DONE = "済み"
SAID = " ✓"

THANKS = (
    "対応をお願いします。相手には「相談員（{name}）」と見えます。"
    "相談のトピックで返信してください。"
)
THANKS_HELD = "対応をお願いします。相談の担当は {name} さんです。声をかけ合ってください。"
TAKEN = "すでに {name} さんが対応しています。"
YOURS = "すでにあなた（{name}）が対応しています。"
KEPT = "記録しました（数だけが残ります）。"
DONE_ALREADY = "すでに {name} さんが済ませています。"
NOTED = "ありがとうございました。"
GONE = "この知らせは、もう残っていません。"

LINE = "{mark} 知らせ {number} {who} ― まだだれも対応していません（{since} から、{count}回）"
CALL_SUBJECT = "【{desk}】知らせ {number}：対応をお願いします"
CALL = (
    "{desk} のボットに、知らせ {number}（{level}）が {since} に入りました。\n"
    "まだだれも対応していません。"
    "職員のグループの「受付」を開いて、「対応します」を押してください。"
)
CALL_OUT_OF_REACH = (
    "{desk} のボットに、知らせ {number}（{level}）が {since} に入りました。\n"
    "ボットは、職員のグループに書きこめません。グループの設定を直し、受付を開いてください。"
)
CALL_LEAD = "責任者（{lead}）を呼んでいます。"

COUNTS_HEAD = "知らせの数（{since} から今日まで）。数だけで、人にはつながりません。"
COUNTS_LINE = "{day} {level}・{type}：{raised}件（当たり {hits}、はずれ {misses}）"
COUNTS_TOTAL = "あわせて：{raised}件（当たり {hits}、はずれ {misses}、まだ {unsaid}）"
NO_COUNTS = "この30日に、知らせはありません。"
MORE_COUNTS = "ほか {count}行"

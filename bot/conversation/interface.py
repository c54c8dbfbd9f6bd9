"""The engine's own words, as they stand in Japanese and in the catalogues under `interface`."""

from bot.conversation.kinds import PHRASES

CONTEXT = "interface"
DESKS = "desks.name"
"""The context of the names of desks."""

PERSON = "人と話す"
MENU = "メニュー"
CRISIS = "いま、とてもつらい"
LANGUAGE = "ことば・Language"
END_CASE = "相談を終わる"
FROM_START = "はじめから"
PICK_LANGUAGE = "ことばを選ぶ"
STOP_WORD = "やめる"

TAKE_NICKNAME = "「{nickname}」にする"
OTHER_NICKNAME = "ほかの名前を見る"
NO_NICKNAME = "名前なし"
NICKNAME_TOO_LONG = "名前は20文字まででおねがいします。"

UNANSWERED = "答えない"
NOT_READY = "（準備中です）"
STAFF_NAME = "相談員（{name}）"
NOT_THAT = "ちがいましたか"
STALE = "この質問はもう終わっています"

EARLIER = "先に送ってくださったもの（{count}件）も、いっしょに渡します。"
WITHOUT_EARLIER = "先に送ったものは渡さない"
KEPT = "送ってくださったもの（{count}件）は、預かっています。つなぐときに、いっしょに渡せます。"
FORGOTTEN = "預かっていたものは、消しました。"
LATER = "人とつながってからなら、何が見えるかを確かめて渡せます。"

ONE_LINE = "・{name}\n　{number}（{hours}）"
TOLD = "書いてくださったことは、窓口の人に知らせます。"
NOT_TOLD = "「人と話す」を押すと、書いたことが窓口の人に届きます。"
OUT_OF_ORDER = "いまは、この仕組みがこわれていて、書いたことが窓口の人に届きません。"
NEXT_THERE = "次に人がいるのは、{next_opening}の予定です。それまでは読めないことがあります。"
NOT_AT_ONCE = "すぐには読めないこともあります。"

GIVE = "渡す"
KEEP_BACK = "渡さない"
GIVEN = "渡しました"
AGREE = "渡してよい"
STAY = "いまのままがいい"

HELPED = "役に立った"
NOT_HELPED = "そうでもない"
RATED = "受けとりました。ありがとうございます"
NOTHING_MORE = "このあとは、何もしなくて大丈夫です。"

ALL = (
    PERSON,
    MENU,
    CRISIS,
    LANGUAGE,
    END_CASE,
    FROM_START,
    PICK_LANGUAGE,
    STOP_WORD,
    TAKE_NICKNAME,
    OTHER_NICKNAME,
    NO_NICKNAME,
    NICKNAME_TOO_LONG,
    UNANSWERED,
    NOT_READY,
    STAFF_NAME,
    NOT_THAT,
    STALE,
    EARLIER,
    WITHOUT_EARLIER,
    KEPT,
    FORGOTTEN,
    LATER,
    ONE_LINE,
    TOLD,
    NOT_TOLD,
    OUT_OF_ORDER,
    NEXT_THERE,
    NOT_AT_ONCE,
    GIVE,
    KEEP_BACK,
    GIVEN,
    AGREE,
    STAY,
    HELPED,
    NOT_HELPED,
    RATED,
    NOTHING_MORE,
    *PHRASES,
)

OWN_NAME = ("language", "日本語")
"""Context and Japanese of the phrase by which each language names itself."""

"""The engine's own words, as they stand in Japanese and in the catalogues under `interface`."""

from bot.model.inputs import MediaKind

CONTEXT = "interface"

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
STALE = "この質問はもう終わっています"

KINDS = {
    MediaKind.DOCUMENT: "ファイル",
    MediaKind.CONTACT: "連絡先",
    MediaKind.LOCATION: "位置情報",
    MediaKind.AUDIO: "音楽",
    MediaKind.POLL: "アンケート",
    MediaKind.STORY: "ストーリー",
    MediaKind.OTHER: "この種類のもの",
}
"""What does not reach staff, as the visitor reads it; kinds left out here do reach them."""

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
    STALE,
    *KINDS.values(),
)

OWN_NAME = ("language", "日本語")
"""Context and Japanese of the phrase by which each language names itself."""

"""What staff read, in the staff's language: one place, so that one word keeps one meaning."""

NO_NAME = "名前なし"
QUEUE_TOPIC = "🪑 受付"

WAITING = "待っています"
HELD = "対応中"
CLOSED = "終了"
UNREACHABLE = "届きません"

CLAIM = "担当する"
RELEASE = "担当を外れる"
CLOSE = "終了"
REOPEN = "再開する"

HOW_TO_REPLY = (
    "この札か相手の言葉に「返信」すると届きます（/r でも）。"
    "返信でない書き込みは内部メモで、届きません。"
)

ALREADY_HELD = "すでに {name} さんが担当しています。"
CLAIMED = "担当になりました。相手には「相談員（{name}）」と見えます。"
YOURS_ALREADY = "すでにあなた（{name}）が担当しています。"
NOT_HELD = "いま担当している人はいません。"
NOT_YOURS = "担当は {name} さんです。外れるのは担当の人だけです。"
RELEASED = "担当を外れました。受付に戻りました。"
OLD_CARD = "これは前の札です。いまの札を使ってください。"
ANONYMOUS = (
    "匿名の管理者としては送れません。グループ設定の「匿名」を切ってから、もう一度お願いします。"
)

CLOSED_BY_STAFF = "終了しました。相手がまた書くと、このトピックで新しい番号で始まります。"
CLOSED_BY_VISITOR = "相手が相談を終わりにしました。"
ALREADY_CLOSED = "すでに終了しています。"
REOPENED = "再開しました。"
ALREADY_OPEN = "まだ終了していません。"
CASE_CLOSED = (
    "届いていません。この件は終了しています。/reopen で再開してから、もう一度返信してください。"
)
NO_CASE = "このトピックに相談はありません。"

EMPTY_REPLY = "届いていません。/r のあとに言葉を書いてください。"
CANNOT_SEND = "届いていません。この種類は、送った人や場所が分かるため相手に送れません。"
EDIT_NOT_SENT = "この書き直しは相手に届いていません。前の言葉のままです。"
UNREACHABLE_REPLY = "届いていません。相手がボットを止めているため、いまは送れません。"
NOT_DELIVERED = "届いていません。{reason}"
RELAY_FAILED = (
    "相手から届いたものを、ここに写せませんでした。相手にもう一度送ってもらってください。"
)
WENT_SILENT = "相手がボットを止めました。いまは何を送っても届きません。"
CAME_BACK = "相手がボットをまた使えるようにしました。返信が届きます。"
TURN_FAILED = "相手からの入力をひとつ、うまく扱えませんでした。記録に残してあります。"
TOPIC_WAS_LOST = (
    "前のトピックが消されたため、新しく作りました。前のやりとりは、前のトピックにありました。"
)
UNKNOWN_COMMAND = "その命令はありません。/help で一覧を見られます。"

REASONS = {
    "blocked": "相手がボットを止めているか、アカウントがありません。",
    "message_gone": "元のメッセージが消されていました。",
    "unsure": "送れたかどうか確かめられませんでした。",
}
OTHER_REASON = "Telegramが受け付けませんでした。"

EDITED = "書き直し"
AFTER_CLOSING = "終了後のひとこと"
MAYBE_REPEATED = "再送かもしれません"

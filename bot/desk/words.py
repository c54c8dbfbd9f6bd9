"""What staff read, in the staff's language: one place, so that one word keeps one meaning."""

NO_NAME = "名前なし"
QUEUE_TOPIC = "🪑 受付"
STRAY_TOPIC = "（使っていないトピック）"
ASIDE_TOPIC = "🧺 ようす見"

WAITING = "待っています"
HELD = "対応中"
CLOSED = "終了"
UNREACHABLE = "届きません"

CLAIM = "担当する"
RELEASE = "担当を外れる"
CLOSE = "終了"
REOPEN = "再開する"
CANNED = "定型文"
MORE = "そのほか"
UNDO = "取り消す"
DELETE = "相手の画面から消す"
SEND_MYSELF = "自分が送る"
SEND_DRAFT = "この文を送る"
DROP_DRAFT = "やめる"
CLOSE_LATER = "24時間後に終了"
CLOSE_QUIETLY = "知らせずに終了"
SNOOZE_HOUR = "1時間あと"
SNOOZE_NEXT = "つぎに開くまで"
TRANSFER = "引きつぐ"
INFO = "くわしく"
PROMOTE = "トピックを作る"

HOW_TO_REPLY = (
    "この札か相手の言葉に「返信」すると届きます（/r でも）。"
    "返信でない書き込みは内部メモで、届きません。"
)

ALREADY_HELD = "すでに {name} さんが担当しています。"
CLAIMED = "担当になりました。相手には「相談員（{name}）」と見えます。"
YOURS_ALREADY = "すでにあなた（{name}）が担当しています。"
NOT_HELD = "いま担当している人はいません。"
NOT_YOURS = "担当は {name} さんです。外れるのは担当の人だけです。"
OPENED_ON_ALERT = (
    "{name} さんが知らせに対応し、この相談を開きました。"
    "相手には、相談員（{name}）がいまここにいると伝えました。"
)
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
TOO_LONG_TO_EDIT = (
    "長い返事は、あとから直せません。相手の画面は前のままです。もう一度返信してください。"
)
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
    "too_late": "送ってから48時間を過ぎています。",
    "incomplete": "一部だけ送れませんでした。",
}
OTHER_REASON = "Telegramが受け付けませんでした。"

HINT = (
    "これは内部メモです。相手には届きません。"
    "相手に送るときは、相手の言葉か札に「返信」してください。（このお知らせは一度だけです）"
)
OTHER_BOT = "ほかのボットは、担当になったり返信したりできません。"
HANDED_ON = "届いていません。この相談は「{desk}」に引きつがれています。"
ANOTHER_GROUP = "この窓口の別のグループ"

SENT = "送りました。10秒以内なら、すぐに取り消せます。"
UNDOING = "取り消します。"
WITHDRAWN = "取り消しました。相手の画面から消えています。（読まれたあとかもしれません）"
HELD_LET_GO = "取り消しました。送られていません。"
NOTHING_TO_UNDO = (
    "取り消せる返信がありません。取り消したい返信に「返信」して /undo と書いてください。"
)
SURE_TO_DELETE = (
    "送ってから時間がたっています。相手はもう読んだかもしれません。それでも消しますか。"
)
TOO_LATE_TO_UNDO = (
    "もう消せません。Telegramで消せるのは48時間までです。相手の画面には残っています。"
)
NOT_WITHDRAWN = "取り消せませんでした。相手の画面に残っています。{reason}"
NOT_CHANGED = "この書き直しは相手に届いていません。前の言葉のままです。{reason}"
CAPTION_ALONE = "言葉だけ直しました。写真などは、前のものが相手の画面に残っています。"

HELD_BACK = "まだ送っていません。担当は {name} さんです。この返信を自分の名前で送りますか。"
SENT_MYSELF = "自分の名前で送りました。"
NOT_YOUR_WORDS = "この返信を送れるのは、書いた人だけです。"
NOTHING_WAITS = "この返信は、もう送ったか、取り消したか、終了のため止めました。"

CANNED_HEAD = "定型文です。番号のボタンを押すと、下の文のとおりに送られます。"
CANNED_TITLES = "定型文です。番号のボタンを押すと、送る前に文が出ます。"
NO_CANNED = "定型文はまだありません。flows/canned.yaml に書くと、ここに出ます。"
CANNED_GONE = "この定型文は、もうありません。/canned で選び直してください。"
CANNED_SENT = "{name} さんが定型文「{title}」を送りました。"
CANNED_WAITS = "{name} さんの定型文です。まだ送っていません。"
DRAFT_HEAD = "✏️ 定型文："
FILL_BLANKS = "この投稿に「返信」して、あいている所を順に書いてください（／で区切る）：{blanks}"
FILL_AGAIN = (
    "あいている所は{wanted}つですが、{given}つ書かれています。"
    "この投稿に「返信」して、もう一度、順に書いてください（／で区切る）：{blanks}"
)
AS_READ = "相手にはこう届きます。"
SENT_ALREADY = "もう送りました。"
DRAFT_GONE = "この文は送られていません。"

EMPTY_NOTE = "/note のあとに言葉を書いてください。札に残り、引きつぎのときもいっしょに渡ります。"
CLOSES_LATER = "だれも書かなければ、{at} に終了します。"
CLOSING_CANCELLED = "書きこみがあったので、24時間後の終了を取りやめました。"
CLOSED_QUIETLY = "相手に知らせずに終了しました。"
OUTCOME_ASK = "どうなりましたか（報告のための記録です。押さなくてもかまいません）。"
OUTCOME_KEPT = "記録しました：{outcome}"
SNOOZED = "{until} まで、あとにします。相手が書いたら、すぐに戻ります。"
SNOOZE_HOW = "/snooze のあとに、30分、2時間、明日、12/1 9:00 のように書いてください。"
SNOOZE_OVER = "⏰ あとにしていた時刻になりました。"
DETAILS_HEAD = "この相談のくわしい内容です。"
MORE_HEAD = "そのほかの操作です。"
CLAIM_LAPSED = "{name} さんの担当のまま、お返事がないため、受付に戻しました。"
LEAD_CALLED = "📣 {name} さん、担当がいない相談があります。"
EVERYBODY_CALLED = "📣 担当がいない相談があります。"

TRANSFER_HOW = (
    "/transfer のあとに、だれに引きつぐかと、その理由を書いてください。\n"
    "例：/transfer かえで 午後はかえでさんにお願いします\n"
    "引きつげる先：{names}"
)
NOBODY_YET = "まだいません（一度でも書きこんだ職員と、ほかの窓口が出ます）"
TRANSFER_NEEDS_NOTE = "引きつぐ理由も書いてください。例：/transfer かえで 午後はお願いします"
TRANSFERRED = "{by} さんから {name} さんに引きつぎました。\n{note}"
TRANSFER_ASKED = (
    "「{desk}」に見せてよいか、相手にたずねました。よいと答えたら引きつぎます。"
    "それまでは、いまのままです。"
)
TRANSFER_DECLINED = "相手は、いまの窓口のままがよいと答えました。引きついでいません。"
MOVED_AWAY = "「{desk}」に引きつぎました。（{by} さん）\n{note}"
MOVED_LINE = "⚪ No. {number} {name} ― 「{desk}」に引きつぎました"
ASIDE_FIRST = "先に「トピックを作る」を押してください。"
HAS_A_TOPIC = "この相談には、もうトピックがあります。"
WRITTEN_BEFORE = "つなぐ前に書いたもの"
PUT_AWAY = "あとにしています"
CLOSES_THEN = "終了の予定"
HELPED = "役に立った"
NOT_HELPED = "そうでもない"

NOTICES = {
    "invited": "相談員がいるお知らせ",
    "claimed": "担当のあいさつ",
    "closed": "終わりのあいさつ",
    "reopened": "また書いてくれたお礼",
    "thanks": "お礼への返事",
    "out-of-hours": "次に人がいる時間",
    "unreachable-staff": "いま届けられないお知らせ",
    "handed-on": "担当が替わるお知らせ",
    "moved": "窓口が替わるお知らせ",
    "transfer-asked": "ほかの窓口に見せてよいかの質問",
}
"""What the bot told the visitor, by the names of the notices, as staff read it."""

EDITED = "書き直し"
AFTER_CLOSING = "終了後のひとこと"
MAYBE_REPEATED = "再送かもしれません"
MASKED = "名前を伏せました"

QUEUE_HEAD = "開いている相談：待っています {waiting}件／対応中 {held}件"
QUEUE_EMPTY = "いま、開いている相談はありません。"
MINE_HEAD = "あなたが担当している相談：{count}件"
MINE_EMPTY = "いま、あなたが担当している相談はありません。"
MORE_CASES = "ほか {count}件"
BOARD_WAITING = "{sign} 待っています {count}件"
BOARD_OLDEST = "（いちばん前の人は {since} から）"
BOARD_HELD = "{sign} 対応中 {count}件"
BOARD_SHUT = "🚪 {until} まで臨時に閉めています。"

BACKLOG = "🐢 グループが混んでいて、相談者の言葉が{count}秒より遅れて届いています。"
"""Said in the queue topic; what comes late bears the time when it was written."""

CONTENT_CHANGED = "📝 {what}（{when}）"
CONTENT_REFUSED = "⚠️ 保存されたファイルは使われず、前の文のまま動いています：{why}"
DEAD_END = "「{place}」の画面にいる人が、先に進めなくなります。行き先を残してください。"
CONTENT_WEAKER = (
    "あぶないサインか、その例が、なくなったか、弱くなっています。わざとなら、二人で確かめてから "
    "engawa check --yes-remove-safety を実行してください。"
)
CONTENT_BACK = "もとに戻しました。{what}"
CONTENT_FIRST = "はじめの版です"

SHUT = "窓口を {until} まで閉めます。"
SHUT_NO_MORE = "臨時に閉めたのを取り消しました。"
NOT_SHUT = "臨時には閉めていません。"
NOT_SHUT_SO = (
    "閉めていません。もう過ぎた時刻か、読み取れない時刻です。"
    "/shut 15:00、/shut 明日 9:00、/shut 12-28 のように書いてください。"
)
NEVER_OPENS = (
    "閉めていません。次に開く時刻が決まっていないため、/shut 15:00 のように書いてください。"
)
OPEN_NOW = "いまは開いています。"
OPENS_NEXT = "次に開くのは {opening} です。"
WHILE_SHUT = "閉めているあいだも、相手の言葉はここに届きます。取り消すには /open を使います。"

MORE_COMMANDS = "相談のトピックでは、ほかの命令も使えます。一覧は、そのトピックで /help。"
NOT_A_DESK_COMMAND = (
    "ここでは使えない命令です。相手には何も届いていません。/help で一覧を見られます。"
)
NO_SUCH_CASE = "このボタンの相談は見つかりません。/queue で、開いている相談を見られます。"
DESK_COMMAND_FAILED = "この命令をうまく扱えず、何も変わっていません。記録に残してあります。"

ALBUM_NOT_EDITED = (
    "まとめて送った写真などの言葉は、あとから直せません。相手の画面は前のままです。"
    "もう一度返信してください。"
)
WITHDRAWAL_UNSURE = (
    "取り消しましたが、その前に届いていたかどうか、確かめられませんでした。"
    "相手の画面に残っているかもしれません。"
)

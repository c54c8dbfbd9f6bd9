"""What is said of a sheet that comes back, and of its rows."""

from bot.loader.messages.wording import Wording

SHEETS = {
    "sheet_ending": Wording(
        ("この種類のファイルは読めません。", ".xlsx か .csv にしてください。"),
        ("This kind of file cannot be read.", "Use .xlsx or .csv."),
    ),
    "sheet_broken": Wording(
        ("表として読めません。", "Excelで開いて、もう一度保存してください。"),
        ("The file is no readable sheet.", "Open it in Excel and save it again."),
    ),
    "sheet_encoding": Wording(
        (
            "文字コードがUTF-8ではないので、訳の文字がこわれています。",
            "「CSV UTF-8（コンマ区切り）」か、.xlsx で保存しなおしてください。",
        ),
        ("The file is not in UTF-8.", "Save it as “CSV UTF-8” or as .xlsx."),
    ),
    "sheet_columns": Wording(
        (
            "見出し「{missing}」の列がありません。",
            "1行目の見出しを、もとのとおりに戻してください。",
        ),
        ("The column “{missing}” is missing.", "Put the first row back as it was."),
    ),
    "sheet_language": Wording(
        (
            "「{language}」の訳のファイルがありません。",
            "先に engawa phrases update --lang {language} で作ってください。",
        ),
        (
            "There is no catalogue for “{language}”.",
            "Make it first: engawa phrases update --lang {language}.",
        ),
    ),
    "row_spoilt": Wording(
        (
            "文字が、数や日付や式に変わっています（{text}）。",
            "セルの書式を「文字列」にして、もう一度打ってください。",
        ),
        ("The text has become a number, a date or a formula ({text}).", "Type it as text."),
    ),
    "row_placeholders": Wording(
        (
            "差し込みが、もとの文とちがいます（足りない：{missing}、余分：{added}）。",
            "波かっこの中を、もとの文と同じにしてください。",
        ),
        (
            "The placeholders differ (missing: {missing}; extra: {added}).",
            "Write the same names in braces.",
        ),
    ),
    "row_letter": Wording(
        ("目に見えない制御文字があります。", "このセルを打ち直してください。"),
        ("There is an invisible control character.", "Type the cell anew."),
    ),
    "row_unknown": Wording(
        (
            "「{place}」に、この文はもうありません。",
            "書き出しなおした表に、うつしてください。",
        ),
        ("This is no longer said at “{place}”.", "Copy it into a sheet exported now."),
    ),
    "row_changed": Wording(
        (
            "書き出したあとで日本語が変わったので、確かめ待ちにしました。",
            "書き出しなおした表で、いまの日本語と見くらべてください。",
        ),
        (
            "The Japanese has changed since; the translation waits to be looked over.",
            "Compare it with the Japanese in a sheet exported now.",
        ),
    ),
    "row_older": Wording(
        (
            "書き出したあとで、ほかの人が訳を直しています。",
            "書き出しなおした表の訳を見て、まだ直したければ書いてください。",
        ),
        (
            "Somebody has changed the translation since.",
            "Look at it in a sheet exported now, and write there.",
        ),
    ),
    "row_twice": Wording(
        ("同じ文の行が、もう一つあります。", "どちらか一つにしてください。"),
        ("Another row is about the same text.", "Keep one of them."),
    ),
    "row_lines": Wording(
        ("ここには1行しか書けません。", "セルの中の改行を消してください。"),
        ("Only one line can stand here.", "Remove the line breaks in the cell."),
    ),
    "row_not_written": Wording(
        (
            "この文は、ファイルにそのまま書けませんでした。",
            "{file} を開いて、手で直してください。",
        ),
        ("This could not be written as it is.", "Change it in {file} by hand."),
    ),
    "row_no_list": Wording(
        (
            "このファイルには asked as の一覧がありません。",
            "{file} に、はじめの一つを手で書いてください。",
        ),
        ("This file has no list under asked as.", "Write the first one in {file} by hand."),
    ),
}

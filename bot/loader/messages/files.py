"""What is said of files that cannot be read, and of YAML that means something else."""

from bot.loader.messages.wording import Wording

FILES = {
    "yaml_tab": Wording(
        ("行のはじめにタブがあります。", "タブを消して、半角スペースで字下げしてください。"),
        ("There is a tab at the start of the line.", "Indent with spaces instead."),
    ),
    "yaml_wide_space": Wording(
        (
            "行のはじめに全角スペースがあります。",
            "全角スペースを消して、半角スペースで字下げしてください。",
        ),
        ("There is a full-width space at the start of the line.", "Indent with plain spaces."),
    ),
    "wide_space": Wording(
        (
            "全角スペースがあります。半角スペースとして読みました。",
            "半角スペースに直してください。",
        ),
        ("A full-width space was read as plain spaces.", "Write plain spaces."),
    ),
    "wide_sign": Wording(
        (
            "全角の「{sign}」を、半角の「{meant}」として読みました。",
            "半角の「{meant}」に直してください。",
        ),
        ("The full-width “{sign}” was read as a plain “{meant}”.", "Write “{meant}”."),
    ),
    "wide_letters": Wording(
        (
            "全角の「{text}」を、半角の「{meant}」として読みました。",
            "半角で「{meant}」と書いてください。",
        ),
        ("The full-width “{text}” was read as “{meant}”.", "Write “{meant}”."),
    ),
    "yaml_wide_colon": Wording(
        (
            "項目の名前のあとが全角の「：」になっています。",
            "半角の「:」と半角スペースにしてください（例 title: 秘密は守られる？）。",
        ),
        (
            "A full-width colon stands behind the name of a key.",
            "Write a plain colon and a space, as in “title: …”.",
        ),
    ),
    "yaml_colon": Wording(
        (
            "字下げがそろっていないか、文の中に「: 」があります。",
            '上の行と字下げをそろえてください。文なら全体を "…" で囲みます。',
        ),
        (
            "The indentation is off, or the sentence itself holds a colon and a space.",
            'Align it with the line above; put a sentence in "…".',
        ),
    ),
    "yaml_no_colon": Wording(
        (
            "「:」がないか、続きの文の字下げが足りません。",
            "項目なら「名前: 」と書き、「|」の続きの文は上の行より右から始めてください。",
        ),
        (
            "A colon is missing, or a continued text is not indented.",
            "Write “name: ”; indent the lines below a “|”.",
        ),
    ),
    "yaml_indent": Wording(
        (
            "字下げがそろっていません。",
            "同じ並びの「-」や項目は、同じ位置から書き始めてください。",
        ),
        ("The indentation is off.", "Start the items of one list in the same column."),
    ),
    "yaml_bracket": Wording(
        (
            "[ ] か { } が閉じていません。",
            '閉じるかっこを足してください。文が [ や { で始まるなら "…" で囲みます。',
        ),
        (
            "A [ ] or { } is not closed.",
            'Close it; put a sentence that starts with a bracket in "…".',
        ),
    ),
    "yaml_quote": Wording(
        ("引用符が閉じていません。", "同じ引用符で閉じてください。"),
        ("A quotation mark is not closed.", "Close it with the same mark."),
    ),
    "yaml_letter": Wording(
        (
            "この文字（@ ` % など）では文を始められません。",
            '文の全体を "…" で囲むか、「|」のあとに改行して書いてください。',
        ),
        (
            "A sentence cannot start with this letter (@ ` % …).",
            'Put the whole sentence in "…", or write it below a “|”.',
        ),
    ),
    "yaml_two_documents": Wording(
        ("「---」があり、二つの文書に分かれています。", "「---」を消してください。"),
        ("A “---” splits the file in two.", "Remove the “---”."),
    ),
    "yaml_anchor": Wording(
        (
            "「&名前」「*名前」は使えません。",
            '同じ内容をもう一度書くか、文なら全体を "…" で囲んでください。',
        ),
        ("“&name” and “*name” cannot be used.", 'Write it out again; put a sentence in "…".'),
    ),
    "yaml_tag": Wording(
        ("「!」で始まる書き方は使えません。", '「!」を消すか、文を "…" で囲んでください。'),
        ("Nothing may start with “!”.", 'Remove it, or put the sentence in "…".'),
    ),
    "yaml_deep": Wording(
        ("入れ子が深すぎます。", "字下げか、かっこの数を見直してください。"),
        ("It is nested too deeply.", "Look at the indentation and the brackets."),
    ),
    "yaml_strange_letter": Wording(
        ("目に見えない制御文字があります。", "その行を打ち直してください。"),
        ("There is an invisible control character.", "Type the line anew."),
    ),
    "yaml_other": Wording(
        (
            "ファイルの書き方が読みとれません。",
            "この行の記号と字下げを、ほかのファイルと見くらべてください。",
        ),
        ("The file cannot be understood.", "Compare this line with those of another file."),
    ),
    "file_big": Wording(
        ("ファイルが大きすぎます（1 MBまで）。", "話題ごとにファイルを分けてください。"),
        ("The file is too big (1 MiB at most).", "Write one file per topic."),
    ),
    "file_unreadable": Wording(
        ("ファイルを開けません。", "ファイルの権限を確かめてください。"),
        ("The file cannot be opened.", "Look at its permissions."),
    ),
    "file_empty": Wording(
        ("ファイルに何も書かれていません。", "中身を書くか、ファイルを消してください。"),
        ("The file is empty.", "Fill it in or remove it."),
    ),
    "file_missing": Wording(
        ("なくてはならないファイルがありません。", "この名前のファイルを作ってください。"),
        ("A file that must exist is missing.", "Create a file of this name."),
    ),
    "wrong_encoding": Wording(
        ("文字コードがUTF-8ではありません。", "「UTF-8」を選んで保存し直してください。"),
        ("The file is not UTF-8.", "Save it again as UTF-8."),
    ),
    "wrong_ending": Wording(
        (
            "「.yml」で終わるファイルは読まれません。",
            "名前の終わりを「.yaml」にしてください。",
        ),
        ("Files that end in “.yml” are not read.", "Rename it to end in “.yaml”."),
    ),
    "key_unknown": Wording(
        ("「{key}」という項目はありません。", "項目の名前を直すか、消してください。"),
        ("There is no key “{key}”.", "Correct its name or remove it."),
    ),
    "key_missing": Wording(
        ("「{what}」に「{key}」がありません。", "「{key}: …」の行を足してください。"),
        ("“{key}” is missing in “{what}”.", "Add a line “{key}: …”."),
    ),
    "key_twice": Wording(
        (
            "「{key}」が二回あります（はじめは{line}行目）。",
            "片方を消すか、別の名前にしてください。",
        ),
        ("“{key}” stands twice (first on line {line}).", "Remove or rename one."),
    ),
    "wrong_key": Wording(
        (
            "「{what}」の中に、項目の名前として読めないものがあります。",
            "「名前: 内容」の形で書いてください。",
        ),
        ("Something in “{what}” cannot be read as a key.", "Write “name: content”."),
    ),
    "empty": Wording(
        ("「{key}」の中身がありません。", "「{key}」のあとに中身を書いてください。"),
        ("“{key}” is empty.", "Write something behind “{key}”."),
    ),
    "text_folded": Wording(
        (
            "「{key}」の文が何行かに分かれていますが、一行につながって出ます。",
            "行を分けるなら「{key}: |」と書いてください。",
        ),
        (
            "The lines of “{key}” are shown as one.",
            "Write “{key}: |” to keep them apart.",
        ),
    ),
    "text_in_braces": Wording(
        (
            "「{key}」の文が { } で始まっているため、文として読めません。",
            '「|」のあとに改行して書くか、全体を "…" で囲んでください。',
        ),
        (
            "The text of “{key}” starts with a brace and is not read as text.",
            'Write it below a “|”, or put it in "…".',
        ),
    ),
    "wrong_type_text": Wording(
        ("「{key}」には文を書きます。", "リストや入れ子ではなく、一つの文にしてください。"),
        ("“{key}” takes a text.", "Write one text instead of a list or nested lines."),
    ),
    "wrong_type_list": Wording(
        ("「{key}」にはリストを書きます。", "行ごとに「- 」をつけて並べてください。"),
        ("“{key}” takes a list.", "Start each line with “- ”."),
    ),
    "wrong_type_mapping": Wording(
        ("「{key}」には「名前: 内容」の行を書きます。", "一行ずつ「名前: 内容」にしてください。"),
        ("“{key}” takes lines of “name: content”.", "Write each line as “name: content”."),
    ),
    "catalogue_broken": Wording(
        ("訳のファイルのこの行が読みとれません。", "msgid や msgstr の引用符を確かめてください。"),
        ("This line of the catalogue cannot be read.", "Look at the quotes of msgid and msgstr."),
    ),
    "catalogue_header": Wording(
        ("訳のファイルの先頭の部分が読みとれません。", "日付などの見出しを直してください。"),
        ("The header of the catalogue cannot be read.", "Correct its dates and fields."),
    ),
    "catalogue_plural": Wording(
        (
            "複数形の訳（msgid_plural）は使われません。",
            "msgid と msgstr だけにしてください。",
        ),
        ("Plural entries (msgid_plural) are not used.", "Use a plain msgid and msgstr."),
    ),
    "catalogue_missing": Wording(
        ("このことばの訳のファイルがありません。", "この名前のファイルを作ってください。"),
        ("The catalogue of this language is missing.", "Create a file of this name."),
    ),
    "catalogue_of_base": Wording(
        (
            "日本語の文は flows にあるので、このファイルは読まれません。",
            "このフォルダーを消してください。",
        ),
        (
            "Japanese stands in the flows themselves; this file is not read.",
            "Remove this folder.",
        ),
    ),
    "locale_unknown": Wording(
        (
            "「{language}」は知られていないことばの名前です。",
            "en や zh_Hant のような名前にしてください。日付は日本語の形になります。",
        ),
        (
            "“{language}” is not a known language code.",
            "Use one like en or zh_Hant; dates are written as in Japanese.",
        ),
    ),
    "wording_near": Wording(
        (
            "「{text}」は、別のページの「{other}」（{place}）と1文字しかちがいません。",
            "どちらのページで答えるかを決めて、似た言い方をまとめてください。",
        ),
        (
            "“{text}” differs in one letter from “{other}” of another flow ({place}).",
            "Decide which flow answers both, or word one of them more plainly.",
        ),
    ),
}

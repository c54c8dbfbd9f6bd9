"""What is said of flows, steps, texts and translations."""

from bot.loader.messages.wording import Wording

CONTENT = {
    "flow_missing": Wording(
        ("「{flow}」のファイルがありません。", "flows に {flow}.yaml を置いてください。"),
        ("The flow “{flow}” is missing.", "Put {flow}.yaml into flows."),
    ),
    "flow_not_file_name": Wording(
        (
            "flow の「{flow}」が、ファイルの名前「{file}」とちがいます。",
            "「flow: {file}」にそろえてください。",
        ),
        ("The flow is called “{flow}” but its file “{file}”.", "Write “flow: {file}”."),
    ),
    "flow_id_wrong": Wording(
        (
            "「{flow}」はファイルの名前に使えません。",
            "半角の小文字、数字、「-」「_」だけの名前にしてください。",
        ),
        ("“{flow}” cannot be the name of a flow.", "Use a–z, 0–9, “-” and “_” alone."),
    ),
    "title_twice": Wording(
        (
            "同じ title「{text}」が、もう一つあります（{other}）。",
            "見分けられる題名にしてください。",
        ),
        ("The title “{text}” is also that of {other}.", "Make the titles different."),
    ),
    "asked_as_twice": Wording(
        (
            "「{text}」が、もう一か所の asked as にあります（{other}）。",
            "どちらか一つにしてください。",
        ),
        ("“{text}” also stands under asked as in {other}.", "Keep one of them."),
    ),
    "question_twice": Wording(
        (
            "「{text}」という名前の質問が、もう一つあります（{other}）。",
            "答えが混ざらないように、別の名前にしてください。",
        ),
        (
            "Another question is named “{text}” too (in {other}).",
            "Rename one, or their answers are mixed up.",
        ),
    ),
    "wrong_hurdle": Wording(
        ("hurdle の「{text}」が読めません。", "1から5の数字にしてください。"),
        ("The hurdle “{text}” cannot be read.", "Write a number from 1 to 5."),
    ),
    "hurdle_missing": Wording(
        (
            "ハードル{hurdle}に答えるページがありません。",
            "{flow}.yaml に「hurdle: {hurdle}」を書いてください。",
        ),
        ("No flow answers hurdle {hurdle}.", "Write “hurdle: {hurdle}” into {flow}.yaml."),
    ),
    "hurdle_twice": Wording(
        (
            "ハードル{hurdle}に答えるページが、もう一つあります（{other}）。",
            "どちらか一つの hurdle を消してください。",
        ),
        ("Hurdle {hurdle} is answered by {other} too.", "Remove one of the two."),
    ),
    "hurdle_far": Wording(
        (
            "ハードル{hurdle}の答えまで、はじめの画面から{taps}回のボタンで着きません。",
            "メニューの一つ目の画面か、その次に置いてください。",
        ),
        (
            "Hurdle {hurdle} is more than {taps} buttons away from the start.",
            "Offer it on the first or second screen of the menu.",
        ),
    ),
    "notice_missing": Wording(
        ("case に「{notice}」のお知らせがありません。", "「- {notice}:」を足してください。"),
        ("The notice “{notice}” is missing in case.", "Add “- {notice}:”."),
    ),
    "notice_not_said": Wording(
        ("case の「{step}」が say ではありません。", "お知らせは say だけで書いてください。"),
        ("“{step}” in case is not a say.", "Notices are written with say alone."),
    ),
    "question_in_aside": Wording(
        (
            "「{flow}」の画面では、質問（{step}）に答えられません。",
            "say と choose だけで書いてください。",
        ),
        ("A question ({step}) cannot be answered in “{flow}”.", "Use say and choose alone."),
    ),
    "text_too_long": Wording(
        (
            "一つの画面の文が長すぎて送れません（{language}、{length}：{text}…）。",
            "4096までにしてください。choose で分けると読みやすくなります。",
        ),
        (
            "The text of one screen is too long to be sent ({language}, {length}: {text}…).",
            "Keep it within 4096; split it with a choose.",
        ),
    ),
    "screen_long": Wording(
        (
            "一つの画面が長めです（{language}、{length}字）。",
            "200字（英字なら400字）くらいまでにして、続きは choose の先に置いてください。",
        ),
        (
            "This screen is rather long ({language}, {length} letters).",
            "About 400 Latin letters are easy to read; put the rest behind a choose.",
        ),
    ),
    "label_long": Wording(
        (
            "ボタンの文が長く、途中で切れます（{language}：{label}）。",
            "全角20文字までにしてください。",
        ),
        (
            "The label is too long to be shown whole ({language}: {label}).",
            "Keep it within 40 Latin letters.",
        ),
    ),
    "press_long": Wording(
        (
            "ボタン「{label}」が送る文字が長すぎます（{size}バイト、64まで）。",
            "行き先や値の名前を短くしてください。",
        ),
        (
            "The button “{label}” sends too much ({size} bytes of 64).",
            "Shorten the id or the value behind it.",
        ),
    ),
    "placeholder_unknown": Wording(
        (
            "「{name}」という差し込みはありません（波かっこの中）。",
            "facts.yaml や hotlines.yaml にある名前を書いてください。",
        ),
        (
            "There is nothing called “{name}” to put in braces here.",
            "Use a name that stands in facts.yaml or hotlines.yaml.",
        ),
    ),
    "translation_missing": Wording(
        (
            "「{language}」の訳がありません（{context}：{text}）。日本語のまま出ます。",
            "訳のファイルに足してください。",
        ),
        (
            "There is no translation into {language} ({context}: {text}); Japanese is shown.",
            "Add it to the catalogue.",
        ),
    ),
    "language_unnamed": Wording(
        (
            "「{language}」は、まだ相談する人に出ません（訳のない文：{count}）。",
            "訳ができたら、「日本語」の行に、そのことばの名前を書いてください。",
        ),
        (
            "Nobody is offered {language} yet ({count} texts are not translated).",
            "When they are, translate the line “日本語” by the language's own name.",
        ),
    ),
    "translation_stale": Wording(
        (
            "確かめ待ち（fuzzy）の訳なので、使われません。",
            "訳を見直して、「#, fuzzy」の行を消してください。",
        ),
        (
            "The translation is marked fuzzy and is not used.",
            "Look it over and remove the line “#, fuzzy”.",
        ),
    ),
    "source_altered": Wording(
        (
            "この日本語（msgid）は、いまの文のどれでもなく、差し込みも訳とちがいます。",
            "msgid は元のままにして、訳（msgstr）だけを直してください。",
        ),
        (
            "This Japanese (msgid) is said nowhere; its translation has other placeholders.",
            "Leave the msgid as it was and change the translation (msgstr) alone.",
        ),
    ),
    "placeholders_differ": Wording(
        (
            "差し込みが日本語とちがいます（足りない：{missing}、余分：{added}）。",
            "波かっこの中を、日本語の文と同じにしてください。",
        ),
        (
            "The placeholders differ from the Japanese (missing: {missing}; extra: {added}).",
            "Write the same names in braces as the Japanese text.",
        ),
    ),
    "wordings_unknown": Wording(
        (
            "「{flow}」というページはないので、この言い回しは使われません。",
            "ファイルの名前を、ページの名前（どこにも当てはまらないものは none）にしてください。",
        ),
        (
            "There is no flow “{flow}”, so these wordings lead nowhere.",
            "Name the file after a flow, or none for what no flow answers.",
        ),
    ),
    "wordings_many": Wording(
        ("言い回しが多すぎます（合わせて{most}まで）。", "似たものを消してください。"),
        ("There are too many wordings (at most {most} in all).", "Remove some that are alike."),
    ),
    "danger_unknown": Wording(
        (
            "「{name}」というファイルの例は、使われません。",
            "ファイルの名前を suicide.amber.txt のように、種類と重さにしてください。",
        ),
        (
            "Examples in a file named “{name}” are not used.",
            "Name the file after a type and a level, like suicide.amber.txt.",
        ),
    ),
    "wording_twice": Wording(
        ("「{text}」は {place} にもあります。", "片方を消してください。"),
        ("“{text}” stands in {place} as well.", "Remove one."),
    ),
    "wording_of_two": Wording(
        (
            "「{text}」は、別のページの言い回しとして {place} にもあります。",
            "どちらのページで答えるかを決めて、片方を消してください。",
        ),
        (
            "“{text}” is a wording of another flow as well, in {place}.",
            "Decide which flow answers it and remove the other.",
        ),
    ),
    "wording_long": Wording(
        ("一行が長すぎます（{most}文字まで）。", "人が書きそうな、短い一文にしてください。"),
        ("The line is too long ({most} letters at most).", "Write one short sentence."),
    ),
}

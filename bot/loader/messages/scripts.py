"""What is said of scripts, and of talks that go otherwise than theirs."""

from bot.loader.messages.wording import Wording

SCRIPTS = {
    "script_line_wrong": Wording(
        (
            "talk の行は「名前: 内容」の形で書きます。",
            "「- presses: メニュー」のように書いてください。",
        ),
        ("A line of the talk is “name: content”.", "Write it like “- presses: メニュー”."),
    ),
    "script_line_unknown": Wording(
        (
            "台本に「{key}」という行はありません。",
            "tests/scripts/README.md の表にある名前を使ってください。",
        ),
        (
            "There is no line “{key}” in a script.",
            "Use one of the table in tests/scripts/README.md.",
        ),
    ),
    "script_line_two": Wording(
        (
            "一つの行に二つのことが書いてあります（二つめは {key}）。",
            "「{key}」の前に「- 」をつけて、行を分けてください。",
        ),
        ("Two things stand in one line (the second is {key}).", "Put “- ” before “{key}”."),
    ),
    "script_line_alone": Wording(
        (
            "「{key}」だけでは使えません。",
            "「{line}」の行のすぐ下に、字下げをそろえて書いてください。",
        ),
        ("“{key}” cannot stand alone.", "Write it below a line “{line}”, in the same column."),
    ),
    "script_word_unknown": Wording(
        ("「{key}」に「{text}」は使えません。", "次のどれかにしてください：{known}。"),
        ("“{text}” means nothing behind “{key}”.", "Use one of these: {known}."),
    ),
    "script_answer_wrong": Wording(
        (
            "answers には、質問と答えを二つずつ書きます。",
            "[[だれのこと, 自分のこと]] のように書いてください。",
        ),
        (
            "The answers are pairs of question and answer.",
            "Write them like [[だれのこと, 自分のこと]].",
        ),
    ),
    "script_languages_wrong": Wording(
        ("languages には、ことばのリストか all を書きます。", "[ja, en] のように書いてください。"),
        ("The languages are a list, or all.", "Write them like [ja, en]."),
    ),
    "script_languages_twice": Wording(
        ("language と languages は、いっしょには使えません。", "どちらか一つにしてください。"),
        ("Both language and languages are given.", "Keep one of them."),
    ),
    "script_text_other": Wording(
        (
            "画面の文が、台本とちがいます（{language}）。",
            "文か台本を直してください。いまの文が正しければ --update。",
        ),
        (
            "The screen says something else ({language}).",
            "Correct the text or the script; --update takes what is there now.",
        ),
    ),
    "script_untranslated": Wording(
        (
            "この画面の訳がまだないので、日本語の文が出ます（{language}）。",
            "訳してから、もう一度確かめてください。--update では変わりません。",
        ),
        (
            "The screen is not translated yet and is shown in Japanese ({language}).",
            "Translate it, then play the script again; --update leaves it as it is.",
        ),
    ),
    "script_buttons_other": Wording(
        (
            "画面のボタンが、台本とちがいます（{language}）。",
            "ボタンか台本を直してください。いまのボタンが正しければ --update。",
        ),
        (
            "The screen has other buttons ({language}).",
            "Correct the buttons or the script; --update takes what is there now.",
        ),
    ),
    "script_ways_other": Wording(
        (
            "ほかのことばでは同じボタンが出ません（{language}）。",
            "writes の文を、ことばごとに書いてください（ja と en のように）。",
        ),
        (
            "Another language does not show the same buttons ({language}).",
            "Give the text of “writes” for each language, as for ja and en.",
        ),
    ),
    "script_nothing_said": Wording(
        (
            "ボットは、もう何も言っていません（{language}）。",
            "この行を消すか、前の行を直してください。",
        ),
        (
            "The bot says nothing more ({language}).",
            "Remove this line, or correct the one before.",
        ),
    ),
    "script_not_silent": Wording(
        ("ボットが、だまっていません（{language}）。", "「bot: …」の行に直してください。"),
        ("The bot is not silent ({language}).", "Write a line “bot: …” instead."),
    ),
    "script_no_button": Wording(
        (
            "このボタンは、まだ一度も出ていません（{language}）。ここで止めました。",
            "いまあるボタン（+ の行）から選んでください。",
        ),
        (
            "This button has not been shown ({language}); the talk ends here.",
            "Choose one of those that were (the lines with +).",
        ),
    ),
    "script_passing_other": Wording(
        (
            "ボタンを押したときの短い知らせが、台本とちがいます（{language}）。",
            "台本を直してください。いまの知らせが正しければ --update。",
        ),
        (
            "The passing line is another ({language}).",
            "Correct the script; --update takes what is there now.",
        ),
    ),
    "script_staff_other": Wording(
        ("窓口に届くものが、台本とちがいます（{language}）。", "台本を直してください。"),
        ("Something else reaches the desk ({language}).", "Correct the script."),
    ),
    "script_told_other": Wording(
        ("窓口に伝わる答えが、台本とちがいます（{language}）。", "台本を直してください。"),
        ("The desk is told something else ({language}).", "Correct the script."),
    ),
    "script_case_other": Wording(
        (
            "窓口に渡る内容が、台本とちがいます（{language}）。",
            "台本の case を直すか、流れを直してください。",
        ),
        (
            "The desk is given something else ({language}).",
            "Correct the “case” of the script, or the flow.",
        ),
    ),
    "script_language_unknown": Wording(
        (
            "「{language}」ということばは、ありません。",
            "訳のフォルダーにある名前にしてください：{known}。",
        ),
        ("There is no language “{language}”.", "Use one that has a catalogue: {known}."),
    ),
}

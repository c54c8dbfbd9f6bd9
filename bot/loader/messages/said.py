"""What is said of the words themselves: what must not be said, and what could be plainer."""

from bot.loader.messages.wording import Wording

SAID = {
    "promise": Wording(
        (
            "守れない約束です（{text}）。",
            "例外をいっしょに伝え、「絶対に」「必ず」を使わない文にしてください。",
        ),
        (
            "Nobody can keep this promise ({text}).",
            "Tell the exceptions as well, and leave out “絶対に” and “必ず”.",
        ),
    ),
    "pushing": Wording(
        ("背中を押しすぎる言葉です（{text}）。", "「急がなくて大丈夫です」などに替えてください。"),
        ("This pushes the visitor ({text}).", "Say something like “there is no hurry”."),
    ),
    "shouting": Wording(
        ("感嘆符があります。", "「。」にしてください。"),
        ("There is an exclamation mark.", "Write a full stop."),
    ),
    "asks_who": Wording(
        (
            "本名、住所、電話番号などをたずねています（{text}）。",
            "たずねない文にするか、「書かなくて大丈夫です」と伝えてください。",
        ),
        (
            "This asks for a real name, address or phone number ({text}).",
            "Do not ask, or say that it is not needed.",
        ),
    ),
    "number_in_text": Wording(
        (
            "文の中に電話番号があります（{text}）。",
            "facts.yaml か hotlines.yaml に置き、波かっこの差し込みで書いてください。",
        ),
        (
            "A telephone number stands in the text ({text}).",
            "Put it into facts.yaml or hotlines.yaml and name it in braces.",
        ),
    ),
    "hours_in_text": Wording(
        (
            "文の中に、開いている時間があります（{text}）。",
            "facts.yaml か hotlines.yaml に置き、波かっこの差し込みで書いてください。",
        ),
        (
            "Hours stand in the text ({text}).",
            "Put them into facts.yaml or hotlines.yaml and name them in braces.",
        ),
    ),
    "address_in_text": Wording(
        (
            "文の中に、住所かページやメールのあて先があります（{text}）。",
            "facts.yaml に置き、波かっこの差し込みで書いてください。",
        ),
        (
            "An address stands in the text ({text}).",
            "Put it into facts.yaml and name it in braces.",
        ),
    ),
    "telling_word": Wording(
        (
            "通知やボタンで人の目にふれる所に「{word}」があります（{language}）。",
            "はじめの40文字とボタンでは、別の言い方にしてください。",
        ),
        (
            "“{word}” stands where a notification or a button shows it ({language}).",
            "Keep it out of the first 40 letters and of buttons.",
        ),
    ),
    "sentence_long": Wording(
        (
            "一つの文が{length}字あります（{text}）。",
            "{most}字までに分けて、「。」を打ってください。",
        ),
        ("A sentence has {length} letters ({text}).", "Split it; {most} at most."),
    ),
    "kanji_many": Wording(
        ("漢字の多い文です（{text}）。", "ひらがなの言葉に替えるか、文を分けてください。"),
        ("This sentence has many kanji ({text}).", "Use plainer words, or split it."),
    ),
    "passive": Wording(
        (
            "「{word}」は受け身です（{text}）。",
            "だれがするかを書いて、「…します」の形にしてください。",
        ),
        ("“{word}” is passive ({text}).", "Say who does it."),
    ),
    "office_word": Wording(
        ("「{word}」は役所の言葉です。", "「{plain}」のような、ふだんの言葉にしてください。"),
        ("“{word}” is a word of offices.", "Use a plain word such as “{plain}”."),
    ),
    "phrase_taken": Wording(
        (
            "「{text}」と書くと、{other} に行きます。ここの答えは出ません。",
            "この行を消すか、別の聞き方にしてください。",
        ),
        ("“{text}” already leads to {other}.", "Remove this line or word it differently."),
    ),
    "word_reserved": Wording(
        (
            "「{text}」は、いつも {other} に行く言葉です。",
            "別の文字にするか、行き先を {other} にしてください。",
        ),
        ("“{text}” always leads to {other}.", "Use another label, or let it lead there."),
    ),
    "id_reserved": Wording(
        (
            "「{step}」は、ほかの差し込みの名前なので、質問の名前に使えません。",
            "別の名前にしてください。",
        ),
        ("“{step}” already stands for something else in braces.", "Rename the question."),
    ),
    "labels_alike": Wording(
        (
            "同じボタンが二つあります（{language}：{label}）。",
            "見分けられる文字にしてください。",
        ),
        ("Two buttons read alike ({language}: {label}).", "Make them different."),
    ),
    "person_no_handoff": Wording(
        (
            "「人と話す」の先が、人につながりません。",
            "person.yaml に handoff を置き、そこまで進めるようにしてください。",
        ),
        ("“Talk to a person” leads to nobody.", "Let person.yaml come to a handoff."),
    ),
    "language_no_choice": Wording(
        ("「ことばを選ぶ」の先で、選べません。", "language.yaml に language を置いてください。"),
        ("No language can be chosen.", "Put a language step into language.yaml."),
    ),
    "crisis_no_number": Wording(
        (
            "「いま、とてもつらい」の画面に、24時間つながる番号がありません。",
            "hotlines.yaml の、24時間の窓口の number を、波かっこで入れてください。",
        ),
        (
            "The crisis screen names no number that answers at any hour.",
            "Name the number of a 24-hour line of hotlines.yaml in braces.",
        ),
    ),
    "panel_lines_few": Wording(
        (
            "波かっこの {name} に、いつも開いている電話か、書いて話せる窓口がない時間があります。",
            "hotlines.yaml に、open: always の電話と、チャットか LINE を残してください。",
        ),
        (
            "The list {name} may lack a phone or a way to write at some hour.",
            "Keep one phone and one chat or LINE with “open: always” in hotlines.yaml.",
        ),
    ),
    "screen_endless": Wording(
        (
            "ここから先、{most}項目たっても質問もボタンもありません。",
            "途中に choose を入れて、画面を分けてください。",
        ),
        ("{most} steps follow without a question.", "Put a choose in between."),
    ),
}

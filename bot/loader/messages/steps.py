"""What is said of the steps of a flow, and of where they lead."""

from bot.loader.messages.wording import Wording

STEPS = {
    "steps_not_a_list": Wording(
        ("steps が空か、リストになっていません。", "「- say: …」のように並べてください。"),
        ("steps is empty or not a list.", "Write items like “- say: …”."),
    ),
    "step_not_a_mapping": Wording(
        (
            "この行が、何をするのか分かりません。",
            "「- say: …」のように、種類の名前をつけてください。",
        ),
        ("This item does not say what to do.", "Give it a kind, as in “- say: …”."),
    ),
    "kind_unknown": Wording(
        (
            "「{kind}」という種類はありません。",
            "say、choose、go、ask、nickname、handoff、language のどれかにしてください。",
        ),
        (
            "There is no kind “{kind}”.",
            "Use say, choose, go, ask, nickname, handoff or language.",
        ),
    ),
    "two_kinds": Wording(
        (
            "「{kind}」が「{other}」と同じ項目の中にあります。",
            "「{kind}」の前に「- 」をつけて、別の項目にしてください。",
        ),
        ("“{kind}” stands in the same item as “{other}”.", "Put “- ” before “{kind}”."),
    ),
    "id_missing": Wording(
        (
            "「{kind}」に名前がありません。",
            "「- 名前:」の下に入れてください。答えはその名前で残ります。",
        ),
        ("This “{kind}” has no id.", "Put it below “- id:”; the answer is kept under it."),
    ),
    "step_id_wrong": Wording(
        ("「{step}」は名前に使えません。", "「.」「:」と空白のない名前にしてください。"),
        ("“{step}” cannot be an id.", "Use one without “.”, “:” and spaces."),
    ),
    "step_twice": Wording(
        (
            "「{step}」が二回あります（はじめは{line}行目）。",
            "片方を別の名前にしてください。",
        ),
        ("The step “{step}” stands twice (first on line {line}).", "Rename one."),
    ),
    "value_twice": Wording(
        ("値「{text}」が二回あります（はじめは{line}行目）。", "片方を別の値にしてください。"),
        ("The value “{text}” stands twice (first on line {line}).", "Change one."),
    ),
    "target_unknown": Wording(
        (
            "行き先「{target}」がありません。",
            "ページの名前か、このページの中の名前か、「ページ.名前」にしてください。",
        ),
        ("There is no “{target}” to go to.", "Use a flow, a step of this flow, or flow.step."),
    ),
    "step_unreachable": Wording(
        (
            "「{step}」には、どこからも来られません。",
            "choose か go の行き先にするか、消してください。",
        ),
        ("Nothing leads to “{step}”.", "Let a choose or go lead there, or remove it."),
    ),
    "loop": Wording(
        (
            "「{step}」から先は、質問のないまま同じところを回り続けます。",
            "go の行き先を直すか、途中に choose を入れてください。",
        ),
        (
            "From “{step}” on it goes round and round without a question.",
            "Change where go leads, or put a choose in between.",
        ),
    ),
}

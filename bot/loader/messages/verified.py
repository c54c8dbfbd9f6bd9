"""What is said of facts and telephone lines, and of whether somebody has verified them."""

from bot.loader.messages.wording import Wording

VERIFIED = {
    "fact_unfilled": Wording(
        (
            "未記入：{what}（{id}）。画面には「準備中」と出ます。",
            "確かめてから書いてください。思い出しで埋めないでください。",
        ),
        (
            "Unfinished: {what} ({id}). Visitors read “not available yet”.",
            "Verify it, then fill it in; never from memory.",
        ),
    ),
    "fact_unverified": Wording(
        (
            "「{what}」（{id}）を、いつ、どこで確かめたかが書かれていません。",
            "source と verified_on を書いてください。",
        ),
        (
            "Nothing says when and where “{what}” ({id}) was verified.",
            "Fill in source and verified_on.",
        ),
    ),
    "fact_expired": Wording(
        (
            "「{what}」は、確かめ直す日（{day}）を過ぎています。",
            "もう一度確かめて、verified_on と expires_on を直してください。",
        ),
        (
            "“{what}” should have been verified again by {day}.",
            "Verify it and correct verified_on and expires_on.",
        ),
    ),
    "line_expired": Wording(
        (
            "窓口「{what}」は、確かめ直す日（{day}）を過ぎています。新しい版は公開されません。",
            "その窓口のページをもう一度見て、verified_on と expires_on を直してください。",
        ),
        (
            "The line “{what}” should have been verified again by {day}; nothing is published.",
            "Look at its own page and correct verified_on and expires_on.",
        ),
    ),
    "fact_expiring": Wording(
        (
            "「{what}」は、まもなく確かめ直す日（{day}）です。",
            "早めに確かめて、verified_on と expires_on を直してください。",
        ),
        (
            "“{what}” must be verified again by {day}.",
            "Verify it soon and correct verified_on and expires_on.",
        ),
    ),
    "expiry_far": Wording(
        (
            "「{what}」を確かめ直す日がないか、遠すぎます。",
            "expires_on を {day} までの日にしてください（見た日から90日）。",
        ),
        ("“{what}” is trusted for too long.", "Let expires_on be {day} at the latest."),
    ),
    "number_odd": Wording(
        ("「{number}」は、電話番号の長さではありません。", "1文字ずつ、確かめてください。"),
        ("“{number}” has not the length of a telephone number.", "Check it digit by digit."),
    ),
    "number_translated": Wording(
        ("訳の番号が、もとの「{number}」とちがいます。", "数字を同じにしてください。"),
        ("The number differs from “{number}”.", "Write the same digits."),
    ),
    "line_of_another": Wording(
        (
            "「{number}」は「{owner}」の番号として知られています（ここでは「{name}」）。",
            "その窓口のページで、名前と番号を確かめてください。",
        ),
        (
            "“{number}” is known as the number of “{owner}”, not of “{name}”.",
            "Check name and number on the line's own page.",
        ),
    ),
    "line_other_number": Wording(
        (
            "「{name}」の番号として知られているものと、「{number}」がちがいます。",
            "その窓口のページで、1文字ずつ確かめてください。",
        ),
        (
            "“{number}” is not the known number of “{name}”.",
            "Check it digit by digit on the line's own page.",
        ),
    ),
    "line_hours": Wording(
        (
            "「{name}」の時間（{hours}）は、知られているものとちがいます。",
            "その窓口のページで、時間を確かめてください。",
        ),
        (
            "The hours of “{name}” ({hours}) are known to be different.",
            "Check them on the line's own page.",
        ),
    ),
    "line_never": Wording(
        (
            "「{number}」は、まちがって広まった番号か、ときどきしか開かない窓口です。",
            "この番号は書かず、正しい窓口を確かめてください。",
        ),
        (
            "“{number}” is a misprint that goes round, or a line open now and then.",
            "Leave it out and check the right one.",
        ),
    ),
}

"""The kinds of steps, one file each: to add one, write its file and name it here."""

from bot.conversation.steps import ask, choose, go, handoff, language, nickname, say

KINDS = {
    kind.name: kind
    for kind in (
        say.KIND,
        choose.KIND,
        go.KIND,
        ask.KIND,
        nickname.KIND,
        handoff.KIND,
        language.KIND,
    )
}

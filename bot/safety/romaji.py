"""Japanese written in Latin letters, back to kana; a run that is not wholly Japanese stays."""

import re

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_SYLLABLES = {
    head + vowel: kana
    for head, row in _ROWS.items()
    for vowel, kana in zip("aiueo", row, strict=True)
} | {
    "shi": "し", "chi": "ち", "tsu": "つ", "fu": "ふ", "ji": "じ", "ya": "や", "yu": "ゆ",
    "yo": "よ", "wa": "わ", "wo": "を", "n": "ん", "sha": "しや", "shu": "しゆ", "sho": "しよ",
    "cha": "ちや", "chu": "ちゆ", "cho": "ちよ", "ja": "じや", "ju": "じゆ", "jo": "じよ",
    "kya": "きや", "kyu": "きゆ", "kyo": "きよ", "sya": "しや", "syo": "しよ", "ryo": "りよ",
    "nya": "にや", "gya": "ぎや", "byo": "びよ", "hya": "ひや", "tya": "ちや", "zya": "じや",
}  # fmt: skip
_SYLLABLE = re.compile("|".join(sorted(_SYLLABLES, key=len, reverse=True)))
_RUN = re.compile(r"[a-z]{6,}")  # shorter runs are as likely a word of another language


def with_kana(text: str) -> str:
    """Write every run of Latin letters that reads as Japanese in hiragana."""
    return _RUN.sub(lambda run: _kana(run.group()), text)


def _kana(run: str) -> str:
    kana = list[str]()
    at = 0
    while at < len(run):
        syllable = _SYLLABLE.match(run, at)
        if syllable is None:
            return run
        kana.append(_SYLLABLES[syllable.group()])
        at = syllable.end()
    return "".join(kana)

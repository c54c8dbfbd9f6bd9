"""What stands around a sign and changes what it says: no, once, somebody else, a quotation.

These are forms of grammar and no list of the editors'. Each is looked for near the sign alone.
"""

import re

from bot.safety.fold import folded

NEAR = 24  # letters; what stands farther away belongs to another sentence


def _any(words: str) -> str:
    return "|".join(re.escape(folded(word)) for word in words.split("/"))


_DENIED_AFTER = re.compile(
    "^(?:.{0,8}?(?:"  # these close what they deny, so some words may stand between
    + _any(
        "わけじゃない/わけではな/わけでは/わけじゃ/とかじゃない/とかではな/とは思わない/とは思って/とは思いま/"
        "とまでは/まではいかない/というのではな/っていうんじゃな/とは言ってない/なんて思わない/なんて思ってない/"
        "건 아니/것은 아니"
    )
    + ")|.{0,1}?(?:"
    + _any(
        "ほどじゃない/ほどではない/つもりはない/つもりはありません/つもりない/気はない/気はありません/"
        "気持ちはない/気持ちはありません/ことはない/ことはありません/んじゃなくて/のではなく/じゃなくて/"
        "とかはしていません/とかはしてません/とかはしてな/とかはありません/はしていません/"
        "りはしていな/りはしていません/の心配はな/の心配はありません/という気持ちはな/"
        "という気持ちはありません/とか思ったことは/と思ったことはな/と思ったことは一度/"
        "くないです/くないよ/と思ってません/はおもいません/생각은 아니/생각 같은 거 없/"
        "ではありません/考えてません/考えていません/考えてない/はもうない/생각은 없/지는 않"
    )
    + "))"
)
_DENIED_BEFORE = re.compile(
    "(?:"
    + _any(
        "i don't/i do not/i didn't/i did not/i'm not/i am not/i would not/i wouldn't/i never/"
        "i'd never/no longer/i don't want to/并不是/又不是/也不是/没有想/不会/并不/从没/tôi không/"
        "em không/mình không/không có ý định/chưa bao giờ"
    )
    + ").{0,8}$|(?:"
    + _any("not/never/没有想/没有/没想/không phải/chưa từng")
    + ")$"
)
_NOT_ANYMORE_THOUGH = re.compile(_any("死にたくないのに/なくはない/ないとは言え/not sure"))
_PAST_BEFORE = re.compile(
    _any(
        "昔/むかし/以前/あの頃/あのころ/当時/子供の頃/学生時代/年前/かつて/used to/years ago/"
        "back then/以前/曾经/过去/大学时/小时候/예전에/예전엔/옛날에/hồi cấp/前は/むかしは/"
        "ngày xưa/hồi trước/trước đây"
    )
)
_OVER = re.compile(
    _any(
        "今は元気/今は平気/今は大丈夫/いまは元気/いまは大丈夫/今はもう/もう大丈夫/今は落ち着/"
        "今はそう思わない/今は違う/乗り越え/回復し/立ち直/でも今は/今は楽しい/今は笑え/"
        "今は幸せ/いまはだいじょうぶ/いまはげんき/もうだいじょうぶ/いまはもう/もう何年も/"
        "もうしていません/なくなりました/今はない/今は薬も/今は安定/今は仕事/今は毎日/"
        "今は普通に/早就不/现在每天/지금은 아니/giờ em khỏe/giờ ổn/bỏ lâu/"
        "I'm fine now/I'm ok now/better now/not anymore/recovered/现在好了/现在没事/"
        "现在不/지금은 괜찮/이제 괜찮/bây giờ ổn/giờ ổn rồi"
    )
)

_PERSON = _any(
    "息子/むすこ/娘/むすめ/長男/次男/三男/長女/次女/三女/うちの子/子ども/子供/こども/妻/"
    "夫/嫁/主人/旦那/兄/弟/姉/妹/母/父/お母さん/お父さん/親/祖父/祖母/おじいちゃん/"
    "おばあちゃん/孫/甥/姪/いとこ/友達/友だち/ともだち/友人/親友/彼氏/彼女/カレシ/元カレ/"
    "元カノ/恋人/先輩/後輩/同僚/クラスメイト/同級生/生徒/教え子/隣の人/隣人/ご近所/"
    "フォロワー/ネットの知り合い/知り合い/知人/あの子/あいつ/相方/パートナー/家族/"
    "利用者さん/部下/推し友/相互さん/いもうと/おとうと/おにいちゃん/おねえちゃん/"
    "お兄ちゃん/お姉ちゃん/弟さん/娘さん/おかあさん/おとうさん"
)
_ABOUT_PERSON = re.compile(f"(?:{_PERSON})(?:さん|くん|ちゃん|の子)?(?:が|は|も|から|の|、|って)")
_ABOUT_OTHERS = re.compile(
    "(?:"
    + _any("my /her /his ")
    + ")?(?:"
    + _any(
        "my son/my daughter/my friend/my brother/my sister/my husband/my wife/my mom/"
        "my mother/my dad/my father/my boyfriend/my girlfriend/my best friend/my kid/"
        "my child/my roommate/my partner/my cousin/my classmate/a friend of mine/"
        "someone I know/my neighbor/my neighbour/my student/my coworker/my uncle/my aunt/"
        "my grandma/my grandpa/我儿子/我女儿/我朋友/我弟/我妹/我哥/我姐/我妈/我爸/我老公/"
        "我老婆/我男朋友/我女朋友/我孩子/儿子/女儿/朋友/同学/孩子/室友/闺蜜/弟弟/妹妹/哥哥/"
        "姐姐/妈妈/爸爸/丈夫/妻子/男友/女友/同事/아들이/딸이/친구가/동생이/남편이/아내가/"
        "언니가/오빠가/형이/누나가/엄마가/아빠가/여자친구가/남자친구가/아이가/룸메이트가/"
        "여친이/남친이/동료가/제 딸/우리 아들/우리 딸/제 아들/동생/con trai/con gái/bạn em/"
        "bạn tôi/bạn mình/em trai/em gái/anh trai/chị gái/chồng tôi/vợ tôi/chồng em/vợ em/"
        "mẹ em/bố em/người yêu/bạn thân/con tôi/mẹ tôi/bố tôi/bạn gái/bạn trai"
    )
    + ")"
)
_SELF = re.compile(
    _any(
        "私は/私も/私が/わたしは/わたしも/僕は/僕も/俺は/俺も/自分は/自分も/自分が/うちは/"
        "こっちが/こっちも/ぼくは"
    )
)
_BECAUSE = re.compile(
    "(?:から|ので|せいで|のせい|のに|けど|られて|れて|くて|いて|なくて|たら)$|"
    + _any("のせいで/されて/られて/に言われ/言われ/うるさくて/ばかりで")
)
_SAYS = re.compile(
    "^.{0,8}?(?:"
    + _any(
        "と言/っていう/って言/といい/といっ/といわ/とメール/ってメール/とライン/ってライン/"
        "とLINE/ってLINE/と書/って書/と送/って送/と連絡/って連絡/と電話/って電話/とメッセ/"
        "ってメッセ/とつぶや/ってつぶや/とツイート/ってツイート/投稿し/とポスト/と漏らし/"
        "ともらし/と泣/って泣/と叫/と口に/が口癖/とほのめか/をほのめか/と遺/とこぼ/ってこぼ/"
        "らしい/みたい/様子/ようです/ようなんです/のではないか/んじゃないか/かもしれ/って話/"
        "と聞/と思って/とか言/とかい/って/とか/しないか/と訴え/ばかり言/そうで"
    )
    + ")"
)


def is_denied(text: str, start: int, end: int) -> bool:
    """Say whether a sign is said not to be so."""
    after, before = text[end : end + NEAR], text[max(0, start - NEAR) : start]
    if _NOT_ANYMORE_THOUGH.search(text[start : end + NEAR]):
        return False
    return bool(_DENIED_AFTER.search(after) or _DENIED_BEFORE.search(before))


def is_over(text: str, start: int, end: int) -> bool:
    """Say whether a sign belongs to a time that is over; that it was so is not enough."""
    before = text[max(0, start - NEAR) : start]
    return bool(_OVER.search(text[end : end + 2 * NEAR])) and (
        bool(_PAST_BEFORE.search(before)) or text[end : end + 4].find("た") >= 0
    )


def is_of_another(text: str, start: int, end: int) -> bool:
    """Say whether a sign tells of somebody else: a person before it, and no reason between."""
    before = text[max(0, start - 2 * NEAR) : start]
    persons = [*_ABOUT_PERSON.finditer(before), *_ABOUT_OTHERS.finditer(before)]
    if not persons:
        return False
    between = before[max(person.end() for person in persons) :]
    says = bool(_SAYS.search(text[end : end + NEAR]))
    if _SELF.search(between):
        return False
    return says or not _BECAUSE.search(between)

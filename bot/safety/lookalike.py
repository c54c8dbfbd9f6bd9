"""Which letters stand for which: tables alone, each for one way to dress a letter up."""

from string import ascii_lowercase

HOMOGLYPHS = {
    **dict(zip("аеіорсухкмтнԁѕјԛԝһ", "aeiopcyxkmthdsjqwh", strict=True)),  # Cyrillic
    **dict(zip("αεικνορτυχ", "aeiknoptux", strict=True)),  # Greek
    **dict(zip("đøłıħ", "dolih", strict=True)),
}
"""Letters of other alphabets, and Latin ones that no accent can be taken from."""

SQUARED = {
    chr(first + at): letter
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)  # squared, circled, of flags
    for at, letter in enumerate(ascii_lowercase)
}

VARIANTS = dict(
    zip(
        "殺傷藥薬離開沒過們個為麼還這會讓給說話對應氣気樂楽覺覚後從無无種邊頭飛斷絕腦遺書結束點撐誰爸媽婦學親過歲媽夠養場樓準備斬毆罵電號動嘔關閉餓聽見壓強認識",
        "杀伤药药离开没过们个为么还这会让给说话对应气气乐乐觉觉后从无无种边头飞断绝脑遗书结束点撑谁爸妈妇学亲过岁妈够养场楼准备斩殴骂电号动呕关闭饿听见压强认识",
        strict=True,
    )
)
"""One written form for what Japan, Taiwan and China write differently."""

DIGITS_AS_KANA = dict(zip("4２2", "しにに", strict=True))
DIGITS_AS_LETTERS = dict(zip("0134578@$!|", "oieastbasii", strict=True))

SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))

KATAKANA = {chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)}

MASKS = "○◯□■●×✕❌＊*〇◆◇⬜⬛☆★_＿?？"
"""What people write in the place of a letter they would rather not write."""
BEHIND_MASKS = "死自殺にねぬたい消切さつ杀想活자살죽"
"""The letters that are hidden in that way."""

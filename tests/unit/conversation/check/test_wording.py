"""What may not be said to a visitor, and what may."""

import pytest

from bot.conversation.check.finding import InTable
from bot.conversation.check.wording import asks_who, unsayable

HERE = InTable("canned", "x")


def told(text: str) -> list[str]:
    return [found.problem for found in (*unsayable(text, HERE), *asks_who(text, HERE))]


@pytest.mark.parametrize(
    "text",
    [
        "絶対に言いません。",
        "必ずお返事します。",
        "だれにも知られません。",
        "何があっても守ります。",
        "It is 100% confidential.",
        "Nobody will ever know.",
        "We guarantee that.",
        "我们绝对不会告诉别人。",
        "절대 말하지 않습니다.",
        "Chúng tôi tuyệt đối không nói.",
    ],
)
def test_a_promise_that_nobody_can_keep_is_refused(text: str) -> None:
    assert told(text) == ["promise"]


@pytest.mark.parametrize(
    "text",
    [
        "ご家族に伝えることはありません。",
        "はっきりした時間はお約束できません。",
        "必ずしも話さなくて大丈夫です。",
        "つなぐ前に、必ず確かめます。",
        "We cannot say when.",
        "You never have to explain.",
    ],
)
def test_what_is_true_may_be_said(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["頑張ってください。", "がんばりましょう。がんばって。"])
def test_nobody_is_pushed(text: str) -> None:
    assert told(text) == ["pushing"]


@pytest.mark.parametrize("text", ["ようこそ！", "Welcome!"])
def test_nobody_is_shouted_at(text: str) -> None:
    assert told(text) == ["shouting"]


@pytest.mark.parametrize(
    "text",
    [
        "お名前を教えてください。",
        "本名をフルネームで書いてください。",
        "ご住所と電話番号を入力してください。",
        "住所はどこですか、お聞かせください。",
        "電話番号をお知らせください。",
        "生年月日は何ですか。",
        "お名前を教えていただけませんか。",
        "Please tell us your full name.",
        "What is your address?",
    ],
)
def test_nobody_is_asked_who_they_are(text: str) -> None:
    assert told(text) == ["asks_who"]


@pytest.mark.parametrize(
    "text",
    [
        "本名は書かなくてかまいません。",
        "何とお呼びしましょうか。好きな名前を書いても大丈夫です。",
        "住所、電話番号、学校や会社の名前を、このボットがたずねることはありません。",
        "見えないもの：Telegramでの名前、電話番号、写真。",
        "手紙のあて先を教えてもらえます。",
        "You needn't give your real name.",
        "Do I have to give my real name?",
    ],
)
def test_to_say_that_it_is_not_asked_is_fine(text: str) -> None:
    assert told(text) == []

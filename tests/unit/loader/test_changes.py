"""One line says what changed, and names no person."""

from collections.abc import Mapping

import pytest

from bot.loader.changes import NOTHING, what_changed
from tests.unit.conversation.small import DESKS, ENGLISH, FACTS, HOTLINES, NICKNAMES, loaded, stub

PO = "locales/en/LC_MESSAGES/engawa.po"
CHANGED = {
    name: stub(name).replace("文", "新しい文") for name in ("cost", "family", "who", "human")
}
EXTRA = stub("night").replace("steps:", "asked as:\n  - 夜\nsteps:")
CANNED = "replies:\n  - meet:\n      title: 会う日\n      text: いつがいいですか。\n"


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({}, NOTHING),
        ({"cost": CHANGED["cost"]}, "答えが変わりました：『題 cost』"),
        (CHANGED, "答えが変わりました：『題 cost』『題 family』『題 human』ほか1件"),
        ({"night": EXTRA}, "答えが増えました：『題 night』"),
        ({PO: ENGLISH.replace("No real", "No")}, "訳が変わりました：English"),
        ({"facts": FACTS.replace("電話", "代表の電話")}, "事実の表が変わりました：代表の電話"),
        ({"hotlines": HOTLINES.replace("000-000", "000-111")}, "相談先が変わりました：見本の電話"),
        ({"flows/phrases/cost.txt": "有料？\n"}, "言い回しが変わりました"),
        (
            {"flows/danger/soft.txt": "つらい\n"},
            "危ないことばの見つけ方が変わりました",
        ),
        ({"nicknames": NICKNAMES.replace("青い", "赤い")}, "呼び名の言葉が変わりました"),
        ({"desks": DESKS.replace("13:00", "13:30")}, "窓口の時間や決まりが変わりました"),
        (
            {"cost": CHANGED["cost"], "nicknames": NICKNAMES.replace("青い", "赤い")},
            "答えが変わりました：『題 cost』。呼び名の言葉が変わりました",
        ),
    ],
)
def test_each_kind_of_change_has_its_words(files: Mapping[str, str], line: str) -> None:
    assert what_changed(loaded(), loaded(files)) == line


def test_what_is_gone_is_told_as_gone() -> None:
    assert what_changed(loaded({"night": EXTRA}), loaded()) == "答えがなくなりました：『題 night』"

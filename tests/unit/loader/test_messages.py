"""Mistakes in plain Japanese and English."""

import re
from pathlib import Path

import pytest

import bot.conversation.check
import bot.conversation.script
import bot.loader
from bot.i18n import placeholders
from bot.loader.messages import WORDINGS, explain
from bot.model.errors import Mistake, Severity
from tests.unit.conversation.small import ANONYMITY
from tests.unit.loader.wrong import mistakes

PACKAGES = (bot.loader, bot.conversation.check, bot.conversation.script)
MISTAKE = Mistake("flows/cost.yaml", 12, 5, "key_unknown", (("key", "sya"), ("maybe", "say")))


def test_a_mistake_is_one_line_with_place_severity_and_remedy() -> None:
    assert explain(MISTAKE, "ja") == (
        "flows/cost.yaml:12:5 重大: 「sya」という項目はありません。"
        "→ もしかして「say」？ 項目の名前を直すか、消してください。"
    )
    assert explain(MISTAKE, "en") == (
        "flows/cost.yaml:12:5 serious: There is no key “sya”. "
        "→ Did you mean “say”? Correct its name or remove it."
    )


def test_without_a_guess_nothing_is_guessed() -> None:
    mistake = Mistake("f.yaml", 1, 1, "key_unknown", (("key", "x"), ("maybe", "")))

    assert "もしかして" not in explain(mistake, "ja")


def test_a_value_of_several_lines_stays_in_one_line() -> None:
    mistake = Mistake(
        "f.yaml", 1, 1, "promise", (("text", "絶対に\n言いません"),), Severity.WARNING
    )

    assert "\n" not in explain(mistake, "ja")
    assert explain(mistake, "ja").startswith("f.yaml:1:1 注意: ")


@pytest.mark.parametrize("problem", sorted(WORDINGS))
def test_both_languages_say_the_same_with_the_same_values(problem: str) -> None:
    wording = WORDINGS[problem]

    assert placeholders("".join(wording.ja)) >= placeholders("".join(wording.en))
    assert all(text.strip() for text in (*wording.ja, *wording.en))
    assert wording.ja[0].endswith("。")
    assert wording.en[0].endswith(".")


def test_every_problem_that_the_code_names_has_words_and_no_word_is_left_over() -> None:
    folders = [Path(p) for m in PACKAGES for p in m.__path__]
    every = [path for folder in folders for path in folder.rglob("*.py")]
    sources = [path for path in every if path.parent.name != "messages"]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', code)) | {
        "loop",
        "promise",
        "empty",
        "pushing",
        "shouting",
        "passive",
    }

    assert set(WORDINGS) <= named


def test_every_told_mistake_fills_all_its_values() -> None:
    broken = ANONYMITY.replace("hurdle: 2", "hurdel: 9").replace("details\n", "detials\n", 1)
    found = mistakes({"anonymity": broken, "who": None, "desks": "desks: 1"})

    told = [explain(mistake, language) for mistake in found for language in ("ja", "en")]

    assert told
    assert not [line for line in told if re.search(r"\{[a-z]+\}", line)]

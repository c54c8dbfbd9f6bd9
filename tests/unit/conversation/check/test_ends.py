"""Where the ways must come out."""

from bot.conversation.screen import MAX_STEPS
from tests.unit.conversation.small import CRISIS, HOTLINES, PERSON, stub
from tests.unit.loader.wrong import serious


def problems(changed: dict[str, str]) -> list[str]:
    return [problem for _, _, _, problem in serious(changed)]


def test_the_way_to_a_person_comes_to_a_person() -> None:
    cut = PERSON.partition("  - handoff:")[0]

    assert problems({"person": cut}) == ["person_no_handoff"]


def test_a_handoff_that_only_another_choice_leads_to_counts() -> None:
    chosen = PERSON.replace("  - name:\n", "  - choose: {つづける: name}\n  - name:\n")
    lost = PERSON.replace("  - name:\n", "  - choose: {つづける: menu}\n  - name:\n")

    assert problems({"person": chosen}) == []
    assert problems({"person": lost}) == ["person_no_handoff"]


def test_where_a_language_is_chosen_there_is_a_choice() -> None:
    assert problems({"language": stub("language")}) == ["language_no_choice"]


def test_the_crisis_screen_names_a_number_that_always_answers() -> None:
    without = CRISIS.replace("{hotlines.line.number}", "")

    assert problems({"crisis": without}) == ["crisis_no_number"]
    assert problems({"hotlines": HOTLINES.replace("24時間", "9時〜17時")}) == ["crisis_no_number"]
    assert problems({"hotlines": HOTLINES.replace("000-000", "")}) == ["crisis_no_number"]


ALWAYS = """\
    kind: {kind}
    for: [everyone]
    open: always
"""


def test_a_panel_that_lists_lines_has_a_phone_and_a_way_to_write_at_every_hour() -> None:
    listing = CRISIS.replace("{hotlines.line.name}", "{lines}\n      {hotlines.line.name}")
    phone = HOTLINES + ALWAYS.format(kind="phone")
    chat = HOTLINES.partition("\n")[2].replace("  line:", "  chat:") + ALWAYS.format(kind="chat")
    evenings = chat.replace("open: always", "open: {weekly: {月: '18:00-21:00'}}")

    assert "panel_lines_few" in problems({"crisis": listing})
    assert "panel_lines_few" in problems({"crisis": listing, "hotlines": phone})
    assert "panel_lines_few" in problems({"crisis": listing, "hotlines": phone + evenings})
    assert problems({"crisis": listing, "hotlines": phone + chat}) == []


def test_a_number_behind_a_button_of_the_crisis_screen_is_too_late() -> None:
    behind = "flow: crisis\ntitle: つらい\nsteps:\n  - say: あ\n  - choose: {つづき: more}\n"
    later = behind + '  - more:\n      say: "電話 {hotlines.line.number}"\n'

    assert problems({"crisis": later}) == ["crisis_no_number"]


def test_a_screen_that_never_ends_is_refused_and_a_long_one_is_not() -> None:
    def of(count: int) -> dict[str, str]:
        return {"cost": stub("cost") + "  - say: あ\n" * (count - 1)}

    assert problems(of(MAX_STEPS)) == []
    assert problems(of(MAX_STEPS + 1)) == ["screen_endless"]

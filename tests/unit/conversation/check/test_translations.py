"""The translations."""

from tests.unit.conversation.small import ENGLISH, loaded, stub
from tests.unit.loader.wrong import serious, values

EN = "locales/en/LC_MESSAGES/engawa.po"


def entry(context: str, text: str, translation: str) -> str:
    """Write one entry of a catalogue."""
    return f'\nmsgctxt "{context}"\nmsgid "{text}"\nmsgstr "{translation}"\n'


def missing(catalogue: str) -> set[tuple[str, str]]:
    """List (context, text) of what is told to be missing."""
    return {
        (dict(remark.values)["context"], dict(remark.values)["text"])
        for remark in loaded({EN: catalogue}).remarks
        if remark.problem == "translation_missing"
    }


def test_what_is_not_translated_is_remarked_on_until_it_is() -> None:
    before = missing(ENGLISH)

    after = missing(ENGLISH + entry("cost.say", "文 cost", "Text"))

    assert before - after == {("cost.say", "文 cost")}
    assert ("interface", "人と話す") not in before
    assert ("interface", "答えない") in before
    assert ("menu.questions", "だれが使える？") in before
    assert ("cost.title", "題 cost") in before


def test_a_translation_elsewhere_in_the_flow_is_enough() -> None:
    elsewhere = ENGLISH + entry("cost.old", "文 cost", "Text")

    assert ("cost.say", "文 cost") not in missing(elsewhere)


def test_a_remark_stands_where_the_sentence_stands() -> None:
    remark = next(
        remark
        for remark in loaded().remarks
        if remark.problem == "translation_missing" and ("text", "だれが使える？") in remark.values
    )

    assert (remark.file, remark.line) == ("flows/menu.yaml", 7)


def test_other_placeholders_than_in_japanese_are_serious() -> None:
    line = ENGLISH.count("\n") + 4
    broken = {
        EN: ENGLISH + entry("cost.say", "あ{nickname}", "a {nick} {age}"),
        "cost": stub("cost").replace("文 cost", "あ{nickname}"),
    }

    assert serious(broken) == [(EN, line, 1, "placeholders_differ")]
    assert values(broken, "placeholders_differ") == {
        "missing": "{nickname}",
        "added": "{age} {nick}",
    }


def test_a_slip_in_the_japanese_of_a_catalogue_is_told_there() -> None:
    line = ENGLISH.count("\n") + 3
    slipped = {EN: ENGLISH + entry("cost.say", "文 {x}", "Text {nickname}")}

    assert serious(slipped) == [(EN, line, 10, "source_altered")]


def test_a_promise_is_as_serious_in_a_translation() -> None:
    broken = ENGLISH + entry("cost.say", "文 cost", "ぜったいに いいません。")

    assert [problem for _, _, _, problem in serious({EN: broken})] == ["promise"]


def test_numbers_and_latin_letters_need_no_translation() -> None:
    plain = {"cost": stub("cost").replace("文 cost", "STEP 12, 34")}

    untold = [
        remark.values for remark in loaded(plain).remarks if remark.file.endswith("cost.yaml")
    ]

    assert [dict(values)["context"] for values in untold] == ["cost.title"]


def test_the_number_of_a_line_is_the_same_in_every_language() -> None:
    same = ENGLISH + entry("hotlines.line", "000-000", "000 000")
    other = ENGLISH + entry("hotlines.line", "000-000", "000-001")

    assert serious({EN: same}) == []
    assert [problem for _, _, _, problem in serious({EN: other})] == ["number_translated"]


def test_a_translation_may_say_no_more_than_the_original() -> None:
    bad = (
        ("We promise to answer.", "promise"),
        ("Call 03-1234-5678.", "number_in_text"),
        ("We are open from 10 am.", "hours_in_text"),
        ("Please tell us your real name.", "asks_who"),
    )

    for translation, problem in bad:
        told = serious({EN: ENGLISH + entry("cost.say", "文 cost", translation)})
        assert [what for _, _, _, what in told] == [problem], translation


def test_a_visitors_own_words_may_say_anything() -> None:
    asked = ENGLISH + entry("anonymity.asked", "匿名で相談できますか", "Please tell me your name")

    assert serious({EN: asked}) == []


KOREAN = ENGLISH.replace('"English"', '"한국어"')


def test_a_sentence_that_several_languages_lack_is_told_once() -> None:
    both = {"locales/ko/LC_MESSAGES/engawa.po": KOREAN}

    told = [
        dict(each.values)["language"]
        for each in loaded(both).remarks
        if each.problem == "translation_missing" and ("context", "cost.say") in each.values
    ]

    assert told == ["en、ko"]


def test_a_language_that_nobody_is_offered_is_told_of_in_one_line() -> None:
    begun = ENGLISH.replace('"English"', '""')

    told = [each for each in loaded({EN: begun}).remarks if each.file == EN]

    assert [each.problem for each in told] == ["language_unnamed"]
    assert missing(begun) == set()
    assert int(dict(told[0].values)["count"]) == len(missing(ENGLISH)) + 1  # and its own name

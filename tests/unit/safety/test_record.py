"""Signs and examples are compared with what was recorded of them: more is free, less is told."""

import pytest

from bot.model.danger import LABELS, Level, Type
from bot.safety import Signs, record_of, sign_of, weaker

RED = [sign_of("遺書…書い", Type.SUICIDE, Level.RED)]
MORE = [sign_of("きえたい", Type.SUICIDE, Level.AMBER)]
GRAVER = [sign_of("（死に/しに）たい", Type.SUICIDE, Level.RED)]
AMBER = [sign_of("（死に/しに）たい", Type.SUICIDE, Level.AMBER)]
HARMLESS, FIGURES = [sign_of("にたいする")], [sign_of("ゲーム")]
WHOLE = Signs.of(RED + AMBER, HARMLESS, FIGURES)
EXAMPLES = {"suicide.amber": ("消えたい", "もういい"), "harmless": ("暑くて死ぬ",)}
RECORD = record_of(WHOLE, EXAMPLES)


def test_a_list_is_not_weaker_than_itself() -> None:
    assert not weaker(WHOLE, EXAMPLES, RECORD)


def test_no_word_of_a_sign_or_an_example_is_in_the_record() -> None:
    assert all(line.isascii() for line in RECORD)
    assert len(RECORD) == 4 + len(LABELS)


@pytest.mark.parametrize(
    "more",
    [
        Signs.of(
            [*RED, *AMBER, sign_of("きえたい", Type.SUICIDE, Level.AMBER)], HARMLESS, FIGURES
        ),
        Signs.of(RED + GRAVER, HARMLESS, FIGURES),
        Signs.of([*AMBER, *RED], (), ()),
        Signs.of([sign_of("遺書 … 書い", Type.SUICIDE, Level.RED), *AMBER], HARMLESS, FIGURES),
    ],
    ids=["added", "graver", "fewer exceptions", "another order, another dress"],
)
def test_what_sees_as_much_or_more_is_free(more: Signs) -> None:
    assert not weaker(more, EXAMPLES, RECORD)


@pytest.mark.parametrize(
    ("less", "lost"),
    [
        (Signs.of(RED, HARMLESS, FIGURES), ("suicide amber",)),
        (
            Signs.of([sign_of("遺書…書い", Type.SUICIDE, Level.SOFT), *AMBER], HARMLESS, FIGURES),
            ("suicide red",),
        ),
        (
            Signs.of([sign_of("遺書…書い", Type.ABUSE, Level.RED), *AMBER], HARMLESS, FIGURES),
            ("suicide red",),
        ),
        (
            Signs.of([sign_of("遺書…", Type.SUICIDE, Level.RED), *AMBER], HARMLESS, FIGURES),
            ("suicide red",),
        ),
        (Signs(), ("suicide amber", "suicide red")),
    ],
    ids=["removed", "lowered", "of another type", "worded anew", "all gone"],
)
def test_a_sign_that_is_gone_or_lowered_is_lost(less: Signs, lost: tuple[str, ...]) -> None:
    assert weaker(less, EXAMPLES, RECORD).lost == lost


def test_one_more_exception_is_told_with_its_list_and_its_words() -> None:
    more = Signs.of(RED + AMBER, [*HARMLESS, sign_of("遺書")], [*FIGURES, sign_of("笑")])

    found = weaker(more, EXAMPLES, RECORD)

    assert found.softening == (("harmless", "遺書"), ("figures", "笑"))
    assert found.lost == ()


@pytest.mark.parametrize(
    "examples",
    [
        {**EXAMPLES, "suicide.amber": ("消えてしまいたい", "もういい", "つかれた")},
        {**EXAMPLES, "medical.red": ("息ができない",)},
        {"suicide.amber": EXAMPLES["suicide.amber"]},
    ],
    ids=["one worded anew and one more", "a new list", "fewer that are harmless"],
)
def test_examples_that_teach_as_much_or_more_are_free(
    examples: dict[str, tuple[str, ...]],
) -> None:
    assert not weaker(WHOLE, examples, RECORD)


@pytest.mark.parametrize(
    ("examples", "told"),
    [
        ({**EXAMPLES, "suicide.amber": ("消えたい",)}, ("suicide.amber", 2, 1)),
        ({"harmless": EXAMPLES["harmless"]}, ("suicide.amber", 2, 0)),
        ({**EXAMPLES, "harmless": ("暑くて死ぬ", "消えたい")}, ("harmless", 1, 2)),
    ],
    ids=["one gone", "a whole list gone", "one more that is harmless"],
)
def test_examples_that_teach_less_are_told_with_how_many_there_were(
    examples: dict[str, tuple[str, ...]], told: tuple[str, int, int]
) -> None:
    found = weaker(WHOLE, examples, RECORD)

    assert found
    assert found.examples == (told,)


def test_a_record_from_before_examples_were_counted_says_nothing_of_them() -> None:
    older = [line for line in RECORD if not line.startswith("examples ")]

    assert not weaker(WHOLE, {"harmless": ("暑くて死ぬ", "消えたい")}, older)

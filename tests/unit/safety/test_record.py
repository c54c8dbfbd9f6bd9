"""A list of signs is compared with what was recorded of it: more is free, less is told."""

import pytest

from bot.model.danger import Level, Type
from bot.safety import Signs, record_of, sign_of, weaker

RED = [sign_of("遺書…書い", Type.SUICIDE, Level.RED)]
MORE = [sign_of("きえたい", Type.SUICIDE, Level.AMBER)]
GRAVER = [sign_of("（死に/しに）たい", Type.SUICIDE, Level.RED)]
AMBER = [sign_of("（死に/しに）たい", Type.SUICIDE, Level.AMBER)]
HARMLESS, FIGURES = [sign_of("にたいする")], [sign_of("ゲーム")]
WHOLE = Signs.of(RED + AMBER, HARMLESS, FIGURES)
RECORD = record_of(WHOLE)


def test_a_list_is_not_weaker_than_itself() -> None:
    assert not weaker(WHOLE, RECORD)


def test_no_word_of_a_sign_is_in_the_record() -> None:
    assert all(line.isascii() for line in RECORD)
    assert len(RECORD) == 4


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
    assert not weaker(more, RECORD)


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
    assert weaker(less, RECORD).lost == lost


def test_one_more_exception_is_told_with_its_list_and_its_words() -> None:
    more = Signs.of(RED + AMBER, [*HARMLESS, sign_of("遺書")], [*FIGURES, sign_of("笑")])

    found = weaker(more, RECORD)

    assert found.softening == (("harmless", "遺書"), ("figures", "笑"))
    assert found.lost == ()

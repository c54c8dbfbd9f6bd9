"""From phrases to a model that knows how sure is enough."""

import numpy as np

from bot.model.weighed import NONE
from bot.understanding.learn import HEATS, Phrase, fold, learn
from tests.unit.understanding.small import ENCODER, PHRASES, model


def test_a_text_that_is_no_phrase_finds_its_label() -> None:
    learnt = model()

    found = learnt.shares(["費用はどのくらい", "娘が"], {})

    assert [learnt.labels[at] for at in found.argmax(axis=1)] == ["cost", "family"]


def test_phrases_that_are_told_apart_easily_are_answered_readily() -> None:
    assert model(ENCODER).enough < 0.9


def test_phrases_whose_labels_have_no_reason_are_hardly_ever_answered() -> None:
    muddled = [Phrase(each.text, ("cost", "family")[fold(each.text, 2)]) for each in PHRASES]

    learnt = learn(muddled, {})

    assert learnt.heat == max(HEATS)
    assert learnt.enough > model().enough + 0.3


def test_a_label_of_one_phrase_is_learnt_like_any_other() -> None:
    learnt = learn([*PHRASES, Phrase("ひとつだけの言い回し", "single")], {})

    shares = learnt.shares(["ひとつだけの言い回し"], {})
    assert learnt.labels[int(shares.argmax())] == "single"


def test_phrases_without_any_for_none_can_be_learnt() -> None:
    learnt = learn([phrase for phrase in PHRASES if phrase.label != NONE], {})

    assert learnt.labels == ("cost", "family")
    assert learnt.enough < 1


def test_the_shares_of_a_text_add_up_to_one() -> None:
    assert np.allclose(model().shares(["あ", ""], {}).sum(axis=1), 1, atol=1e-5)


def test_a_phrase_is_always_put_into_the_same_part_and_the_parts_are_alike() -> None:
    parts = [fold(phrase.text, 5) for phrase in PHRASES]

    assert fold("ＡＢＣ", 5) == fold("abc", 5)
    assert set(parts) == set(range(5))
    assert fold("お金はかかりますか", 5) == 0


def test_learning_twice_gives_the_same() -> None:
    once, twice = model(ENCODER), model(ENCODER)

    assert (once.head.letters == twice.head.letters).all()
    assert (once.heat, once.enough) == (twice.heat, twice.enough)

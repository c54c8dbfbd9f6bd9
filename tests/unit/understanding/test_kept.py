"""What was learnt, as bytes."""

from dataclasses import replace

from bot.understanding.kept import Kept, digest_of, from_bytes, key_of, to_bytes
from bot.understanding.vectors import vectors_of
from bot.understanding.weighing import weigh
from tests.unit.understanding.small import ENCODER, PHRASES, model

MODEL = model(ENCODER)
NAMES = [ENCODER.name]
VECTORS = {key_of(p.text): vectors_of(p.text, [ENCODER])[ENCODER.name] for p in PHRASES}
KEPT = Kept({ENCODER.name: VECTORS}, {digest_of(PHRASES, NAMES): MODEL})


def test_what_is_read_back_weighs_exactly_as_before() -> None:
    back = from_bytes(to_bytes(KEPT)).models[digest_of(PHRASES, NAMES)]
    back = replace(back, examples=MODEL.examples)

    for text in ("費用はどのくらい", "こんにちは", ""):
        vectors = vectors_of(text, [ENCODER])
        assert weigh(back, text, vectors) == weigh(MODEL, text, vectors)


def test_every_vector_is_read_back_under_its_phrase() -> None:
    back = from_bytes(to_bytes(KEPT)).vectors[ENCODER.name]

    assert back.keys() == VECTORS.keys()
    assert all((back[key] == VECTORS[key]).all() for key in VECTORS)


def test_only_what_is_asked_for_is_read() -> None:
    digest = digest_of(PHRASES, NAMES)

    assert from_bytes(to_bytes(KEPT), {digest}).models.keys() == {digest}
    assert from_bytes(to_bytes(KEPT), {digest}).vectors == {}
    assert from_bytes(to_bytes(KEPT), {ENCODER.name}).vectors.keys() == {ENCODER.name}
    assert from_bytes(to_bytes(KEPT), {ENCODER.name}).models == {}


def test_the_same_gives_the_same_bytes() -> None:
    assert to_bytes(KEPT) == to_bytes(KEPT)


def test_bytes_that_are_broken_are_as_good_as_none() -> None:
    written = to_bytes(KEPT)

    for broken in (b"", b"PK", written[: len(written) // 2], b"\0" * 100):
        assert from_bytes(broken) == Kept()


def test_another_phrase_and_another_encoder_are_learnt_anew() -> None:
    digests = {
        digest_of(PHRASES, NAMES),
        digest_of(PHRASES[1:], NAMES),
        digest_of(PHRASES, []),
        digest_of(PHRASES, ["small 2"]),
    }

    assert len(digests) == 4

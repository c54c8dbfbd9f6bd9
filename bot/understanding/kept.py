"""What was learnt, and the vectors it was learnt from, as bytes for one file, and back.

The same content gives the same bytes on one machine. Bytes that are broken or of another form
are as good as none: everything in them can be reckoned anew from the phrases.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from bot.understanding.head import Head
from bot.understanding.learn import Model, Phrase
from bot.understanding.letters import Known, normalise
from bot.understanding.vectors import Bytes

FORM = 2
"""Raised whenever another reading of texts, training or file makes what is kept worthless."""
KEY = 8  # bytes of a digest; among some thousand phrases none is met twice by chance


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds; each may be missing."""

    vectors: Mapping[str, Mapping[bytes, Bytes]] = field(default_factory=dict)
    """By encoder, then by the key of a phrase."""
    models: Mapping[str, Model] = field(default_factory=dict)
    """By what they were learnt from; without their examples, which are the vectors."""


def key_of(text: str) -> bytes:
    """Name a phrase by its letters."""
    return hashlib.sha256(normalise(text).encode()).digest()[:KEY]


def digest_of(phrases: Sequence[Phrase], encoders: Sequence[str]) -> str:
    """Name what a model is learnt from."""
    told = json.dumps([FORM, [[p.text, p.label] for p in phrases], sorted(encoders)])
    return hashlib.sha256(told.encode()).hexdigest()


def to_bytes(kept: Kept) -> bytes:
    """Write it down."""
    arrays = dict[str, Any]()  # of several types of number
    heads = list[dict[str, Any]]()
    for number, (digest, model) in enumerate(kept.models.items()):
        heads.append(_told(digest, model))
        arrays |= {f"{number}.{name}": array for name, array in _arrays(model).items()}
    for number, (name, rows) in enumerate(kept.vectors.items()):
        heads.append({"encoder": name, "number": number})
        keys = sorted(rows)
        arrays[f"keys.{number}"] = np.frombuffer(b"".join(keys), np.uint8).reshape(-1, KEY)
        arrays[f"vectors.{number}"] = np.stack([rows[key] for key in keys])
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("told.json"), json.dumps([FORM, heads]), ZIP_DEFLATED)
        for name, array in arrays.items():
            file = BytesIO()
            np.save(file, array, allow_pickle=False)
            archive.writestr(ZipInfo(f"{name}.npy"), file.getvalue(), ZIP_DEFLATED)
    return written.getvalue()


def from_bytes(written: bytes, of: Collection[str] | None = None) -> Kept:
    """Read it back; nothing where it is broken or of another form.

    `of`: which models, by digest, and the vectors of which encoders; None for all.
    """
    try:
        with ZipFile(BytesIO(written)) as archive:
            form, heads = json.loads(archive.read("told.json"))
            return _read(archive, heads, of) if form == FORM else Kept()
    except Exception:  # whatever is wrong with it, it is reckoned anew
        return Kept()


def _read(archive: ZipFile, heads: list[dict[str, Any]], of: Collection[str] | None) -> Kept:
    def array(name: str) -> Any:
        return np.load(BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)

    models, vectors = dict[str, Model](), dict[str, Mapping[bytes, Bytes]]()
    for number, told in enumerate(heads):
        if of is not None and told.get("encoder", told.get("digest")) not in of:
            continue
        if "encoder" in told:
            keys, rows = array(f"keys.{told['number']}"), array(f"vectors.{told['number']}")
            named = (key.tobytes() for key in keys)
            vectors[told["encoder"]] = dict(zip(named, rows, strict=True))
            continue
        head = Head(*(array(f"{number}.{name}").astype(np.float32) for name in _HEAD))
        models[told["digest"]] = Model(
            tuple(told["labels"]),
            tuple(told["encoders"]),
            Known(array(f"{number}.places"), array(f"{number}.rarity")),
            head,
            told["heat"],
            told["enough"],
        )
    return Kept(vectors, models)


_HEAD = ("votes", "letters", "bias")


def _told(digest: str, model: Model) -> dict[str, Any]:
    return {
        "digest": digest,
        "labels": model.labels,
        "encoders": model.encoders,
        "heat": model.heat,
        "enough": model.enough,
    }


def _arrays(model: Model) -> dict[str, Any]:
    head = {name: getattr(model.head, name).astype(np.float16) for name in _HEAD}
    return {**head, "places": model.known.places, "rarity": model.known.rarity}

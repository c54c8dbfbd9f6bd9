"""Sealing: a value opens where it was put, for whom it was put, and nowhere else."""

import pytest

from bot.store.keys import Vault
from bot.store.sealing import SealingError, seal, unseal

PLACE = "inbox.sealed"


def test_a_sealed_value_opens_where_it_was_put(vault: Vault) -> None:
    sealed = seal(vault, "a", PLACE, 1, "たすけて".encode())

    assert unseal(vault, "a", PLACE, 1, sealed).decode() == "たすけて"
    assert "たすけて".encode() not in sealed


def test_the_same_value_is_never_sealed_alike(vault: Vault) -> None:
    assert seal(vault, "a", PLACE, 1, b"x") != seal(vault, "a", PLACE, 1, b"x")


@pytest.mark.parametrize(
    ("holder", "place", "row"),
    [("a", PLACE, 2), ("a", "outbox.sealed", 1), ("b", PLACE, 1), ("a", PLACE, "11")],
)
def test_a_value_that_was_moved_does_not_open(
    vault: Vault, holder: str, place: str, row: int | str
) -> None:
    vault.key("b")
    sealed = seal(vault, "a", PLACE, 1, b"x")

    with pytest.raises(SealingError):
        unseal(vault, holder, place, row, sealed)


def test_a_value_that_was_changed_does_not_open(vault: Vault) -> None:
    sealed = seal(vault, "a", PLACE, 1, b"some words")

    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(SealingError):
            unseal(vault, "a", PLACE, 1, bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 5, 13, 20])
def test_a_value_that_was_cut_does_not_open(vault: Vault, length: int) -> None:
    sealed = seal(vault, "a", PLACE, 1, b"some words")

    with pytest.raises(SealingError):
        unseal(vault, "a", PLACE, 1, sealed[:length])


def test_a_value_whose_key_is_forgotten_does_not_open_also_under_a_new_key(vault: Vault) -> None:
    sealed = seal(vault, "a", PLACE, 1, b"x")
    vault.forget("a")

    with pytest.raises(SealingError, match="forgotten"):
        unseal(vault, "a", PLACE, 1, sealed)
    vault.key("a")
    with pytest.raises(SealingError):
        unseal(vault, "a", PLACE, 1, sealed)


def test_looking_for_a_forgotten_key_makes_none(vault: Vault) -> None:
    sealed = seal(vault, "a", PLACE, 1, b"x")
    vault.forget("a")

    with pytest.raises(SealingError):
        unseal(vault, "a", PLACE, 1, sealed)

    assert vault.existing("a") is None

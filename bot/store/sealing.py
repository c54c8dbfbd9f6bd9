"""Sealing of single values: AES-256-GCM bound to the place where the value lies.

The associated data names holder, table and column, row and version, so that a sealed value which
was moved to another row, column or visitor does not open (SAFETY K1).
"""

import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.model.errors import EngawaError
from bot.store.keys import NONCE_BYTES, Vault

SEAL_VERSION = 1
HEAD = bytes([SEAL_VERSION])


class SealingError(EngawaError):
    """A sealed value does not open: its key is forgotten, or it is not where it was put."""


def seal(vault: Vault, holder: str, place: str, row: int | str, plain: bytes) -> bytes:
    """Seal a value for one row of `place` (`table.column`) under the holder's key."""
    nonce = os.urandom(NONCE_BYTES)
    bound = _associated(holder, place, row)
    return HEAD + nonce + AESGCM(vault.key(holder)).encrypt(nonce, plain, bound)


def unseal(vault: Vault, holder: str, place: str, row: int | str, sealed: bytes) -> bytes:
    """Open a sealed value; raises SealingError when it cannot be."""
    if sealed[:1] != HEAD:
        raise SealingError(f"a value of {place} is sealed in an unknown way")
    key = vault.existing(holder)
    if key is None:
        raise SealingError(f"the key of a value of {place} is forgotten")
    start = len(HEAD) + NONCE_BYTES
    try:
        return AESGCM(key).decrypt(
            sealed[len(HEAD) : start], sealed[start:], _associated(holder, place, row)
        )
    except (InvalidTag, ValueError):  # the latter when it was cut short
        raise SealingError(f"a value of {place} is not what was sealed there") from None


def _associated(holder: str, place: str, row: int | str) -> bytes:
    return json.dumps([holder, place, str(row), SEAL_VERSION]).encode()

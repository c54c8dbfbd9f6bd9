"""The vault: one data key per holder, in a database of its own, wrapped by a master key.

A key is committed here before anything sealed with it is committed anywhere, so nothing that was
acknowledged can become unreadable; and a key that is forgotten takes with it everything sealed
under it, in every copy of the data.
"""

import contextlib
import hashlib
import hmac
import json
import os
from collections import OrderedDict
from pathlib import Path
from threading import RLock
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bot.model.errors import KeysUnreachable, SettingsError
from bot.store import files
from bot.store.keytable import KeyTable, SqliteKeys

KEY_BITS = 256
KEY_BYTES = KEY_BITS // 8
NONCE_BYTES = 12
CACHED_KEYS = 4096  # a key weighs some 200 bytes; the conversations of a busy day fit
INDEX_HOLDER = "engawa:index"  # no conversation id holds a colon
MASTER_FILE = "master.key"


class Vault:
    """Makes, keeps and forgets data keys; may be used from any thread."""

    def __init__(self, table: KeyTable, master: bytes) -> None:
        """Take over the open table of keys; use `open` or `in_memory`."""
        self._table = table
        self._changes: object = None
        self._own = master
        self._master = AESGCM(master)
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        # it keeps threads apart; works that share one go on while another waits for the table
        self._lock = RLock()
        self._index_key: bytes | None = None
        with contextlib.suppress(KeysUnreachable):  # then it is asked for when it is needed
            self._index_key = self.key(INDEX_HOLDER)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        master: Path | None = None,
        database: str = "",
        is_shared: bool = False,
    ) -> Self:
        """Open the vault, making it at the first start.

        `master` is the file of the master key, `master.key` in the state folder unless given;
        `database`: the address of a PostgreSQL database for keys alone, in the stead of a file in
        that folder; `is_shared`: other programs may forget keys that we have read. Raises
        SettingsError when the master key is readable by others, lost, or not the right one,
        Damaged when the key database is, and KeysUnreachable at a first start without it; later
        ones wait for it at their first key.
        """
        table = _table(folder, database, is_shared=is_shared)
        try:
            return cls(table, _master_key(master or folder / MASTER_FILE, table))
        except BaseException:
            table.close()
            raise

    @classmethod
    def in_memory(cls) -> Self:
        """Open a vault that is gone when it is closed."""
        return cls(SqliteKeys.in_memory(), AESGCM.generate_key(KEY_BITS))

    def key(self, holder: str) -> bytes:
        """Give the holder's key; a new one is durable before it is returned."""
        with self._lock:
            known = self.existing(holder)
            if known is not None:
                return known
            wrapped = self._wrap(holder, AESGCM.generate_key(KEY_BITS))
            self._table.add(holder, wrapped)
            made = self.existing(holder)  # another process may have been first
            if made is None:
                raise RuntimeError("a data key was forgotten while it was being made")
            return made

    def existing(self, holder: str) -> bytes | None:
        """Give the holder's key, or None when there is none or it was forgotten."""
        with self._lock:
            self._heed_the_others()
            if holder in self._cache:
                self._cache.move_to_end(holder)
                return self._cache[holder]
            heeded = self._changes
            wrapped = self._table.read(holder)
            if wrapped is None:
                return None
            key = self._unwrap(holder, wrapped)
            if self._changes == heeded:  # else another work has dropped what was read meanwhile
                self._cache[holder] = key
            if len(self._cache) > CACHED_KEYS:
                self._cache.popitem(last=False)
            return key

    def index(self, kind: str, value: str) -> str:
        """Give a keyed digest by which the value is found again and from which it is not.

        HMAC-SHA256 in hex (SAFETY I2); the same value of another kind has another digest.
        """
        if self._index_key is None:
            self._index_key = self.key(INDEX_HOLDER)
        message = json.dumps([kind, value]).encode()
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()

    def derived(self, kind: str, value: str) -> str:
        """Give a digest that the master key alone makes, so that it needs no table."""
        info = json.dumps(["engawa", kind, 1, value]).encode()
        return HKDFExpand(SHA256(), KEY_BYTES, info).derive(self._own).hex()

    def look(self) -> None:
        """Ask for a key, whatever is remembered; raises KeysUnreachable."""
        with self._lock:
            self._table.read(INDEX_HOLDER)

    def has_visitors(self) -> bool:
        """Say whether a key was ever made for somebody, and not forgotten."""
        with self._lock:
            return self._table.has_others(INDEX_HOLDER)

    def forget(self, holder: str) -> None:
        """Destroy the holder's key, and with it everything sealed under it, for good."""
        with self._lock:
            self._cache.pop(holder, None)
            self._table.remove(holder)

    def close(self) -> None:
        """Close the key database."""
        with self._lock:
            self._cache.clear()
            self._table.close()

    def _heed_the_others(self) -> None:
        """Drop what was read once another program may have removed a key."""
        changes = self._table.changes()
        if changes != self._changes:
            self._changes = changes
            self._cache.clear()

    def _wrap(self, holder: str, key: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._master.encrypt(nonce, key, _wrapping(holder))

    def _unwrap(self, holder: str, wrapped: bytes) -> bytes:
        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return self._master.decrypt(nonce, sealed, _wrapping(holder))
        except InvalidTag:
            raise SettingsError(
                "the master key does not open the key database: give the file that was made "
                "together with it"
            ) from None


def _wrapping(holder: str) -> bytes:
    return json.dumps(["engawa", "key", 1, holder]).encode()


def _table(folder: Path, database: str, *, is_shared: bool) -> KeyTable:
    if not database:
        return SqliteKeys.open(folder, is_shared=is_shared)
    from bot.store.keytable_postgresql import PostgresqlKeys  # few need its client

    return PostgresqlKeys(database)


def _master_key(path: Path, table: KeyTable) -> bytes:
    if not path.exists():
        if table.has_others(""):
            raise SettingsError(
                f"{path.name} is missing though there are keys in {table.name}: put it back, or"
                " copy the one of the program that was started first"
            )
        files.write_new(path, AESGCM.generate_key(KEY_BITS))
    if files.is_open_to_others(path):
        raise SettingsError(f"{path.name} must be readable by its owner alone: chmod 600 {path}")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise SettingsError(f"{path.name} must hold exactly {KEY_BYTES} bytes")
    return key

"""The vault: one data key per holder, in a database of its own, wrapped by a master key.

A key is committed here before anything sealed with it is committed anywhere, so nothing that was
acknowledged can become unreadable; and a key that is forgotten takes with it everything sealed
under it, in every copy of the data.
"""

import hashlib
import hmac
import json
import os
import sqlite3
from collections import OrderedDict
from pathlib import Path
from threading import RLock
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.model.errors import SettingsError
from bot.store import files
from bot.store.pragmas import harden
from bot.store.trouble import damage, look_through

KEY_BITS = 256
KEY_BYTES = KEY_BITS // 8
NONCE_BYTES = 12
CACHED_KEYS = 4096  # a key weighs some 200 bytes; the conversations of a busy day fit
INDEX_HOLDER = "engawa:index"  # no conversation id holds a colon
MASTER_FILE = "master.key"
KEYS_FILE = "keys.sqlite"
TABLE = """
CREATE TABLE IF NOT EXISTS keys (
    holder TEXT PRIMARY KEY, wrapped BLOB NOT NULL, created_at TEXT NOT NULL
)
"""


class Vault:
    """Makes, keeps and forgets data keys; may be used from any thread."""

    def __init__(
        self, connection: sqlite3.Connection, master: bytes, *, is_shared: bool = False
    ) -> None:
        """Take over the open key database; use `open` or `in_memory`."""
        self._connection = connection
        self._is_shared = is_shared
        self._version: object = None
        self._master = AESGCM(master)
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        self._lock = RLock()
        harden(connection)
        connection.execute(TABLE)
        self._index_key = self.key(INDEX_HOLDER)

    @classmethod
    def open(cls, folder: Path, *, master: Path | None = None, is_shared: bool = False) -> Self:
        """Open the vault of a state folder, making it at the first start.

        `master` is the file of the master key, `master.key` in the folder unless given;
        `is_shared`: other programs may forget keys that we have read. Raises SettingsError when
        that file is readable by others, lost, or not the right one, and Damaged when the key
        database is.
        """
        database = folder / KEYS_FILE
        key = _master_key(master or folder / MASTER_FILE, is_first_start=not database.exists())
        files.make_file(database)
        connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        try:
            look_through(connection)
            return cls(connection, key, is_shared=is_shared)
        except BaseException as error:
            connection.close()
            raise damage(error) or error from None

    @classmethod
    def in_memory(cls) -> Self:
        """Open a vault that is gone when it is closed."""
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        return cls(connection, AESGCM.generate_key(KEY_BITS))

    def key(self, holder: str) -> bytes:
        """Give the holder's key; a new one is durable before it is returned."""
        with self._lock:
            known = self.existing(holder)
            if known is not None:
                return known
            wrapped = self._wrap(holder, AESGCM.generate_key(KEY_BITS))
            self._connection.execute(
                "INSERT INTO keys VALUES (?, ?, datetime('now')) ON CONFLICT DO NOTHING",
                (holder, wrapped),
            )
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
            row = self._connection.execute(
                "SELECT wrapped FROM keys WHERE holder = ?", (holder,)
            ).fetchone()
            if row is None:
                return None
            self._cache[holder] = key = self._unwrap(holder, row[0])
            if len(self._cache) > CACHED_KEYS:
                self._cache.popitem(last=False)
            return key

    def index(self, kind: str, value: str) -> str:
        """Give a keyed digest by which the value is found again and from which it is not.

        HMAC-SHA256 in hex (SAFETY I2); the same value of another kind has another digest.
        """
        message = json.dumps([kind, value]).encode()
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()

    def has_visitors(self) -> bool:
        """Say whether a key was ever made for somebody, and not forgotten."""
        with self._lock:
            found = self._connection.execute(
                "SELECT 1 FROM keys WHERE holder != ? LIMIT 1", (INDEX_HOLDER,)
            )
            return found.fetchone() is not None

    def forget(self, holder: str) -> None:
        """Destroy the holder's key, and with it everything sealed under it, for good."""
        with self._lock:
            self._cache.pop(holder, None)
            self._connection.execute("DELETE FROM keys WHERE holder = ?", (holder,))
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the key database."""
        with self._lock:
            self._cache.clear()
            self._connection.close()

    def _heed_the_others(self) -> None:
        """Drop what was read once another program has changed anything: a key may be gone."""
        if not self._is_shared:
            return
        version = self._connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
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


def _master_key(path: Path, *, is_first_start: bool) -> bytes:
    if not path.exists():
        if not is_first_start:
            raise SettingsError(f"{path.name} is missing beside {KEYS_FILE}: put it back")
        files.write_new(path, AESGCM.generate_key(KEY_BITS))
    if files.is_open_to_others(path):
        raise SettingsError(f"{path.name} must be readable by its owner alone: chmod 600 {path}")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise SettingsError(f"{path.name} must hold exactly {KEY_BYTES} bytes")
    return key

"""Where several programs keep their keys: on one machine in one folder, on several in a database.

On several machines each has a state folder of its own, with a copy of the first one's master key.
"""

import shutil
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from bot.store.keys import MASTER_FILE, Vault


async def database_of_keys(address: str) -> str:
    """Make a database for keys alone beside that of the data, and give its address."""
    url = make_url(address)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(plain)
    await connection.execute("CREATE DATABASE engawa_keys")
    await connection.close()
    return url.set(database="engawa_keys").render_as_string(hide_password=False)


def state_folders(folder: Path, keys: str, count: int) -> list[Path]:
    """Give each program its state folder: one for all, unless the keys lie elsewhere."""
    states = [folder / (f"machine {number}" if keys else "keys") for number in range(count)]
    if keys:
        for state in states:
            state.mkdir(parents=True, mode=0o700)
        Vault.open(states[0], database=keys, is_shared=True).close()
        for state in states[1:]:
            shutil.copy2(states[0] / MASTER_FILE, state)
    return states

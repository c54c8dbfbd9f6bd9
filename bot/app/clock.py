"""The clock of the wall, read nowhere else but on this floor."""

from datetime import UTC, datetime


def wall_clock() -> datetime:
    """Read the time."""
    return datetime.now(UTC)

"""Types of columns that the two databases spell, or keep, each in its own way."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A time kept in UTC; what goes in must have a zone, and what comes out has."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the time to UTC; a time without a zone is a bug."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back, which SQLite does not keep."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value)


Counter = BigInteger().with_variant(Integer, "sqlite")

"""How instants, days and times of day are kept. Column types only: no tables and no rules.

SQLite keeps integers, which sort and compare without thought; PostgreSQL keeps its own types.
A wrong value is refused while the statement is made: SQLAlchemy raises its StatementError then.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import DATE, TIMESTAMP, Dialect, Integer, SmallInteger
from sqlalchemy.types import TypeDecorator, TypeEngine


class Instant(TypeDecorator[datetime]):
    """An aware datetime: UTC seconds on SQLite, timestamptz on PostgreSQL; fractions are cut."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type the database itself uses."""
        postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if postgresql else Integer())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The value as it is kept; raises ValueError for a naive one."""
        if value is None:
            return None
        if not isinstance(value, datetime) or value.utcoffset() is None:
            raise ValueError(f"an instant needs an aware datetime, not {value!r}")
        whole = value.astimezone(UTC).replace(microsecond=0)
        return whole if dialect.name == "postgresql" else int(whole.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The kept value as an aware datetime in UTC."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            kept: datetime = value.astimezone(UTC)
            return kept
        return datetime.fromtimestamp(value, UTC)


class Day(TypeDecorator[date]):
    """A habit day or local date: its proleptic ordinal on SQLite, DATE on PostgreSQL."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type the database itself uses."""
        return dialect.type_descriptor(DATE() if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """The value as it is kept; raises ValueError for a datetime: its day is undecided."""
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ValueError(f"a day needs a date, not {value!r}")
        return value if dialect.name == "postgresql" else value.toordinal()

    def process_result_value(
        self,
        value: Any,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy hands it in
    ) -> date | None:
        """The kept value as a date."""
        if value is None or isinstance(value, date):
            return value
        return date.fromordinal(value)


class WallTime(TypeDecorator[int]):
    """A time on the wall, in minutes after midnight, 0..1439."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(
        self,
        value: int | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy hands it in
    ) -> int | None:
        """The value as it is kept; raises ValueError outside 0..1439."""
        if value is not None and not 0 <= value < 24 * 60:
            raise ValueError(f"a time on the wall is 0 to 1439 minutes, not {value!r}")
        return value

"""How a database is reached: its address, its file and its settings. No units of work here."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import DatabaseError, OutOfOrderError

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext
    from sqlalchemy.ext.asyncio import AsyncEngine

# Seconds a process waits for another one that writes (a second start, a backup).
BUSY_SECONDS = 30
# How many units PostgreSQL works on at once.
CONNECTIONS = 10
# Classes of PostgreSQL's errors that are no unit's fault: connection, rollback for another one,
# resources, a lock or object in use, an operator, the system.
_SERVER_TROUBLE = frozenset({"08", "40", "53", "55", "57", "58"})


def database_url(text: str) -> URL:
    """The address with the driver this program uses; raises DatabaseError for any other kind."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise DatabaseError("A database is written as sqlite:///file or postgresql://…") from None
    kind = url.get_backend_name()
    if kind in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+asyncpg")
    if kind != "sqlite":
        raise DatabaseError(f"{kind} is not supported: use sqlite:///file or postgresql://…")
    if not url.database or url.database == ":memory:":
        raise DatabaseError("SQLite needs a file: sqlite:///path/to/file")
    return url.set(drivername="sqlite+pysqlite")


def sqlite_file(url: URL) -> Path:
    """The file of an SQLite address."""
    return Path(url.database or "")


def make_private(file: Path) -> None:
    """Makes a missing file and folder, both for the owner's eyes only (0600 in 0700).

    A folder that exists is left as it is: it may be somebody else's.
    """
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    if file.stat().st_mode & 0o077:
        file.chmod(0o600)


def sqlite_engine(
    url: URL, *, begin: str, foreign_keys: bool = True, read_only: bool = False
) -> Engine:
    """An engine whose transactions start with `begin`.

    The driver's own way of starting them late loses concurrent changes, so it is switched off.
    """
    # What people wrote stays out of the texts of errors.
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a person is told of a log only when it would survive a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        # What a person deletes is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def postgresql_engine(url: URL) -> "AsyncEngine":
    """An engine over asyncpg, which only those who use PostgreSQL need to have installed."""
    from sqlalchemy.ext.asyncio import create_async_engine

    try:
        from asyncpg import connect
    except ModuleNotFoundError:
        raise DatabaseError("PostgreSQL needs one more package: pip install asyncpg") from None
    # The driver reads the address itself: it knows what else is written there, as sslmode.
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)

    async def reach() -> Any:
        try:
            return await connect(address)
        except OSError as error:
            raise OutOfOrderError("connect", None, error) from error

    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=reach,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        pool_pre_ping=True,  # a connection that the server closed meanwhile is replaced
    )
    event.listen(engine.sync_engine, "handle_error", _tell_trouble)
    return engine


def _tell_trouble(context: "ExceptionContext") -> None:
    """SQLAlchemy has no name for the server's own troubles; on SQLite it has."""
    if context.is_pre_ping:  # the pool sees to that one
        return
    error = context.original_exception
    state = getattr(error, "sqlstate", None) or ""
    if context.is_disconnect or state[:2] in _SERVER_TROUBLE:
        raise OutOfOrderError(context.statement, None, error) from error

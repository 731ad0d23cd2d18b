"""Units of work: plain functions of a Connection, each applied whole or not at all. No table here.

SQLite has one writer. All units that wait for it are committed together, which makes a durable
write nearly free: each has a SAVEPOINT of its own, so that one that fails takes nobody along.
"""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection

from bot.store.engine import CONNECTIONS, database_url, postgresql_engine, sqlite_engine
from bot.store.errors import OutOfOrderError
from bot.store.migrations import upgrade

T = TypeVar("T")

# PostgreSQL gave a unit up, whole, so that another one could go on: serialization, deadlock.
_GIVEN_UP = frozenset({"40001", "40P01"})


class Database(ABC):
    """Where units of work are done. `open` makes one of the kind that the address names."""

    @staticmethod
    async def open(url: str, *, backups: Path | None = None) -> "Database":
        """The database at `url`, upgraded; raises DatabaseError where that cannot be.

        An existing SQLite file is copied into the folder `backups` before it is changed.
        """
        address = database_url(url)
        await asyncio.to_thread(upgrade, url, backups)
        if address.get_backend_name() == "sqlite":
            return _Sqlite(address)
        return _Postgresql(address)

    @abstractmethod
    async def write(self, unit: Callable[[Connection], T]) -> T:
        """Applies the unit and returns its result once it is durable; raises what it raises."""

    @abstractmethod
    async def write_in_order(
        self, units: Sequence[Callable[[Connection], T]]
    ) -> list[T | BaseException]:
        """Applies units one after the other, each on its own: a result or an error for each."""

    @abstractmethod
    async def read(self, query: Callable[[Connection], T]) -> T:
        """The query's result from one consistent state; a change is an error."""

    @abstractmethod
    async def close(self) -> None:
        """Lets go after the units that wait."""


@dataclass(frozen=True)
class _Waiting:
    unit: Callable[[Connection], Any]
    done: "asyncio.Future[Any]"


@dataclass(frozen=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None


class _Sqlite(Database):
    def __init__(self, url: URL) -> None:
        self._engine = sqlite_engine(url, begin="BEGIN IMMEDIATE")
        self._read_engine = sqlite_engine(url, begin="BEGIN", read_only=True)
        self._waiting: deque[_Waiting] = deque()
        self._writer = ThreadPoolExecutor(1, "database-writer")
        self._reader = ThreadPoolExecutor(1, "database-reader")

    async def write(self, unit: Callable[[Connection], T]) -> T:
        value: T = await self._enqueue(unit)
        return value

    async def write_in_order(
        self, units: Sequence[Callable[[Connection], T]]
    ) -> list[T | BaseException]:
        waiting = [self._enqueue(unit) for unit in units]
        outcomes: list[T | BaseException] = await asyncio.gather(*waiting, return_exceptions=True)
        return outcomes

    async def read(self, query: Callable[[Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reader, self._query, query)

    async def close(self) -> None:
        await asyncio.to_thread(self._writer.shutdown)
        await asyncio.to_thread(self._reader.shutdown)
        self._read_engine.dispose()
        self._engine.dispose()

    def _enqueue(self, unit: Callable[[Connection], Any]) -> "asyncio.Future[Any]":
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(unit, done))
        self._writer.submit(self._commit_waiting)
        return done

    def _commit_waiting(self) -> None:
        batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not batch:  # an earlier call took them along
            return
        try:
            # A connection that comes back from a failed COMMIT is rolled back by its pool.
            with self._engine.begin() as connection:
                outcomes = [_attempt(connection, waiting.unit) for waiting in batch]
        except BaseException as error:  # told to all who wait for this commit
            outcomes = [_Outcome(error=error)] * len(batch)
        loop = batch[0].done.get_loop()
        loop.call_soon_threadsafe(_tell, batch, outcomes)

    def _query(self, query: Callable[[Connection], T]) -> T:
        with self._read_engine.begin() as connection:
            return query(connection)


def _attempt(connection: Connection, unit: Callable[[Connection], Any]) -> _Outcome:
    savepoint = connection.begin_nested()
    try:
        value = unit(connection)
        savepoint.commit()
    except Exception as error:
        # On a full disk SQLite rolls everything back; then this raises and nobody is committed.
        savepoint.rollback()
        return _Outcome(error=error)
    return _Outcome(value)


def _tell(batch: Sequence[_Waiting], outcomes: Sequence[_Outcome]) -> None:
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if waiting.done.done():  # its caller was cancelled; the unit is applied all the same
            continue
        if outcome.error is None:
            waiting.done.set_result(outcome.value)
        else:
            waiting.done.set_exception(outcome.error)


class _Postgresql(Database):
    """Units run side by side; those of one person follow each other (`people.hold`)."""

    def __init__(self, url: URL) -> None:
        self._engine = postgresql_engine(url)
        self._free = asyncio.Semaphore(CONNECTIONS)

    async def write(self, unit: Callable[[Connection], T]) -> T:
        async with self._free:
            try:
                return await self._apply(unit)
            except OutOfOrderError as error:
                if getattr(error.orig, "sqlstate", None) not in _GIVEN_UP:
                    raise
            return await self._apply(unit)

    async def write_in_order(
        self, units: Sequence[Callable[[Connection], T]]
    ) -> list[T | BaseException]:
        outcomes: list[T | BaseException] = []
        for unit in units:
            outcomes += await asyncio.gather(self.write(unit), return_exceptions=True)
            if isinstance(outcomes[-1], OutOfOrderError):  # the next ones must not overtake it
                return outcomes + outcomes[-1:] * (len(units) - len(outcomes))
        return outcomes

    async def read(self, query: Callable[[Connection], T]) -> T:
        async with self._free, self._engine.connect() as connection:
            await connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            return await connection.run_sync(query)

    async def close(self) -> None:
        for _ in range(CONNECTIONS):  # they are given in turn: first to the units that wait
            await self._free.acquire()
        await self._engine.dispose()

    async def _apply(self, unit: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(unit)

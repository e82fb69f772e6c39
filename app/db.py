"""The database: one engine, one transaction a request, and the column types every room shares."""

import asyncio
import enum
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
import structlog
from fastapi import Depends, Request
from psycopg import sql
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    LargeBinary,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel
from starlette.concurrency import run_in_threadpool

from app.config import settings
from app.sealing import seal, unseal

# Constraints have names from the first migration on: SQLite can only change what it can name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
LOCK_WAIT_S, CHECKPOINT_WAIT_MS = 30, 1000
FORGETFUL = ("note", "note_receipt", "held_input", "input")
"""Tables whose rows say something by the order they came in, or by having been deleted."""
MOST_WRITERS, MOST_READERS = 10, 10
READING = {"GET", "HEAD", "OPTIONS"}
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

Answer = TypeVar("Answer")
log = structlog.get_logger("db")


class Utc(TypeDecorator[datetime]):
    """A moment; always aware and in UTC on our side, whatever the database makes of it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


FILLING = "\0"
NOBODY = UUID(int=0)


class Sealed(TypeDecorator[str]):
    """Text that the database only ever sees encrypted; `column` binds it to its place.

    Where its length would tell something, `size` is the number of bytes that every value is filled up to.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str, size: int = 0) -> None:
        self.column = column
        self.size = size
        super().__init__()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return seal(value + FILLING * (self.size - len(value.encode())), self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else unseal(bytes(value), self.column).rstrip(FILLING)


class SealedId(TypeDecorator[UUID]):
    """A reference that the database cannot follow; none is sealed too, and looks like any other."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__()

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes:  # noqa: ARG002 - SQLAlchemy's signature
        return seal((value or NOBODY).hex, self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:  # noqa: ARG002 - SQLAlchemy's signature
        found = UUID(unseal(bytes(value or b""), self.column))
        return None if found == NOBODY else found


def text_enum(kind: type[enum.StrEnum]) -> Enum:
    """Store an enum by its value in a plain text column; SQLModel would store the Python name."""
    return Enum(
        kind,
        native_enum=False,
        length=30,
        create_constraint=False,
        values_callable=lambda members: [m.value for m in members],
    )


@lru_cache
def engine() -> Engine:
    """Return this process's engine, made from the settings."""
    url = settings().database
    if url.startswith("sqlite"):
        settings().data.mkdir(parents=True, exist_ok=True)
        patience = {"timeout": 30, "check_same_thread": False}
        made = create_engine(url, hide_parameters=True, connect_args=patience)
        event.listen(made, "connect", _set_pragmas)
        event.listen(made, "begin", _begin)
        return made
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=20)


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Make SQLite durable and forgetful: what is acknowledged is on disk, what is deleted is gone."""
    connection.isolation_level = None  # we begin ourselves, see _begin
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at once in a writing request: a lock upgraded half-way cannot wait."""
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class UnsafeDatabaseError(RuntimeError):
    """SQLite runs without the guarantees that an acknowledgement promises."""


def check_database() -> None:
    """Refuse to start on an SQLite whose pragmas would lose what we acknowledge.

    Raises
    ------
    UnsafeDatabaseError
        A pragma is not what `PRAGMAS` demands; the text names it.
    """
    if engine().dialect.name != "sqlite":
        return
    with engine().connect() as connection:
        for name, wanted in PRAGMAS.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            if found != wanted:
                raise UnsafeDatabaseError(
                    f"SQLite's {name} is {found}, it must be {wanted}. The disk may not support WAL."
                )


@dataclass(frozen=True)
class _Turns:
    """How many requests hold a connection at once; SQLite has one writer at a time in any case.

    The others wait here, in the event loop, and not in threads: a request needs a thread more than once,
    and forty that wait for the lock would leave none for the one that holds it.
    """

    writing: asyncio.Semaphore
    reading: asyncio.Semaphore
    looking: asyncio.Semaphore


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, _Turns] = WeakKeyDictionary()


def _turns_here() -> _Turns:
    writers = 1 if engine().dialect.name == "sqlite" else MOST_WRITERS
    fresh = _Turns(asyncio.Semaphore(writers), asyncio.Semaphore(MOST_READERS), asyncio.Semaphore(1))
    return _turns.setdefault(asyncio.get_running_loop(), fresh)


def _turn(*, writes: bool) -> asyncio.Semaphore:
    return _turns_here().writing if writes else _turns_here().reading


async def get_session(request: Request) -> AsyncIterator[Session]:
    """Open one transaction for this request; it commits before the answer leaves."""
    writes = request.method not in READING
    async with _turn(writes=writes):
        session = open_session(writes=writes)
        try:
            yield session
            await run_in_threadpool(session.commit)
        finally:
            session.close()


SessionDep = Annotated[Session, Depends(get_session, scope="function")]


async def read_in_turn(question: Callable[[Session], Answer]) -> Answer:
    """Ask the database once, in a request that waits and so must not hold a connection meanwhile.

    One at a time: nobody stands and waits for these answers, and ten threads that compute would each take
    the processor from those somebody waits for.
    """

    def ask() -> Answer:
        with open_session(writes=False) as session:
            return question(session)

    async with _turns_here().looking, _turn(writes=False):
        return await run_in_threadpool(ask)


def open_session(*, writes: bool = True) -> Session:
    """Open a session outside a request: commands, workers, tests."""
    return Session(engine().execution_options(writes=writes), expire_on_commit=False)


def after_commit(session: Session, deed: Callable[[], None]) -> None:
    """Do `deed` once the transaction is safely stored: mail and workers must not see what was rolled back."""
    event.listen(session, "after_commit", lambda _session: deed(), once=True)


def insert_once(session: Session, row: SQLModel) -> bool:
    """Insert a row unless its key is there already; tell whether it was inserted.

    One statement does both: to look first and insert afterwards stores a thing twice when two requests
    come at once. Asked by RETURNING: the row count of an INSERT is not to be trusted on every driver.
    """
    table = inspect(type(row)).local_table
    insert = sqlite.insert if engine().dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(row.model_dump()).on_conflict_do_nothing()
    returned = session.connection().execute(statement.returning(*table.primary_key.columns))
    return returned.first() is not None


def forget_bytes() -> None:
    """Take what was deleted out of the database's files; waits a second at most for those who use them.

    SQLite overwrites deleted rows (`secure_delete`), but its write-ahead log still holds them. PostgreSQL
    leaves them in the table until it is written anew, and in the order they came: by key it tells nothing.
    """
    raw = engine().raw_connection()  # neither can run inside the transaction that `connect` begins
    try:
        if engine().dialect.name == "sqlite":
            _empty_log(raw.cursor())
        else:
            _rewrite_tables(raw)
    finally:
        raw.close()


def _empty_log(cursor: DBAPICursor) -> None:
    cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_WAIT_MS}")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.execute(f"PRAGMA busy_timeout={LOCK_WAIT_S * 1000}")


def _rewrite_tables(raw: PoolProxiedConnection) -> None:
    """Write PostgreSQL's tables anew, sorted by their random keys; busy ones wait for the next time."""
    connection = raw.driver_connection
    assert isinstance(connection, psycopg.Connection)  # noqa: S101 - the only PostgreSQL driver we install
    connection.autocommit = True
    try:
        connection.execute(f"SET lock_timeout = {CHECKPOINT_WAIT_MS}")
        for table in FORGETFUL:
            connection.execute(
                sql.SQL("CLUSTER {} USING {}").format(*map(sql.Identifier, (table, f"pk_{table}")))
            )
    except psycopg.errors.LockNotAvailable:
        log.info("tables busy, their deleted rows wait for the next sweep")
    finally:
        connection.execute("SET lock_timeout = DEFAULT")
        connection.autocommit = False

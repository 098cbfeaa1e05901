"""PostgreSQL: one server, on which the agents of several machines work.

A writing transaction takes one lock of the whole ledger before anything else, as SQLite's do: what reads first and then
decides, such as which batch a file belongs to or what the head of the chain of events is, would otherwise have to know
of every other writer. It is held for milliseconds. Readers take none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from config.errors import DatabaseAway, StorageFull, UsageError

CHANNEL = "sohoa"
"""On which every commit is announced."""
WRITERS = 0x50_4A
"""Number of the writers' lock in this database; any would do, all programs on it must take the same."""
CONNECT_SECONDS = 10
_DRIVER = "postgresql+psycopg"
_FULL = ("53100", "53200")
"""SQLSTATE: disk full, out of memory. Source: PostgreSQL documentation, Appendix A."""


class PostgresDatabase:
    """One database of a server, by its URL ``postgresql://user@host/name``."""

    shared = True

    def __init__(self, url: str) -> None:
        """Raises `UsageError` for what is no such URL."""
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise _wrong(url) from error
        if parsed.get_backend_name() != "postgresql":
            raise _wrong(url)
        self._url: URL = parsed.set(drivername=_DRIVER)

    @property
    def name(self) -> str:
        """The URL without its password, for people."""
        return self._url.set(drivername="postgresql").render_as_string(hide_password=True)

    def engine(self) -> Engine:
        """See `archive.database.port.Database`."""
        engine = create_engine(
            self._url,
            pool_pre_ping=True,  # a server that was restarted has forgotten the connections of the pool
            isolation_level="REPEATABLE READ",
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            if connection.get_execution_options().get("writes", False):
                # READ COMMITTED: what was committed while it waited for the lock must be seen.
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
                connection.exec_driver_sql(f"NOTIFY {CHANNEL}")  # is sent with the commit, or never

        return engine

    @contextmanager
    def errors(self) -> Iterator[None]:
        """See `archive.database.port.Database`."""
        try:
            yield
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", None)
            if state in _FULL:
                raise StorageFull(home=self.name) from error
            if error.connection_invalidated or state is None or state.startswith(("08", "57P")):
                raise DatabaseAway(database=self.name, problem=_first_line(error.orig)) from error
            raise

    def size(self) -> int:
        """See `archive.database.port.Database`."""
        with self.errors(), psycopg.connect(_address(self._url), connect_timeout=CONNECT_SECONDS) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0

    def watch(self) -> PostgresWatch:
        """See `archive.database.port.Database`."""
        return PostgresWatch(self._url)


class PostgresWatch:
    """See `archive.database.port.Watch`. While the server is away something may always be new."""

    def __init__(self, url: URL) -> None:
        self._address = _address(url)
        self._connection: psycopg.Connection[Any] | None = None
        self._heard = False

    def changed(self) -> bool:
        """Whether there may be something new; the first time always."""
        try:
            if self._connection is None:
                self._connection = psycopg.connect(self._address, autocommit=True, connect_timeout=CONNECT_SECONDS)
                self._connection.add_notify_handler(self._hear)
                self._connection.execute(f"LISTEN {CHANNEL}")
                return True
            self._heard = False
            self._connection.execute("SELECT 1")  # what was announced until now comes with the answer
            return self._heard
        except psycopg.OperationalError:
            self._close()
            return True

    def _hear(self, _notice: psycopg.Notify) -> None:
        self._heard = True

    def __enter__(self) -> PostgresWatch:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _address(url: URL) -> str:
    """As the driver takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _wrong(url: str) -> UsageError:
    return UsageError(
        vi=f"Địa chỉ cơ sở dữ liệu “{url}” sai; hãy ghi dạng postgresql://nguoi_dung@may_chu/ten.",
        en=f"The address of the database “{url}” is wrong; write it as postgresql://user@host/name.",
    )


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]

"""SQLite: a file in the home, for the processes of one machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from config.errors import HomeNotWritable, StorageFull
from config.home import Home

BUSY_SECONDS = 10
"""How long a writer waits for another before it gives up."""
CONNECTIONS = 32
"""That are kept, and may come on top: requests of the desk have one each, and nobody waits for another's."""


class SqliteDatabase:
    """The file ``ledger.sqlite`` of one home."""

    shared = False

    def __init__(self, home: Home) -> None:
        self._home = home

    def engine(self) -> Engine:
        """See `archive.database.port.Database`."""
        engine = create_engine(
            f"sqlite:///{self._home.ledger}",
            connect_args={"timeout": BUSY_SECONDS},
            pool_size=CONNECTIONS,
            max_overflow=CONNECTIONS,
            pool_use_lifo=True,  # what was used last has the pages of the file at hand
        )

        @event.listens_for(engine, "connect")
        def prepare(connection: sqlite3.Connection, _record: object) -> None:
            connection.isolation_level = None  # transactions are begun below, not guessed by the driver
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            # One that reads first and then writes fails at once, whatever the timeout: writers say so at the start.
            writes = connection.get_execution_options().get("writes", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine

    @contextmanager
    def errors(self) -> Iterator[None]:
        """See `archive.database.port.Database`."""
        try:
            yield
        except OperationalError as error:
            code = getattr(error.orig, "sqlite_errorname", "")
            if code == "SQLITE_FULL":
                raise StorageFull(home=self._home.path) from error
            if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                raise HomeNotWritable(home=self._home.path, problem=str(error.orig)) from error
            raise

    def size(self) -> int:
        """With the log beside it, which may for a while be larger than itself."""
        return sum(path.stat().st_blocks * 512 for path in self._home.path.glob(f"{self._home.ledger.name}*"))

    def watch(self) -> SqliteWatch:
        """See `archive.database.port.Database`."""
        return SqliteWatch(self._home)


class SqliteWatch:
    """See `archive.database.port.Watch`.

    Looking twice a second with a query for each thing that may have changed cost an idle agent more than one per cent
    of a core. Source: https://www.sqlite.org/pragma.html#pragma_data_version
    """

    def __init__(self, home: Home) -> None:
        self._connection = sqlite3.connect(f"{home.ledger.as_uri()}?mode=ro", uri=True, isolation_level=None)
        self._version: int | None = None

    def changed(self) -> bool:
        """Whether there may be something new; the first time always."""
        before, self._version = self._version, self._connection.execute("PRAGMA data_version").fetchone()[0]
        return self._version != before

    def __enter__(self) -> SqliteWatch:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

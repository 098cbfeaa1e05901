"""The ledger: one database that says what came, what became of it, and what is still to be done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from archive.events import Happening, seal
from archive.migrations import HEAD, upgrade
from config.clock import Clock, system_clock
from config.errors import HomeNotWritable, LedgerTooNew, StorageFull
from config.home import Home

BUSY_SECONDS = 10
"""How long a writer waits for another before it gives up."""


class Recording(Session):
    """A session whose transaction may record events; they are sealed when it commits."""

    def __init__(self, bind: Engine, clock: Clock) -> None:
        super().__init__(bind, expire_on_commit=False)
        self.now = clock()
        """One time for everything that this transaction writes."""
        self._happenings: list[Happening] = []

    def record(self, kind: str, subject: str, **data: Any) -> None:
        """Record that ``kind`` happened to ``subject``."""
        self._happenings.append(Happening(self.now, kind, subject, data))

    def commit_sealed(self) -> None:
        """Seal the recorded events and commit."""
        self.flush()
        seal(self, self._happenings)
        self.commit()


class Ledger:
    """Transactions on the database of one home. Safe to share between threads, not between processes."""

    def __init__(self, engine: Engine, clock: Clock, home: Home) -> None:
        self._readers = engine
        self._writers = engine.execution_options(writes=True)
        self._clock = clock
        self._home = home

    @classmethod
    def open(cls, home: Home, clock: Clock | None = None) -> Ledger:
        """The ledger of ``home``, made or brought to the present tables where needed.

        Raises `LedgerTooNew` for one that a later version wrote.
        """
        ledger = cls(_sqlite(home), clock or system_clock, home)
        if ledger._revision() != HEAD:
            ledger._migrate()
        return ledger

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one moment of the ledger and changes nothing."""
        with Session(self._readers, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def write(self) -> Iterator[Recording]:
        """A transaction that is committed, with its events sealed, when the block ends without an error."""
        with _plain_errors(self._home), Recording(self._writers, self._clock) as session:
            yield session
            session.commit_sealed()

    def watch(self) -> LedgerWatch:
        """Eyes on the ledger for one thread: whether anything was committed, for next to nothing."""
        return LedgerWatch(self._home)

    def close(self) -> None:
        """Give back the connections."""
        self._readers.dispose()

    def _revision(self) -> str | None:
        with self._readers.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def _migrate(self) -> None:
        with _plain_errors(self._home), self._writers.begin() as connection:
            known = upgrade(connection)
        if not known:
            raise LedgerTooNew(revision=self._revision())


class LedgerWatch:
    """Says whether any process has committed anything since it was last asked; for one thread. A context manager.

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

    def __enter__(self) -> LedgerWatch:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _sqlite(home: Home) -> Engine:
    engine = create_engine(f"sqlite:///{home.ledger}", connect_args={"timeout": BUSY_SECONDS})

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
def _plain_errors(home: Home) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        code = getattr(error.orig, "sqlite_errorname", "")
        if code == "SQLITE_FULL":
            raise StorageFull(home=home.path) from error
        if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise HomeNotWritable(home=home.path, problem=str(error.orig)) from error
        raise

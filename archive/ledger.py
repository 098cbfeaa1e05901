"""The ledger: one database that says what came, what became of it, and what is still to be done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from archive.database import Database, Watch, database_of
from archive.events import Happening, seal
from archive.migrations import HEAD, upgrade
from config.clock import Clock, system_clock
from config.errors import LedgerTooNew, SohoaError
from config.home import Home
from config.settings import QualitySettings, load_settings

TURN_SECONDS = 10.0
"""How long a thread waits for the others of its process before it asks the database itself."""


class Recording(Session):
    """A session whose transaction may record events; they are sealed when it commits."""

    def __init__(self, bind: Engine, clock: Clock, home: Home, quality: QualitySettings) -> None:
        super().__init__(bind, expire_on_commit=False)
        self.home = home
        """Where the rules lie that hold for what is written."""
        self.quality = quality
        """From where on a scan is bad."""
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

    def __init__(self, database: Database, clock: Clock, home: Home, quality: QualitySettings) -> None:
        self._database = database
        self._home = home
        self._readers = database.engine()
        self._writers = self._readers.execution_options(writes=True)
        self._clock = clock
        self._quality = quality
        self._turn = threading.Lock()

    @classmethod
    def open(cls, home: Home, clock: Clock | None = None, database: Database | None = None) -> Ledger:
        """The ledger of ``home``, made or brought to the present tables where needed.

        ``database``: None for the one that the home's settings name. Raises `LedgerTooNew` for a ledger that a later
        version wrote, `DatabaseAway`, and what `load_settings` raises.
        """
        settings = load_settings(home.path)
        chosen = database or database_of(home, settings.database)
        ledger = cls(chosen, clock or system_clock, home, settings.quality)
        try:
            with chosen.errors():
                revision = ledger._revision()
            if revision != HEAD:
                ledger._migrate()
        except SohoaError:
            ledger.close()
            raise
        return ledger

    @property
    def shared(self) -> bool:
        """Whether other machines may work on it."""
        return self._database.shared

    @property
    def size(self) -> int:
        """Bytes that it takes on its disk. Raises `DatabaseAway`."""
        return self._database.size()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one moment of the ledger and changes nothing."""
        with self._database.errors(), Session(self._readers, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def write(self) -> Iterator[Recording]:
        """A transaction that is committed, with its events sealed, when the block ends without an error."""
        with (
            self._in_turn(),
            self._database.errors(),
            Recording(self._writers, self._clock, self._home, self._quality) as session,
        ):
            yield session
            session.commit_sealed()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """One writer of this process after the other: the database lets its writers nap and look again.

        Whoever would wait for too long goes on, and is told so by the database.
        """
        mine = self._turn.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if mine:
                self._turn.release()

    def watch(self) -> Watch:
        """Eyes on the ledger for one thread: whether anything was committed, for next to nothing."""
        return self._database.watch()

    def close(self) -> None:
        """Give back the connections."""
        self._readers.dispose()

    def _revision(self) -> str | None:
        with self._readers.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def _migrate(self) -> None:
        with self._database.errors(), self._writers.begin() as connection:
            known = upgrade(connection)
        if not known:
            raise LedgerTooNew(revision=self._revision())

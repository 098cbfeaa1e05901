"""The ledger: its tables, its transactions, its refusals."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateIndex, CreateTable

from archive.archive import Archive, open_archive
from archive.ledger import Ledger
from archive.migrations import HEAD
from archive.models import Base, Batch, BatchState
from config.errors import LedgerTooNew
from config.home import Home


def batch(key: str, at: datetime) -> Batch:
    return Batch(key=key, desk="d", state=BatchState.READING, received_at=at)


def test_the_migrations_make_the_tables_of_the_models(archive: Archive) -> None:
    with archive.ledger.read() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Base.metadata) == []


def test_the_tables_are_such_as_postgresql_knows() -> None:
    from sqlalchemy.dialects import postgresql

    for table in Base.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=postgresql.dialect()))


def test_opening_again_finds_what_was_written(home: Home) -> None:
    now = datetime(2026, 8, 4, 2, 30, tzinfo=UTC)
    with open_archive(home) as first, first.ledger.write() as work:
        work.add(batch("k" * 64, now))
    with open_archive(home) as second, second.ledger.read() as session:
        assert session.query(Batch).one().received_at == now


def test_many_may_open_a_new_home_at_once(home: Home) -> None:
    home.open()
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            Ledger.open(home).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_ledger_of_a_later_version_is_refused(home: Home) -> None:
    with open_archive(home) as archive, archive.ledger.write() as work:
        work.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerTooNew, match="9999"), open_archive(home):
        pass


def test_the_head_is_written_down(archive: Archive) -> None:
    with archive.ledger.read() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_a_time_without_a_zone_is_refused(archive: Archive) -> None:
    with pytest.raises(StatementError, match="without a zone"), archive.ledger.write() as work:
        work.add(batch("k" * 64, datetime(2026, 8, 4)))
        work.flush()


def test_a_reader_sees_one_moment_while_another_writes(archive: Archive) -> None:
    now = datetime(2026, 8, 4, tzinfo=UTC)
    with archive.ledger.read() as session:
        assert session.query(Batch).count() == 0
        with archive.ledger.write() as work:
            work.add(batch("k" * 64, now))
        assert session.query(Batch).count() == 0
    with archive.ledger.read() as session:
        assert session.query(Batch).count() == 1


def test_writers_that_read_first_wait_for_each_other_instead_of_failing(archive: Archive) -> None:
    now = datetime(2026, 8, 4, tzinfo=UTC)
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(10):
                with archive.ledger.write() as work:
                    work.query(Batch).count()
                    work.add(batch(f"{name}{number}", now))
                    work.record("test.written", name)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(f"writer{n}-",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with archive.ledger.read() as session:
        assert session.query(Batch).count() == 40


def test_a_watch_tells_of_every_commit_and_of_nothing_else(archive: Archive) -> None:
    with archive.ledger.watch() as eyes, open_archive(archive.home) as another:
        assert eyes.changed()
        assert not eyes.changed()
        for committing in (archive, another):
            with committing.ledger.write() as work:
                work.add(batch(f"k{id(committing)}", work.now))
            assert eyes.changed()
            assert not eyes.changed()
        with archive.ledger.read() as session:
            session.get(Batch, 1)
        assert not eyes.changed()

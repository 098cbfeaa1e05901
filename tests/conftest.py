"""Fixtures that many tests share: a fresh home and its archive, on the database that the run is about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from archive.archive import Archive, open_archive
from config.home import Home

settings.register_profile("sohoa", deadline=None)
settings.load_profile("sohoa")  # how long an example takes says how busy the machine is, and nothing else

ON_POSTGRESQL = "SOHOA_TEST_POSTGRESQL"
"""Set: every home of a test has its ledger on a PostgreSQL server that is started for the run."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of what only SQLite has, or of two homes with a ledger each, do not run where there is one server."""
    if os.environ.get(ON_POSTGRESQL):
        for item in items:
            if mark := item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason=f"only with SQLite: {mark.args[0]}"))


@pytest.fixture(scope="session", autouse=True)
def postgresql_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The server of the run, and an empty ledger of the present tables; None where the run is about SQLite."""
    if not os.environ.get(ON_POSTGRESQL):
        yield None
        return
    from archive.database.postgresql import PostgresDatabase
    from archive.ledger import Ledger
    from tests.postgres import postgres_server, programs

    found = programs()
    assert found, "PostgreSQL is not installed: apt-get install postgresql"
    with postgres_server(found) as server:
        template = server.create()
        Ledger.open(Home(tmp_path_factory.mktemp("none")), database=PostgresDatabase(server.url(template))).close()
        yield server, template


@pytest.fixture(autouse=True)
def database(postgresql_template: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A ledger for this test and the processes that it starts."""
    if postgresql_template is None:
        yield
        return
    from tests.postgres import Server

    assert isinstance(postgresql_template, tuple)
    server, template = postgresql_template
    assert isinstance(server, Server)
    name = server.create(template)
    monkeypatch.setenv("SOHOA_DATABASE__URL", server.url(name))
    yield
    server.drop(name)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def archive(home: Home) -> Iterator[Archive]:
    with open_archive(home) as opened:
        yield opened

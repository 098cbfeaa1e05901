"""Which database a home has: by its settings."""

from __future__ import annotations

from archive.database.port import Database
from archive.database.sqlite import SqliteDatabase
from config.errors import MissingDriver
from config.home import Home
from config.settings import DatabaseSettings


def database_of(home: Home, settings: DatabaseSettings) -> Database:
    """The database of ``home``. Raises `MissingPart` where what it needs is not installed."""
    if not settings.url:
        return SqliteDatabase(home)
    try:
        from archive.database.postgresql import PostgresDatabase  # its driver is not needed otherwise
    except ImportError as error:
        raise MissingDriver from error
    return PostgresDatabase(settings.url)

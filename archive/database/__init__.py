"""The databases that a ledger can lie in: SQLite in the home of one machine, PostgreSQL for several machines."""

from archive.database.choose import database_of
from archive.database.port import Database, Watch

__all__ = ["Database", "Watch", "database_of"]

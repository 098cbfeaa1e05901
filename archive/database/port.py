"""What the ledger needs of a database, whichever it is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol

from sqlalchemy import Engine


class Watch(Protocol):
    """Says whether any process has committed anything since it was last asked; for one thread. A context manager."""

    def changed(self) -> bool:
        """Whether there may be something new; the first time always."""
        ...

    def __enter__(self) -> Watch: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...


class Database(Protocol):
    """One database. Writing transactions of it follow one another; readers see one moment and wait for nobody."""

    @property
    def shared(self) -> bool:
        """Whether machines that cannot see each other's processes may work on it."""
        ...

    def engine(self) -> Engine:
        """A new pool of connections. Who begins a transaction with the execution option ``writes`` may write."""
        ...

    def errors(self) -> AbstractContextManager[None]:
        """Make of the database's own errors those that people understand: `StorageFull`, `HomeNotWritable` …"""
        ...

    def size(self) -> int:
        """Bytes that it takes on its disk."""
        ...

    def watch(self) -> Watch:
        """Eyes on it, for next to nothing."""
        ...

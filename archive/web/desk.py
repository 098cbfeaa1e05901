"""What every request works on: one archive, and what this process keeps beside it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import HTTPConnection

from archive.archive import Archive
from archive.search.reader import IndexReader
from archive.web.clerk.kept import Kept
from archive.web.page_image import PageImages
from archive.web.recently import Recently
from archive.web.scribe import Scribe
from archive.web.security.sessions import Lifetime
from archive.web.templates import Pages
from config.clock import Clock
from config.settings import WebSettings


@dataclass
class Desk:
    """One desk in the browser."""

    archive: Archive
    settings: WebSettings
    clock: Clock
    """For sessions and pauses; what is written into the chain has the ledger's own."""
    pages: Pages
    images: PageImages
    viewed: Recently
    """Who looked at which dossier a moment ago: its page images need not each be told."""
    scribe: Scribe
    """Writes down who looked at what."""
    kept: Kept = field(default_factory=Kept)
    _readers: threading.local = field(default_factory=threading.local)

    @property
    def lifetime(self) -> Lifetime:
        """How long sessions live."""
        return Lifetime.of(self.settings)

    @property
    def secure(self) -> bool:
        """Whether it is reached through TLS alone."""
        return self.settings.tls_cert is not None

    @property
    def cookie(self) -> str:
        """Name of the session's cookie; with this prefix browsers take it over TLS from this host alone."""
        return "__Host-sohoa" if self.secure else "sohoa"

    @property
    def reader(self) -> IndexReader:
        """A reader of the index for the thread that asks."""
        if not hasattr(self._readers, "reader"):
            self._readers.reader = IndexReader(self.archive.home)
        return cast(IndexReader, self._readers.reader)


def desk_of(connection: HTTPConnection) -> Desk:
    """The desk to which a request came."""
    return cast(Desk, connection.app.state.desk)

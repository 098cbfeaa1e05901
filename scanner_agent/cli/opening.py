"""What every command begins with: the archive of the chosen home, the log, the language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from archive.archive import Archive, open_archive
from config.home import Home
from config.logs import set_up_logging
from config.messages import use_language


@contextmanager
def opened(context: typer.Context) -> Iterator[Archive]:
    """The archive that the command line names."""
    home: Home = context.obj
    with open_archive(home) as archive:
        use_language(archive.settings.language)
        set_up_logging(home)
        yield archive

"""What every command begins with: the archive of the chosen home, the log, the language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from archive.archive import Archive, open_archive
from config.home import Home
from config.logs import set_up_logging
from config.messages import use_language
from config.settings import load_settings


@contextmanager
def opened(context: typer.Context) -> Iterator[Archive]:
    """The archive that the command line names."""
    home: Home = context.obj
    with open_archive(home) as archive:
        use_language(archive.settings.language)
        set_up_logging(home)
        yield archive


def speaking(context: typer.Context) -> Home:
    """The home that the command line names, neither made nor opened, once people are spoken to in its language."""
    home: Home = context.obj
    use_language(load_settings(home.path).language)
    return home

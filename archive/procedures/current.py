"""The catalogue as it stands in a home at this moment, read again only when a file of it has changed."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from config.errors import WrongDataFile
from config.procedures import Catalogue, load_catalogue

log = logging.getLogger(__name__)

Stamp = tuple[tuple[str, int, int], ...]


def current_catalogue(folder: Path) -> Catalogue:
    """The packaged catalogue overruled by ``folder``. Where a file there is wrong, what is packaged alone holds.

    Work must go on then; commands that are about procedures, and ``sohoa doctor``, tell of the mistake.
    """
    return _loaded(folder, _stamp(folder))


def _stamp(folder: Path) -> Stamp:
    """What changes when a file does."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(found)


@lru_cache(maxsize=4)
def _loaded(folder: Path, _stamp: Stamp) -> Catalogue:
    try:
        return load_catalogue(folder)
    except WrongDataFile as error:
        log.warning("%s", error.sentence("en"))
        return load_catalogue(folder / "none")

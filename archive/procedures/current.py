"""The catalogue as it stands in a home at this moment, read again only when a file of it has changed."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from config.datafile import Stamp, stamp
from config.errors import WrongDataFile
from config.procedures import Catalogue, load_catalogue

log = logging.getLogger(__name__)


def current_catalogue(folder: Path) -> Catalogue:
    """The packaged catalogue overruled by ``folder``. Where a file there is wrong, what is packaged alone holds.

    Work must go on then; commands that are about procedures, and ``sohoa doctor``, tell of the mistake.
    """
    return _loaded(folder, stamp(folder))


@lru_cache(maxsize=4)
def _loaded(folder: Path, _stamp: Stamp) -> Catalogue:
    try:
        return load_catalogue(folder)
    except WrongDataFile as error:
        log.warning("%s", error.sentence("en"))
        return load_catalogue(folder / "none")

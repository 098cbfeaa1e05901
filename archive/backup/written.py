"""What the administrator writes into a home: settings, procedures, years of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.backup.copying import write_synced
from archive.store import sync_folder
from config.home import PRIVATE, Home


def copy_written(source: Path, target: Path) -> None:
    """Copy those files from one home, or snapshot of one, to another; ``target`` is there. Raises `StorageFull`."""
    for path in _written(source):
        place = target / path.relative_to(source)
        if not place.parent.is_dir():
            place.parent.mkdir(mode=PRIVATE)
            sync_folder(target)
        write_synced(place, path.read_bytes())


def _written(home: Path) -> Iterator[Path]:
    layout = Home(home)
    if layout.settings.is_file():
        yield layout.settings
    for folder in (layout.procedures, layout.calendar):
        yield from sorted(folder.glob("*.toml"))

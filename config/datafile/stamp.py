"""Whether the files of a folder are still those that were read."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]


def stamp(folder: Path) -> Stamp:
    """What changes when a data file of ``folder`` comes, goes or is written: names, times of writing and sizes."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(found)

"""The generations of the index: which one answers, which one waits to, and which may go.

Each is a folder of its own below ``HOME/index``. Two small files point at them: `CURRENT` names the one that is asked,
`NEXT` a finished one that the engine is to take over. A pointer is replaced as a whole, so that a reader finds the old
name or the new one and never half of one.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.search.schema import SCHEMA_VERSION
from archive.store import sync_folder
from config.home import PRIVATE, Home
from ocr.text.fold import FOLD_VERSION

CURRENT = "CURRENT"
NEXT = "NEXT"
ABOUT = "generation.json"
"""Of which versions a generation was made; it is written last, when the empty index is there."""

_NAME = re.compile(r"g-([0-9]{6,})")


@dataclass(frozen=True, slots=True)
class Versions:
    """What decides whether an index and a query understand each other; by default the present ones."""

    schema: int = SCHEMA_VERSION
    fold: int = FOLD_VERSION


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations of one home."""

    root: Path

    @classmethod
    def of(cls, home: Home) -> Generations:
        """Those of ``home``."""
        return cls(home.index)

    def folder(self, name: str) -> Path:
        """Where the generation of this name lies."""
        return self.root / name

    def current(self) -> str | None:
        """The name of the generation that answers; None: there is none."""
        return self._pointed_at(CURRENT)

    def next(self) -> str | None:
        """The name of a finished generation of the present versions that waits to be adopted.

        `NEXT` stays when it was: who removed it could remove what another process has just offered.
        """
        name, current = self._pointed_at(NEXT), self.current()
        if name is None or (current and _number(name) <= _number(current)):
            return None
        return name if self.versions(name) == Versions() else None

    def signature(self) -> tuple[int, int] | None:
        """Changes with every change of `CURRENT`; None: there is none."""
        try:
            status = (self.root / CURRENT).stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def adopt(self, name: str) -> None:
        """Let ``name`` answer from now on, and remove the generations before it.

        A cut between leaves folders that the next call removes. Readers that are asking an old one keep its files open.
        """
        self._point(CURRENT, name)
        for other in self.names():
            if _number(other) < _number(name):
                self.remove(other)

    def offer(self, name: str) -> None:
        """Let ``name`` wait to be adopted."""
        self._point(NEXT, name)

    def begin(self) -> str:
        """Make the folder of a new generation, without an index in it; its name was never used for another."""
        taken = [*self.names(), *filter(None, map(self._pointed_at, (CURRENT, NEXT)))]
        name = f"g-{1 + max(map(_number, taken), default=0):06}"
        self.folder(name).mkdir(mode=PRIVATE)
        sync_folder(self.root)
        return name

    def describe(self, name: str) -> None:
        """Write down that a generation is made of the present versions."""
        about = json.dumps(asdict(Versions()))
        _replace(self.folder(name) / ABOUT, about)

    def versions(self, name: str) -> Versions | None:
        """Of which versions it was made; None where it was not even begun in order."""
        try:
            about = json.loads((self.folder(name) / ABOUT).read_text(encoding="utf-8"))
            return Versions(int(about["schema"]), int(about["fold"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def pending(self) -> list[str]:
        """Generations that are being built, or that a killed build left, newest first."""
        pointed = {self.current(), self.next()}
        return [name for name in sorted(self.names(), key=_number, reverse=True) if name not in pointed]

    def names(self) -> Iterator[str]:
        """All generations that have a folder."""
        for path in list(self.root.iterdir()) if self.root.is_dir() else ():
            if _NAME.fullmatch(path.name) and path.is_dir():
                yield path.name

    def remove(self, name: str) -> None:
        """Remove a generation's folder; what cannot be removed now goes the next time."""
        shutil.rmtree(self.folder(name), ignore_errors=True)

    def _pointed_at(self, pointer: str) -> str | None:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            name = (self.root / pointer).read_text(encoding="ascii").strip()
            return name if _NAME.fullmatch(name) else None
        return None

    def _point(self, pointer: str, name: str) -> None:
        _replace(self.root / pointer, f"{name}\n")


def adopted(home: Home, name: str) -> bool:
    """Whether the generation ``name`` answers, or one that came after it."""
    current = Generations.of(home).current()
    return current is not None and _number(current) >= _number(name)


def _number(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def _replace(path: Path, text: str) -> None:
    """Write a small file so that a power cut leaves the old or the new one."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(path.parent)

"""What all servers have in common: the ways in which a scanner delivers, and those in which it fails to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from enum import Enum
from pathlib import Path
from stat import S_ISREG


class Cut(Enum):
    """How an upload breaks off."""

    FIN = "the connection is closed as at the end of a file"
    RST = "the connection is reset"
    KILL = "the client is killed"


class DropServer(ABC):
    """A running server. ``name`` is always the one that the client asks for, below ``root``."""

    cuts: frozenset[Cut]
    """Those that this protocol knows."""
    autorenames = False
    """Whether a name that is there already gets a number after its suffix, `NAME.tif.1`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        """Where files arrive: the drop folder of a source."""
        self.said: dict[Cut, str] = {}
        """What the server answered to the last upload that was cut in each way; nobody hears it where it is killed."""

    @abstractmethod
    def put(self, content: bytes, name: str) -> None:
        """Upload a whole file; a file of that name is treated as the server treats it."""

    @abstractmethod
    def append(self, content: bytes, name: str) -> None:
        """Write more to the end of a file that is there, opened and closed anew."""

    @abstractmethod
    def rename(self, name: str, to: str) -> None:
        """Have the server rename a file."""

    @abstractmethod
    def make_folder(self, name: str) -> None:
        """Have the server make a folder."""

    @abstractmethod
    def remove_folder(self, name: str) -> None:
        """Have the server remove an empty folder."""

    @abstractmethod
    def cut(self, content: bytes, name: str, after: int, how: Cut) -> None:
        """Begin to upload, and break off when at least ``after`` bytes of ``content`` have been written."""

    def put_renamed(self, content: bytes, name: str, temporary: str) -> None:
        """Upload under another name and rename, as careful clients do."""
        self.put(content, temporary)
        self.rename(temporary, name)

    def put_in_pieces(self, pieces: list[bytes], name: str) -> None:
        """A file that grows, closed after each piece."""
        self.put(pieces[0], name)
        for piece in pieces[1:]:
            self.append(piece, name)

    def written(self) -> int:
        """Bytes of the file below the root that was written last, whatever the server calls it meanwhile."""
        found = [(0, 0)]
        for path in self.root.rglob("*"):
            with suppress(FileNotFoundError):  # renamed or taken in between
                status = path.lstat()
                found += [(status.st_mtime_ns, status.st_size)] if S_ISREG(status.st_mode) else []
        return max(found)[1]

"""ZIP: a filing as one archive. Its files are read from it one by one; no name in it ever becomes a path.

The directory is judged before anything is unpacked: number of files, what they unpack to, overlaps, encryption. What
is unpacked is then held against what the directory said, and against its check sum.
"""

from __future__ import annotations

import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from config.errors import CorruptFile, EncryptedFile, RejectedFile, TruncatedFile, UnsupportedImage
from config.names import natural_key, printable
from ocr.decode.budget import Budget

_END = b"PK\x05\x06"
_END_SIZE, _LONGEST_COMMENT = 22, 0xFFFF
_LONGEST_ROW = 4096
"""Bytes of the directory for each file that the budget allows: names of 255 bytes need a tenth."""
_ENCRYPTED = 1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BLOCK = 1 << 20
_LONGEST_SHOWN = 80
_NOT_FILED = ("__MACOSX/",)
_NOT_FILES = {"thumbs.db", "desktop.ini"}
"""What Windows and macOS add unasked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a ZIP."""

    name: str
    """Printable and shortened: for people."""
    info: zipfile.ZipInfo


class Archive:
    """An opened ZIP whose directory was believed."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._opened = opened
        self.names = frozenset(opened.namelist())

    def entries(self) -> list[Entry]:
        """Its files in natural order of their names, folders as part of them."""
        infos = [info for info in self._opened.infolist() if _is_filed(info)]
        infos.sort(key=lambda info: [natural_key(part) for part in info.filename.split("/")])
        return [Entry(_shown(info.filename), info) for info in infos]

    @contextmanager
    def unpacked(self, entry: Entry) -> Iterator[IO[bytes]]:
        """The bytes of one file, as a file that goes away.

        Raises `EncryptedFile`, `UnsupportedImage` for an unusual compression, `CorruptFile`.
        """
        if entry.info.flag_bits & _ENCRYPTED:
            raise EncryptedFile
        if entry.info.compress_type not in _METHODS:
            raise UnsupportedImage(kind=f"ZIP, {entry.info.compress_type}")
        with tempfile.TemporaryFile() as plain:
            try:
                with self._opened.open(entry.info) as packed:
                    while block := packed.read(_BLOCK):
                        plain.write(block)
            except RejectedFile:
                raise
            except OSError:
                raise  # a full disk is nobody's file's fault
            except Exception as error:  # zipfile and zlib throw anything on damaged entries
                raise CorruptFile(problem=f"ZIP: {type(error).__name__}") from error
            if plain.tell() != entry.info.file_size:
                raise CorruptFile(problem="ZIP: size")
            plain.seek(0)
            yield plain


@contextmanager
def opened(file: IO[bytes], size: int, budget: Budget) -> Iterator[Archive]:
    """The ZIP ``file`` of ``size`` bytes.

    Raises `TruncatedFile` without a directory at its end, `TooManyEntries`, `UnpacksTooLarge`, `CorruptFile`.
    """
    _check_directory(file, size, budget)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except Exception as error:  # on a broken directory zipfile throws anything, down to struct.error
        raise CorruptFile(problem=f"ZIP: {type(error).__name__}") from error
    with archive:
        infos = archive.infolist()
        budget.check_entries(len(infos))
        budget.check_unpacked(sum(info.file_size for info in infos), size)
        if sum(info.compress_size for info in infos) > size:
            raise CorruptFile(problem="ZIP: files overlap")
        yield Archive(archive)


def _check_directory(file: IO[bytes], size: int, budget: Budget) -> None:
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise TruncatedFile(page=1)
    count, length, _, comment = struct.unpack_from("<HIIH", tail, at + 10)
    if len(tail) - at != _END_SIZE + comment:
        raise CorruptFile(problem="ZIP: something follows it")  # such as a PDF, in which others would see other pages
    budget.check_entries(count)
    if length > _LONGEST_ROW * budget.max_entries:
        raise CorruptFile(problem="ZIP: directory")


def _is_filed(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not (info.is_dir() or hidden or info.filename.startswith(_NOT_FILED) or parts[-1].casefold() in _NOT_FILES)


def _shown(name: str) -> str:
    shown = printable(name)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"

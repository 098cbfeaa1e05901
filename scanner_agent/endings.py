"""Does a file end as its format ends, and is anybody still writing it? A look at a few bytes, and at the kernel."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import struct
from pathlib import Path
from typing import BinaryIO

_TAIL = 1024


def ends_properly(path: Path) -> bool:
    """Whether the last bytes are those with which the format ends, so that no more is to be expected.

    This proves nothing about what lies between; decoding does, later. False for a TIFF of several pages, which ends
    properly after each of them, and for what is not known here. Raises `OSError`.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read(_TAIL)
        if head.startswith(b"\xff\xd8"):
            return tail.rstrip(b"\0").endswith(b"\xff\xd9")
        if head == b"\x89PNG\r\n\x1a\n":
            return tail[-8:-4] == b"IEND"
        if head.startswith(b"BM"):
            return len(head) == 8 and struct.unpack_from("<I", head, 2)[0] <= size
        if head.startswith(b"%PDF"):
            return b"%%EOF" in tail
        if head[:4] in (b"II*\0", b"MM\0*"):
            return _is_one_page_tiff(stream, head, size)
    return False


def holds_pages(path: Path) -> bool:
    """Whether the format is one to which pages can be added: PDF or TIFF. Raises `OSError`."""
    with path.open("rb") as stream:
        return stream.read(4) in (b"%PDF", b"II*\0", b"MM\0*")


def _is_one_page_tiff(stream: BinaryIO, head: bytes, size: int) -> bool:
    """Whether the chain of directories has one member. Source: TIFF 6.0, section 2."""
    if len(head) < 8:
        return False
    order = "<" if head.startswith(b"II") else ">"
    (offset,) = struct.unpack_from(order + "I", head, 4)
    stream.seek(offset)
    count = stream.read(2)
    if len(count) < 2 or not 8 <= offset < size:
        return False
    stream.seek(12 * int(struct.unpack(order + "H", count)[0]), os.SEEK_CUR)
    return stream.read(4) == b"\0\0\0\0"


def is_being_written(path: Path) -> bool:
    """Whether some process has the file open for writing; False where the system does not tell.

    A read lease is given only on a file that nobody has open for writing; it is given back at once. Linux gives one
    to the file's owner and to root, on local file systems. Source: fcntl(2), "Leases".
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False


def survive_lease_breaks() -> None:
    """Who opens a file for writing while it is leased makes the kernel send a signal, whose default is death."""
    signal.signal(signal.SIGIO, signal.SIG_IGN)

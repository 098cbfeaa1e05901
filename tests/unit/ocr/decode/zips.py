"""ZIP files as people and attackers make them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of ``files``, in the order given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def locked(archive: bytes) -> bytes:
    """``archive`` with every file marked as encrypted."""
    for mark, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = archive.find(mark)
        while at >= 0:
            flags = archive[at + flags_at] | 1
            archive = archive[: at + flags_at] + bytes([flags]) + archive[at + flags_at + 1 :]
            at = archive.find(mark, at + 4)
    return archive

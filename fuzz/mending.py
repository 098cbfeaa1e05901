"""Check sums of spoilt files set right: a decoder that stops at the first of them shows nothing of itself."""

from __future__ import annotations

import struct
import zlib

_PNG_HEAD = 8
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def png(data: bytes) -> bytes:
    """A PNG whose chunks have the check sums of what they hold, as far as their lengths can be followed."""
    mended, at = bytearray(data), _PNG_HEAD
    while at + 12 <= len(mended):
        (length,) = struct.unpack_from(">I", mended, at)
        end = at + 8 + length
        if end + 4 > len(mended):
            break
        struct.pack_into(">I", mended, end, zlib.crc32(mended[at + 4 : end]))
        at = end + 4
    return bytes(mended)


def archive(data: bytes) -> bytes:
    """A ZIP whose stored files have the check sums of what they hold, in both places where these stand."""
    mended, at = bytearray(data), data.find(_CENTRAL)
    while 0 <= at <= len(mended) - 46:
        method, size = struct.unpack_from("<H", mended, at + 10)[0], struct.unpack_from("<I", mended, at + 20)[0]
        (local,) = struct.unpack_from("<I", mended, at + 42)
        if method == 0 and mended[local : local + 4] == _LOCAL and local + 30 <= len(mended):
            start = local + 30 + sum(struct.unpack_from("<HH", mended, local + 26))
            check = struct.pack("<I", zlib.crc32(mended[start : start + size]))
            mended[at + 16 : at + 20] = mended[local + 14 : local + 18] = check
        at = data.find(_CENTRAL, at + 4)
    return bytes(mended)

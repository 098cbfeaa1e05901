"""The segments of a JPEG stream (ITU-T T.81, Annex B), read without decoding anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.errors import CorruptFile, TruncatedFile, UnsupportedImage

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
_SOS, _APP14, _DAC = 0xDA, 0xEE, 0xCC
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_EVERYWHERE = frozenset((0xC0, 0xC1, 0xC2))
"""Baseline, extended and progressive, Huffman-coded: what every PDF reader decodes."""
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
# Within entropy-coded data 0xFF is followed by 0 (a stuffed byte), a restart marker, or another 0xFF (filling).
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the headers of a JPEG stream say."""

    width: int
    height: int
    bits: int
    components: int
    coding: int
    """The marker of the frame: 0xC0 baseline, 0xC2 progressive, …"""
    adobe: int | None
    """Colour transform of the Adobe segment; None without one."""
    end: int
    """Offset behind the EOI marker; what follows is not part of the image."""

    @property
    def decodes_everywhere(self) -> bool:
        """Whether the stream may go into a PDF as it is."""
        return self.coding in _EVERYWHERE and self.bits == 8 and self.components in (1, 3, 4)


def read_frame(data: bytes, page: int = 1) -> Frame:
    """The headers of the JPEG stream ``data``, which must reach to its EOI marker.

    Raises `TruncatedFile` of ``page`` where the stream ends before that, `CorruptFile` where it is no JPEG stream,
    `UnsupportedImage` where its height is unknown.
    """
    if not data.startswith(SOI):
        raise CorruptFile(problem="JPEG: no SOI")
    frame: tuple[int, int, int, int, int] | None = None
    adobe: int | None = None
    at = 2
    while True:
        marker, at = _marker(data, at, page)
        if marker == EOI[1]:
            break
        if marker in _STANDALONE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        if at + max(length, 2) > len(data):
            raise _broken(data, page)
        at += max(length, 2)
        if marker in _FRAMES and frame is None:
            frame = _frame(marker, body)
        elif marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
            adobe = body[11]
        elif marker == _SOS:
            found = _NEXT_MARKER.search(data, at)
            if found is None:
                raise _broken(data, page)
            at = found.start()
    if frame is None:
        raise CorruptFile(problem="JPEG: no frame")
    coding, bits, height, width, components = frame
    if not height:
        raise UnsupportedImage(kind="JPEG, DNL")
    return Frame(width, height, bits, components, coding, adobe, at)


def without_junk(data: bytes) -> bytes:
    """The JPEG stream ``data`` (which `read_frame` has accepted) without bytes that lie between its headers.

    Programs that edit metadata leave them behind. They are no part of the image, but readers complain of them as of
    damage, which they could hide.
    """
    kept, at = [SOI], 2
    while True:
        marker, after = _marker(data, at, 1)
        if marker in (_SOS, EOI[1]):
            return b"".join((*kept, data[after - 2 :]))
        length = 0 if marker in _STANDALONE else int.from_bytes(data[after : after + 2], "big")
        at = after + length
        kept.append(data[after - 2 : at])


def _broken(data: bytes, page: int) -> TruncatedFile | CorruptFile:
    """Segments run over the end: the stream was cut, or it has its end and is damaged before it."""
    if data.rstrip(b"\x00").endswith(EOI):
        return CorruptFile(problem="JPEG: segments overlap")
    return TruncatedFile(page=page)


def _marker(data: bytes, at: int, page: int) -> tuple[int, int]:
    start = at
    while at < len(data) and data[at] != 0xFF:
        at += 1  # libjpeg, too, skips what stands between segments
    while at < len(data) and data[at] == 0xFF:
        at += 1
    if at >= len(data):
        raise _broken(data, page)
    if at - start > 1 << 16:
        raise CorruptFile(problem="JPEG: no marker")
    return data[at], at + 1


def _frame(marker: int, body: bytes) -> tuple[int, int, int, int, int]:
    if len(body) < 6:
        raise CorruptFile(problem="JPEG: frame header")
    return marker, body[0], int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big"), body[5]

"""Strips of a page that are JPEG streams each, told as one stream, without decoding anything.

Every strip begins with fresh predictions, and so does what follows a restart marker (ITU-T T.81, E.1.4): with a restart
after each strip, the entropy-coded data of all of them is that of the whole page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from ocr.decode.jpeg_markers import EOI

_SEQUENTIAL = (0xC0, 0xC1)
_SOS, _DRI, _RST0 = 0xDA, 0xDD, 0xD0
_BLOCK = 8
_MOST_UNITS = 0xFFFF
"""A restart interval has two bytes."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """One stream, taken apart."""

    head: bytes
    """Everything before the scan, with a height of 0."""
    height_at: int
    """Where in ``head`` the height stands."""
    scan_head: bytes
    coded: bytes
    rows: int
    unit_rows: int
    """Rows of one coded unit."""
    units_across: int

    @classmethod
    def read(cls, stream: bytes) -> Self | None:
        """Take ``stream`` (which `read_frame` has accepted) apart; None where it is not coded in one simple scan."""
        at, frame = 2, -1
        while stream[at + 1] != _SOS:
            marker, length = stream[at + 1], int.from_bytes(stream[at + 2 : at + 4], "big")
            if stream[at] != 0xFF or length < 2 or marker == _DRI:
                return None
            if marker in _SEQUENTIAL:
                frame = at
            at += 2 + length
        if frame < 0 or stream[at] != 0xFF:
            return None
        coded_at = at + 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
        coded = stream[coded_at:].removesuffix(EOI)
        if len(coded) == len(stream) - coded_at or _has_marker(coded):
            return None
        body = stream[frame + 4 : at]
        components = body[5]
        across, down = (body[7] >> 4, body[7] & 15) if components > 1 else (1, 1)
        width = int.from_bytes(body[3:5], "big")
        if not across or not down:
            return None
        return cls(
            head=stream[: frame + 5] + b"\0\0" + stream[frame + 7 : at],
            height_at=frame + 5,
            scan_head=stream[at:coded_at],
            coded=coded,
            rows=int.from_bytes(body[1:3], "big"),
            unit_rows=_BLOCK * down,
            units_across=-(-width // (_BLOCK * across)),
        )


def joined(streams: Sequence[bytes]) -> tuple[bytes, int] | None:
    """The page whose strips, from top to bottom, are ``streams``, and the rows of a strip.

    None where they cannot be told as one: with other tables each, or a height that cuts through what is coded together.
    """
    strips = [strip for strip in map(_Strip.read, streams) if strip is not None]
    if len(strips) != len(streams) or len(strips) < 2:
        return None
    first = strips[0]
    units = first.units_across * (first.rows // first.unit_rows)
    height = sum(strip.rows for strip in strips)
    alike = all((strip.head, strip.scan_head) == (first.head, first.scan_head) for strip in strips)
    even = all(strip.rows == first.rows for strip in strips[:-1]) and first.rows % first.unit_rows == 0
    if not alike or not even or strips[-1].rows > first.rows or not 0 < units <= _MOST_UNITS or height > 0xFFFF:
        return None
    head = first.head[: first.height_at] + height.to_bytes(2, "big") + first.head[first.height_at + 2 :]
    restart = bytes((0xFF, _DRI, 0, 4)) + units.to_bytes(2, "big")
    parts = [head, restart, first.scan_head, first.coded]
    for number, strip in enumerate(strips[1:]):
        parts += [bytes((0xFF, _RST0 + number % 8)), strip.coded]
    return b"".join((*parts, EOI)), first.rows


def _has_marker(coded: bytes) -> bool:
    """Whether something but stuffed bytes stands in entropy-coded data."""
    return coded.count(b"\xff") != coded.count(b"\xff\x00")

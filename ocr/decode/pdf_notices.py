"""What a PDF carries besides its pages: scripts and actions, attachments, digital signatures. Noticed, never obeyed.

All is told from the structure alone. Of a signature that means: whether it covers the file to its last byte, not
whether it is genuine, who signed, or whether its certificate can be trusted; that takes a verifier and the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

import pikepdf

from ocr.decode.guard import decoding

ACTIVE_CONTENT = "active_content"
"""Scripts, actions that start or send something, rich media."""
ATTACHMENTS = "attachments"
"""Files within the file; they are no pages."""
SIGNED = "signed"
"""The byte range of a signature covers the whole file (ISO 32000-1, 12.8.1)."""
SIGNED_CHANGED = "signed_changed"
"""There are signatures, and bytes that none of them covers: something was added after signing."""

_ACTIVE_ACTIONS = frozenset(
    (
        *("/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/GoTo3DView"),
        *("/SubmitForm", "/ImportData", "/GoToE"),
    )
)
"""ISO 32000-1, table 198, without what only moves the view or opens a link in a browser."""
_ACTIVE_ANNOTATIONS = frozenset(("/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"))
_ACTIVE_KEYS = ("/JavaScript", "/JS", "/AA")
_MOST_VALUES = 500_000
"""Dictionaries and arrays looked at: a second for each hundred thousand. Whole files of 2,000 pages have fewer."""
_Range = tuple[int, int, int]
_NOTHING: _Range = (0, 0, 0)
_LONGEST_SIGNATURE = 1 << 20
"""Bytes: certificates, time stamps and revocation lists take 10,000 to 100,000."""
_HEXADECIMAL = re.compile(rb"<[0-9A-Fa-f\s]*>")
_WHITE = b"\0\t\n\f\r "


def notices(file: IO[bytes], size: int) -> frozenset[str]:
    """The flags of the PDF ``file`` of ``size`` bytes; none where it cannot be opened. Raises nothing for its content.

    ``file`` stays open.
    """
    try:
        file.seek(0)
        with decoding(), pikepdf.open(cast(BinaryIO, file), suppress_warnings=True) as pdf:
            found, ranges = _look_through(pdf)
        if ranges:
            found.add(SIGNED if _covers_all(file, size, max(ranges, key=_end)) else SIGNED_CHANGED)
        return frozenset(found)
    except Exception:  # pikepdf throws anything on broken files; whether this one is refused is not decided here
        return frozenset()


def _look_through(pdf: pikepdf.Pdf) -> tuple[set[str], list[_Range]]:
    """Flags, and the byte range of each signature."""
    found, ranges = set[str](), list[_Range]()
    for value in _dictionaries(pdf):
        if value.get("/S") in _ACTIVE_ACTIONS or value.get("/Subtype") in _ACTIVE_ANNOTATIONS:
            found.add(ACTIVE_CONTENT)
        if any(key in value for key in _ACTIVE_KEYS):
            found.add(ACTIVE_CONTENT)
        if "/EF" in value or "/EmbeddedFiles" in value or value.get("/Type") == "/EmbeddedFile":
            found.add(ATTACHMENTS)
        if "/ByteRange" in value and "/Contents" in value:
            ranges.append(_byte_range(value["/ByteRange"]))
    return found, ranges


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, each once: those of its objects and those written within them."""
    left = _MOST_VALUES
    for top in pdf.objects:
        waiting: list[Any] = [top]
        while waiting and left > 0:
            value = waiting.pop()
            left -= 1
            if isinstance(value, pikepdf.Array):
                inner = list(value.as_list())
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                yield value
                inner = [each for _, each in value.items()]
            else:
                continue
            # What is referred to is an object of its own: without this, circles would not end.
            waiting += [each for each in inner if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _byte_range(value: Any) -> _Range:
    """End of the first covered piece, start and length of the second; what covers nothing where it is not that."""
    numbers = [int(number) for number in value.as_list()]
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers) < 0 or numbers[1] > numbers[2]:
        return _NOTHING
    return numbers[1], numbers[2], numbers[3]


def _end(covered: _Range) -> int:
    return covered[1] + covered[2]


def _covers_all(file: IO[bytes], size: int, covered: _Range) -> bool:
    """Whether only the signature's own hexadecimal string lies between the pieces, and nothing after them."""
    gap_start, gap_end, length = covered
    if covered == _NOTHING or gap_end + length > size or gap_end - gap_start > _LONGEST_SIGNATURE:
        return False
    file.seek(gap_start)
    between = file.read(gap_end - gap_start).strip(_WHITE)
    file.seek(gap_end + length)
    after = file.read(_LONGEST_SIGNATURE)
    return _HEXADECIMAL.fullmatch(between) is not None and not after.strip(_WHITE)

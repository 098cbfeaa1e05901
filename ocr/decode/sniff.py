"""What a file is, by its first bytes: names and suffixes lie."""

from __future__ import annotations

from typing import Literal

from config.errors import UnknownFormat

Kind = Literal["jpeg", "png", "bmp", "tiff", "pdf", "webp", "gif", "jp2", "heif", "zip", "ole", "rtf"]

HEAD = 1024
"""Bytes to look at. A PDF header may stand anywhere within them (ISO 32000-1, Annex H, note 13)."""

_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"%PDF-", "pdf"),
    (b"BM", "bmp"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x00\x00\x00\x0cjP  ", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
)
_HEIF_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"))
"""Still pictures coded as HEVC (ISO 23008-12, annex B); AVIF and videos have other brands."""

_KNOWN_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%!PS", "PostScript"),
    (b"AT&TFORM", "DjVu"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
)


def kind_of(head: bytes) -> Kind:
    """The kind of a file that begins with ``head`` (at least `HEAD` bytes of it, or all).

    Raises `UnknownFormat`.
    """
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "heif"
    if b"%PDF-" in head[:HEAD]:
        return "pdf"
    raise UnknownFormat(found=_describe(head))


def _describe(head: bytes) -> str:
    for start, name in _KNOWN_OTHERS:
        if head.startswith(start):
            return name
    if head[4:8] == b"ftyp":
        return "video"
    try:
        head[: HEAD - 4].decode("utf-8")
    except UnicodeDecodeError:
        return head[:8].hex(" ")
    return head[:8].hex(" ") if b"\x00" in head else "text"

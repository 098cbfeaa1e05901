"""A PDF file written front to back: every object goes out as it comes, only its offset is remembered.

So a dossier of any length needs the memory of one page, and its bytes depend on nothing but what is written.
Syntax: ISO 32000-1, 7.3 (objects) and 7.5 (file structure).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Ref:
    """The number of an indirect object."""

    number: int


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


Value = bool | int | float | str | bytes | Name | Ref | Sequence["Value"] | Mapping[str, "Value"] | None

_REGULAR = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+.:")


def number(value: float, places: int = 4) -> str:
    """A real as PDF writes it: no exponent, no trailing zeros."""
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def serialise(value: Value) -> bytes:
    """The PDF syntax of a value: `str` is a text string, `bytes` a byte string in hexadecimal."""
    match value:
        case None:
            return b"null"
        case bool():
            return b"true" if value else b"false"
        case Name():
            return b"/" + b"".join(bytes([c]) if c in _REGULAR else b"#%02X" % c for c in value.encode("utf-8"))
        case Ref(number=n):
            return b"%d 0 R" % n
        case int():
            return b"%d" % value
        case float():
            return number(value).encode("ascii")
        case str():
            return _text_string(value)
        case bytes():
            return b"<" + value.hex().encode("ascii") + b">"
        case Mapping():
            entries = b" ".join(serialise(Name(key)) + b" " + serialise(item) for key, item in value.items())
            return b"<< " + entries + b" >>"
        case _:
            return b"[" + b" ".join(serialise(item) for item in value) + b"]"


def _text_string(text: str) -> bytes:
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode("ascii") + b")"
    return serialise(b"\xfe\xff" + text.encode("utf-16-be", "replace"))


class PdfFile:
    """Writes one PDF 1.7 file to ``out``, which stands at its beginning."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._position = 0
        self._hash = hashlib.sha256()
        self._offsets: list[int | None] = [None]
        self._emit(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> Ref:
        """A number for an object that will be written later."""
        self._offsets.append(None)
        return Ref(len(self._offsets) - 1)

    def add(self, value: Value, ref: Ref | None = None) -> Ref:
        """Write an indirect object, under a reserved number or the next one."""
        return self._object(serialise(value), ref)

    def add_stream(
        self, data: bytes, entries: Mapping[str, Value], *, compress: bool = False, ref: Ref | None = None
    ) -> Ref:
        """Write a stream object; ``compress`` adds FlateDecode, otherwise ``entries`` name the filter, if any."""
        if compress:
            data, entries = zlib.compress(data, 9), {**entries, "Filter": Name("FlateDecode")}
        head = serialise({**entries, "Length": len(data)})
        return self._object(head + b"\nstream\n" + data + b"\nendstream", ref)

    def finish(self, root: Ref, info: Ref) -> None:
        """Write the cross-reference table and the trailer; ``/ID`` is a hash of all that precedes it."""
        if None in self._offsets[1:]:
            raise ValueError(f"object {self._offsets.index(None, 1)} was reserved and never written")
        identity = self._hash.digest()[:16]
        start = self._position
        rows = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets[1:] if offset is not None)
        self._emit(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets) + rows)
        trailer: dict[str, Value] = {"Size": len(self._offsets), "Root": root, "Info": info, "ID": [identity, identity]}
        self._emit(b"trailer\n" + serialise(trailer) + b"\nstartxref\n%d\n%%%%EOF\n" % start)

    def _object(self, body: bytes, ref: Ref | None) -> Ref:
        ref = ref or self.reserve()
        if self._offsets[ref.number] is not None:
            raise ValueError(f"object {ref.number} was written already")
        self._offsets[ref.number] = self._position
        self._emit(b"%d 0 obj\n" % ref.number)
        self._emit(body)
        self._emit(b"\nendobj\n")
        return ref

    def _emit(self, data: bytes) -> None:
        self._out.write(data)
        self._hash.update(data)
        self._position += len(data)

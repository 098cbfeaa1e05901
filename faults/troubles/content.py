"""Files that are broken, or mean harm, among good ones."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf

from faults.cell import Cell
from faults.papers import page, pdf_states
from faults.troubles.trouble import trouble
from faults.verdict import Fate


def _among_good_ones(cell: Cell, bad: dict[str, bytes]) -> None:
    cell.watch()
    cell.job(2)
    for name, content in bad.items():
        cell.server.put(content, name)
        cell.expect(name, content, fate=Fate.ASIDE)
    cell.job(2, 8)


@trouble("broken files among good ones", "broken ones are set aside with a reason, good ones stored")
def broken(cell: Cell) -> None:
    whole, pdf = page(cell.new_page()), pdf_states([cell.new_page()])[0]
    holes = whole[: len(whole) // 3] + bytes(len(whole) // 3) + whole[-2:]
    _among_good_ones(
        cell,
        {
            "SCN_0003.jpg": whole[: len(whole) // 2] + b"\xff\xd9",
            "SCN_0004.jpg": holes,
            "SCN_0005.pdf": pdf[: len(pdf) // 2],
            "SCN_0006.tif": b"II*\0" + struct.pack("<I", 1 << 20) + bytes(400),
        },
    )


@trouble("encrypted PDF among good files", "it is set aside with a reason, good ones stored")
def encrypted(cell: Cell) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_states([cell.new_page()])[0])) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user="user"))
    _among_good_ones(cell, {"SCN_0003.pdf": locked.getvalue()})


@trouble("hostile files among good ones", "they are set aside with a reason or left alone, good ones stored")
def hostile(cell: Cell) -> None:
    (cell.drop / "shadow.jpg").symlink_to("/etc/shadow")
    cell.stays.append("shadow.jpg")
    _among_good_ones(
        cell,
        {
            "SCN_0003.png": _bomb(),
            "SCN_0004.jpg": b"PK\x03\x04" + bytes(2000),
            "SCN_0005.jpg": b"#!/bin/sh\necho harm\n",
            "SCN_0006.pdf": b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\n" * 50 + b"%%EOF",
        },
    )


def _bomb() -> bytes:
    """A PNG of a few bytes that says it is 60000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body

"""Files as scanners deliver them, drawn for the tests of this folder."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from ocr.decode import Budget, split
from ocr.page import PageImage

ROOMY = Budget(max_pixels=50_000_000, max_pages=100, max_bytes=200_000_000)


def sheet(width: int = 240, height: int = 340, mode: str = "L", seed: int = 0) -> Image.Image:
    """A page without any symmetry: dark blocks in rows, one heavy corner, a little noise."""
    random = np.random.default_rng(seed)
    grey = np.full((height, width), 245, np.uint8)
    for top in range(height // 10, height - height // 8, height // 12):
        grey[top : top + height // 30, width // 8 : width // 8 + int(random.integers(width // 4, width * 3 // 4))] = 20
    grey[: height // 6, : width // 5] = 40
    grey[height // 3 : height // 3 + 9, : width // 10] = 120
    if mode == "1":
        return Image.fromarray(grey).point(lambda value: 255 if value > 128 else 0).convert("1")
    noisy = (grey.astype(int) + random.integers(-9, 9, grey.shape)).clip(0, 255).astype(np.uint8)
    if mode == "L":
        return Image.fromarray(noisy)
    colour = np.stack([noisy, np.roll(noisy, 7, 1), 255 - noisy // 2], axis=-1)
    return Image.fromarray(colour.astype(np.uint8)).convert(mode)


def written(image: Image.Image, kind: str, **options: Any) -> bytes:
    """``image`` as a file of ``kind``."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def array(image: Image.Image) -> NDArray[np.uint8]:
    """The pixels of ``image`` as `ocr.decode.pixels` would give them."""
    return np.array(image.convert("L") if image.mode == "1" else image, dtype=np.uint8)


def pages_of(folder: Path, data: bytes, budget: Budget = ROOMY, name: str = "scan.dat") -> list[PageImage]:
    """All pages of the file ``data``."""
    path = folder / name
    path.write_bytes(data)
    return list(split(path, budget))


def tiff_strip(data: bytes, page: int = 0) -> bytes:
    """The first strip of a page of the TIFF ``data``."""
    with Image.open(io.BytesIO(data)) as opened:
        opened.seek(page)
        offset, count = opened.tag_v2[273][0], opened.tag_v2[279][0]  # type: ignore[attr-defined]
    return data[offset : offset + count]


def png_chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def scanned_pdf(
    image: bytes,
    dictionary: dict[str, Any],
    content: bytes = b"q 240 0 0 340 0 0 cm /Im0 Do Q",
    box: tuple[float, float, float, float] = (0, 0, 240, 340),
    rotate: int = 0,
    **page_entries: Any,
) -> bytes:
    """A PDF of one page whose only XObject is ``image`` with ``dictionary``."""
    pdf = pikepdf.new()
    stream = pikepdf.Stream(pdf, image)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    for key, value in dictionary.items():
        stream[key] = value
    page = pdf.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
    page.obj.MediaBox = pikepdf.Array([*box])
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(stream)))
    page.obj.Contents = pdf.make_stream(content)
    if rotate:
        page.obj.Rotate = rotate
    for key, value in page_entries.items():
        page.obj["/" + key] = value(pdf) if callable(value) else value
    target = io.BytesIO()
    # Raw streams stay as they are: these files stand for what a scanner wrote.
    pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


def jpeg_dictionary(image: Image.Image) -> dict[str, Any]:
    """The PDF dictionary of ``image`` as JPEG."""
    spaces = {"L": pikepdf.Name.DeviceGray, "RGB": pikepdf.Name.DeviceRGB, "CMYK": pikepdf.Name.DeviceCMYK}
    return {
        "/Width": image.width,
        "/Height": image.height,
        "/BitsPerComponent": 8,
        "/ColorSpace": spaces[image.mode],
        "/Filter": pikepdf.Name.DCTDecode,
    }

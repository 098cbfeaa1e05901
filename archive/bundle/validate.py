"""Judges a finished file: PDF/A by pikepdf's validator, and what that validator does not look at by our own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import pdfa
from PIL import Image

from archive.bundle.font import ROWS
from archive.bundle.image import COMPONENTS
from archive.bundle.source import Verdict
from ocr.decode.guard import decoding

PROFILE = "2b"
VALIDATOR = f"pikepdf.pdfa {pikepdf.__version__}"
WIDTH_TOLERANCE = 1.0
"""Thousandths of the font size by which a stated width may differ from the glyph's (ISO 19005-2, 6.2.11.5)."""
_DEVICE_COMPONENTS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}


def validate(path: Path) -> Verdict:
    """The verdict on the file at ``path``, read anew from its bytes; a broken file is a verdict, not an error."""
    report = pdfa.validate_written(path, PROFILE)
    problems = [f"{finding.rule} at {finding.where}: {finding.message}" for finding in report.findings]
    if not problems:
        with pikepdf.open(path) as pdf:
            problems.extend(_own_findings(pdf))
    return Verdict(PROFILE, not problems, VALIDATOR, tuple(problems))


def _own_findings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the validator lets pass: it decodes no image, and reads neither ToUnicode nor widths closely."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        resources: Any = page.obj.get("/Resources", {})
        for kind, judge in _JUDGES.items():
            for thing in resources.get(kind, {}).values():
                if thing.objgen not in seen:
                    seen.add(thing.objgen)
                    yield from (f"page {number}: {finding}" for finding in _judged(judge, thing))


def _judged(judge: Callable[[Any], Iterator[str]], thing: Any) -> list[str]:
    try:
        return list(judge(thing))
    except Exception as error:  # Pillow, fontTools and pikepdf raise anything on what is broken: that is a finding
        return [f"cannot be judged: {type(error).__name__}: {error}"]


def _judge_image(image: Any) -> Iterator[str]:
    if image.get("/Subtype") != "/Image":
        return
    stated = _components_of_space(image.get("/ColorSpace"))
    if image.get("/Filter") == "/DCTDecode":
        with decoding(), Image.open(io.BytesIO(image.read_raw_bytes())) as jpeg:
            found, size = COMPONENTS.get(jpeg.mode), jpeg.size
        if found != stated:
            yield f"JPEG of {found} components in a colour space of {stated}"
        if size != (image.Width, image.Height):
            yield f"JPEG of {size} pixels is said to have {(int(image.Width), int(image.Height))}"


def _components_of_space(space: Any) -> int | None:
    if isinstance(space, pikepdf.Array):
        return int(space[1].N) if space[0] == "/ICCBased" else _DEVICE_COMPONENTS.get(str(space[0]))
    return _DEVICE_COMPONENTS.get(str(space))


def _judge_font(font: Any) -> Iterator[str]:
    if "/ToUnicode" not in font:
        yield "font without ToUnicode"
        return
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL):
        rows = len(re.findall(rb"<[0-9A-Fa-f]*>\s*<", block))
        if rows > ROWS:
            yield f"ToUnicode block of {rows} rows"
    if "/DescendantFonts" in font:
        yield from _judge_widths(font.DescendantFonts[0])


def _judge_widths(font: Any) -> Iterator[str]:
    with TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()), lazy=True) as program:
        order, units = program.getGlyphOrder(), program["head"].unitsPerEm
        advances = program["hmtx"].metrics
        numbers = font.CIDToGIDMap.read_bytes()
        for cid, width in _stated_widths(font.W):
            glyph = order[int.from_bytes(numbers[2 * cid : 2 * cid + 2], "big")]
            if abs(width - 1000 * advances[glyph][0] / units) > WIDTH_TOLERANCE:
                yield f"width of code {cid} is {width}, of its glyph {1000 * advances[glyph][0] / units:.0f}"


def _stated_widths(array: Any) -> Iterator[tuple[int, float]]:
    """The (code, width) pairs of a W array of the form ``first [w w w …]``, the one that is written here."""
    for first, widths in zip(list(array)[::2], list(array)[1::2], strict=True):
        for i, width in enumerate(widths):
            yield int(first) + i, float(width)


_JUDGES: dict[str, Callable[[Any], Iterator[str]]] = {"/XObject": _judge_image, "/Font": _judge_font}

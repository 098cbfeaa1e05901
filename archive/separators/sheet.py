"""Separator sheets as a PDF: everything that a machine or a person looks for stands on each of them twice.

A feeder tears sheets, so each half, upper and lower, left and right, has a QR code; the upper and the lower half can
each be read by a person as well. Lengths are millimetres from the top left corner of an A4 page.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.bundle.font import TextFont
from archive.bundle.pdf_file import Name, PdfFile, Ref, number
from archive.linking.separator_sheet import PATCH_T, TITLES
from archive.separators.bars import INCH, Bar, code_39, patch_t, qr
from config.codes import Separator, check_digits, format_separator

WIDTH, HEIGHT = 210.0, 297.0
POINT = INCH / 72
MARGIN = 14.0
QR_SIDE = 36.0
CODE_39_WIDTH, CODE_39_HEIGHT = 52.0, 15.0
PATCH_LENGTH = 56.0
COLUMN = 138.0
"""Width of the print, between the patches at the sides."""
FOR_THE_CLERK = "Đặt tờ này trước trang đầu của hồ sơ: máy tự tách và gắn mã; tờ này không vào hồ sơ."


def separator_sheets(separators: Sequence[Separator], font: Path) -> bytes:
    """A PDF of one A4 page for each of them, in order; the same separators and font give the same bytes.

    Its print is set in ``font``, and in the bold cut where that lies beside it. Raises `MissingFont`.
    """
    out = io.BytesIO()
    pdf = PdfFile(out)
    root, pages, fonts = pdf.reserve(), pdf.reserve(), (pdf.reserve(), pdf.reserve())
    plain, bold = TextFont(font), TextFont(_bold(font))
    kids = [_page(pdf, _content(each, plain, bold), pages, fonts) for each in separators]
    pdf.add({"Type": Name("Pages"), "Kids": kids, "Count": len(kids)}, pages)
    for each, ref in zip((plain, bold), fonts, strict=True):
        each.write(pdf, ref)
    pdf.add({"Type": Name("Catalog"), "Pages": pages, "Lang": "vi-VN"}, root)
    pdf.finish(root, pdf.add({"Title": " · ".join(TITLES)}))
    return out.getvalue()


def _bold(font: Path) -> Path:
    bold = font.with_name(f"{font.stem}-Bold{font.suffix}")
    return bold if bold.is_file() else font


def _page(pdf: PdfFile, content: bytes, pages: Ref, fonts: tuple[Ref, Ref]) -> Ref:
    return pdf.add(
        {
            "Type": Name("Page"),
            "Parent": pages,
            "MediaBox": [0.0, 0.0, WIDTH / POINT, HEIGHT / POINT],
            "Resources": {"Font": {"Plain": fonts[0], "Bold": fonts[1]}},
            "Contents": pdf.add_stream(content, {}, compress=True),
        }
    )


def _content(separator: Separator, plain: TextFont, bold: TextFont) -> bytes:
    """Marks at the edges, print in the middle: once for each half, and between them the line for the clerk."""
    sheet = _Sheet(plain, bold)
    payload, far_x, far_y = format_separator(separator), WIDTH - MARGIN, HEIGHT - MARGIN
    sheet.fill(qr(payload, MARGIN, MARGIN, QR_SIDE))
    sheet.fill(qr(payload, far_x - QR_SIDE, far_y - QR_SIDE, QR_SIDE))
    sheet.fill(code_39(PATCH_T, far_x - CODE_39_WIDTH, MARGIN, CODE_39_WIDTH, CODE_39_HEIGHT))
    sheet.fill(code_39(PATCH_T, MARGIN, far_y - CODE_39_HEIGHT, CODE_39_WIDTH, CODE_39_HEIGHT))
    sheet.fill(patch_t(WIDTH, HEIGHT, PATCH_LENGTH))
    sheet.write(PATCH_T, far_x - CODE_39_WIDTH / 2, MARGIN + CODE_39_HEIGHT + 4, 9)
    sheet.write(PATCH_T, MARGIN + CODE_39_WIDTH / 2, far_y - CODE_39_HEIGHT - 1.5, 9)
    for top in (59.0, 179.0):
        _naming(sheet, separator, top)
    middle = HEIGHT / 2
    sheet.fill(Bar((WIDTH - COLUMN) / 2, middle + off, COLUMN, 0.25) for off in (-10, 7))
    sheet.write(FOR_THE_CLERK, WIDTH / 2, middle, 12, most=COLUMN)
    return sheet.content


def _naming(sheet: _Sheet, separator: Separator, top: float) -> None:
    """What a person reads: title, code, check digits, and how many sheets are to follow."""
    code = separator.code
    sheet.write(TITLES[0], WIDTH / 2, top + 8, 33, most=COLUMN, bold=True)
    sheet.write(TITLES[1], WIDTH / 2, top + 21, 26, most=COLUMN, bold=True)
    sheet.write(code.text, WIDTH / 2, top + 44, 40, most=COLUMN, bold=True)
    sheet.write(f"Số kiểm tra / check: {check_digits(code)}", WIDTH / 2, top + 57, 15)
    if separator.sheets:
        sheet.write(f"Số tờ / sheets: {separator.sheets}", WIDTH / 2, top + 67, 22, bold=True)


class _Sheet:
    """The content stream of one page."""

    def __init__(self, plain: TextFont, bold: TextFont) -> None:
        self._fonts = {"Plain": plain, "Bold": bold}
        self._parts: list[str] = []

    @property
    def content(self) -> bytes:
        """Everything that was drawn."""
        return "\n".join(self._parts).encode("ascii")

    def fill(self, bars: Iterable[Bar]) -> None:
        """Black rectangles, as one path: no seams show where they meet."""
        for bar in bars:
            corner = (bar.x, HEIGHT - bar.y - bar.h, bar.w, bar.h)
            self._parts.append(" ".join(number(length / POINT) for length in corner) + " re")
        self._parts.append("f")

    def write(self, text: str, x: float, y: float, size: float, *, most: float = 0.0, bold: bool = False) -> None:
        """A line centred on ``x``, its baseline at ``y``, in ``size`` points, or less to be no wider than ``most``."""
        name = "Bold" if bold else "Plain"
        font = self._fonts[name]
        width = font.shape(text).width * POINT
        if most:
            size = min(size, most / width)
        left = (x - size * width / 2) / POINT
        place = " ".join(number(value) for value in (left, (HEIGHT - y) / POINT))
        self._parts.append(f"BT /{name} {number(size)} Tf {place} Td <{font.encode(text).hex()}> Tj ET")

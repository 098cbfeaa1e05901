"""PDF files: scanned pages come out as the scanner's image, all others are drawn.

Nothing in a PDF is obeyed: scripts, actions, attachments and links are not even looked at.
"""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any, BinaryIO, cast

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf import PdfReader

from config.errors import CorruptFile, EncryptedFile, RejectedFile, TruncatedFile
from ocr.decode import keep, pdf_annotations, pdf_image, pdf_render
from ocr.decode.budget import Budget
from ocr.decode.guard import decoding, distrusting
from ocr.decode.pdf_place import Rect, placement
from ocr.decode.pdf_scan import only_image
from ocr.page import PageImage

_TAIL = 4096
_PAGE = re.compile(rb"/Type\s*/Page\b")

# What these libraries complain of is judged here; without a handler Python would print it.
for _library in ("pypdf", "pypdfium2"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def pages(file: IO[bytes], size: int, budget: Budget) -> Iterator[PageImage]:
    """The pages of the PDF ``file`` of ``size`` bytes. Raises subclasses of `config.errors.RejectedFile`."""
    _check_end(file, size)
    try:
        document = _open(file)
    except EncryptedFile:
        # Revision 5 with an empty password for the reader: qpdf opens it, PDFium does not.
        with _decrypted(file) as plain, closing(_open(plain)) as unlocked:
            yield from _each(plain, unlocked, budget)
        return
    with closing(document):
        if pdfium_c.FPDF_GetSecurityHandlerRevision(document) >= 0:
            with _decrypted(file) as plain, closing(_open(plain)) as unlocked:
                yield from _each(plain, unlocked, budget)
        else:
            yield from _each(file, document, budget)


def _check_end(file: IO[bytes], size: int) -> None:
    """Raises `TruncatedFile` where the end of a PDF is missing: readers would rebuild what came and be silent."""
    file.seek(max(0, size - _TAIL))
    if b"startxref" in file.read(_TAIL):
        return
    file.seek(0)
    found = sum(len(_PAGE.findall(block)) for block in iter(lambda: file.read(1 << 20), b""))
    raise TruncatedFile(page=max(1, found))


def _open(file: IO[bytes]) -> pdfium.PdfDocument:
    file.seek(0)
    try:
        document = pdfium.PdfDocument(file)
        document.init_forms()  # without it the fields of a form stay empty; these builds of PDFium run no scripts
        return document
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedFile from error
        raise CorruptFile(problem="PDF: cannot be opened") from error


def _decrypted(file: IO[bytes]) -> IO[bytes]:
    """A copy that needs no password, to be closed by the caller; the streams within are those of ``file``."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115
    file.seek(0)
    try:
        with distrusting("PDF"), _unlocked(file) as locked:
            locked.save(copy, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    except RejectedFile:
        copy.close()
        raise
    copy.seek(0)
    return copy


def _unlocked(file: IO[bytes]) -> pikepdf.Pdf:
    try:
        return pikepdf.open(cast(BinaryIO, file))
    except pikepdf.PasswordError as error:
        raise EncryptedFile from error


def _each(file: IO[bytes], document: pdfium.PdfDocument, budget: Budget) -> Iterator[PageImage]:
    count = len(document)
    budget.check_pages(count)
    file.seek(0)
    with distrusting("PDF"), decoding():
        reader = PdfReader(file)
        structured = len(reader.pages)
    if not count or structured != count:
        raise CorruptFile(problem=f"PDF: {structured} or {count} pages")
    for ordinal in range(count):
        page = reader.pages[ordinal]
        _check_images(page, budget)
        scan = _scan(page, ordinal + 1, budget)
        yield scan if scan is not None else pdf_render.render(document, ordinal, budget)


def _check_images(page: Any, budget: Budget) -> None:
    """Raises `TooManyPixels` for an image that PDFium would have to unpack beyond the budget, were the page drawn."""
    with distrusting("PDF"), decoding():
        resources = page.get("/Resources", {}).get_object() if "/Resources" in page else {}
        drawn = resources.get("/XObject", {})
        for name in drawn:
            entry = drawn[name]
            if isinstance(entry, dict) and entry.get("/Subtype") == "/Image":
                budget.check_pixels(int(entry.get("/Width", 0)), int(entry.get("/Height", 0)))


def _scan(page: Any, number: int, budget: Budget) -> PageImage | None:
    """The page as its one image; None where it must be drawn. Raises where the image is there but broken."""
    try:
        with decoding():
            marks = pdf_annotations.marks(page)
            only = None if marks.drawn else only_image(page, page.get_contents())
            if only is None or (image := pdf_image.describe(only.stream, only.fill_is_black)) is None:
                return None
            box = page.mediabox
            visible = Rect(*map(float, page.cropbox)).cut(Rect(*map(float, box)))
            unit = float(page.get("/UserUnit", 1))
            rotate = int(page.get("/Rotate", 0))
            shown = placement(only.matrix, only.clip, visible, rotate, unit, image.width, image.height)
        if shown is None:
            return None
        flags = (keep.ANNOTATIONS,) if marks.signatures else ()
        return pdf_image.keep_image(image, shown, number, budget, flags)
    except RejectedFile:
        raise
    except Exception:  # pypdf throws anything on odd structure: no scan that we understand, so PDFium shall draw it
        return None

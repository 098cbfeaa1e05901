"""Separator sheets: known by their QR code, by the Code 39 that other programs split on, or by their print."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from archive.linking.evidence import Evidence, LinkRank, Problem
from config.codes import check_digits, is_separator, parse_separator, printed_codes, written_codes
from config.codes.search import digits
from ocr.page import Barcode, Box, Line, PageReading
from ocr.text.fold import fold

PATCH_T = "PATCHT"
"""Text of the Code 39 that NAPS2 and its kin take for the patch T sheet of the ISIS and TWAIN world."""
TITLES = ("Tờ phân tách hồ sơ", "SOHOA separator")
"""What our sheet is called on itself, large, twice. Small letters show which way up it lies, capitals hardly do."""
LARGE_PRINT = 4.0
"""Millimetres of the height of a line's box from which on it is large: no letter or form is titled so."""
ALIKE, PIECE = 0.8, 6
"""A title was recognised where so much of it was, or so many letters in a row: half a sheet bears half a title."""
_CHECK_LABEL = re.compile(r"check\W{0,3}([0-9oil]{2})(?!\w)")


def separator_evidence(reading: PageReading) -> Evidence | None:
    """What a sheet says as a separator; None: it is none.

    The QR code is believed before the print, and the print only with its check digits. A damaged QR code is not
    made good by the print: who altered one may have altered the other.
    """
    ours = [code for code in reading.barcodes if code.format == "QRCode" and is_separator(code.text)]
    patch = next((code for code in reading.barcodes if code.text == PATCH_T), None)
    if ours:
        return _by_qr(ours)
    titles = large_titles(reading)
    if patch is None and len(titles) < len(TITLES):
        return None
    others = [code for code in reading.barcodes if code.text != PATCH_T]
    return _by_other_barcode(others) or _by_print(reading) or _without_code(titles, patch)


def large_titles(reading: PageReading) -> list[Line]:
    """The lines in which the titles of our sheet stand in large print, one for each title that was found."""
    large = [line for line in reading.lines if line.box.h * reading.height / reading.dpi * 25.4 >= LARGE_PRINT]
    found = (next((line for line in large if _alike(line.text, title)), None) for title in TITLES)
    return [line for line in found if line is not None]


def _alike(text: str, title: str) -> bool:
    letters, wanted = (re.sub(r"\W", "", fold(each)) for each in (text, title))
    matched = SequenceMatcher(None, letters, wanted, autojunk=False)
    return matched.ratio() >= ALIKE or matched.find_longest_match().size >= PIECE


def _by_qr(ours: list[Barcode]) -> Evidence:
    """Both QR codes of a sheet say the same; sheets that overlap in the feeder do not."""
    read = {separator: qr for qr in reversed(ours) if (separator := parse_separator(qr.text))}
    if len(read) == 1:
        ((says, one),) = read.items()
        return Evidence(
            LinkRank.SEPARATOR, "separator_qr", says.code.text, text=one.text, box=one.box, sheets=says.sheets
        )
    one = next(iter(read.values()), ours[0])
    said = " ".join(qr.text for qr in ours)
    return Evidence(LinkRank.SEPARATOR, "separator_qr", None, Problem.INVALID, said, one.box)


def _by_other_barcode(others: list[Barcode]) -> Evidence | None:
    """A bare dossier code in a barcode beside PATCHT: sheets that other programs print."""
    found = [(each.code.text, code) for code in others for each in written_codes(code.text) if each.code]
    if len({text for text, _ in found}) != 1:
        return None
    text, code = found[0]
    return Evidence(LinkRank.SEPARATOR, "separator_barcode", text, text=code.text, box=code.box)


def _by_print(reading: PageReading) -> Evidence | None:
    """The dossier code in large print, where its check digits stand on the sheet as well."""
    checks = {digits(found[1]) for line in reading.lines for found in _CHECK_LABEL.finditer(fold(line.text))}
    found = [(each, line) for line in reading.lines for each in printed_codes(line.text)]
    sure = [(each, line) for each, line in found if each.code and check_digits(each.code) in checks]
    if len({each.code for each, _ in sure}) != 1:
        return None
    each, line = sure[0]
    assert each.code is not None
    return Evidence(LinkRank.SEPARATOR, "separator_print", each.code.text, text=each.text, box=line.box)


def _without_code(titles: list[Line], patch: Barcode | None) -> Evidence:
    """Our sheet should have named a case; a sheet with nothing but PATCHT only divides."""
    if titles:
        box = Box.around([line.box for line in titles])
        text = " ".join(line.text for line in titles)
        return Evidence(LinkRank.SEPARATOR, "separator_title", None, Problem.UNREADABLE, text, box)
    assert patch is not None
    return Evidence(LinkRank.SEPARATOR, "patch_t", None, text=patch.text, box=patch.box)

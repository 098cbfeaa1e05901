"""The dossier codes that a page bears: in barcodes, and in its recognised print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from archive.linking.evidence import Evidence, LinkRank, PageEvidence, Problem
from archive.linking.separator_sheet import separator_evidence
from config.codes import FoundCode, printed_codes, written_codes
from ocr.page import Box, Line, PageReading
from ocr.text.fold import fold

_LABEL = re.compile(r"\bma (?:so )?(?:ho so|hs)\b[^a-z0-9]*$")


def evidence_of(reading: PageReading, received: date) -> PageEvidence:
    """What a page is, and what it says about its case. ``received``: the day on which it came, at the desk.

    On papers a barcode speaks with the rank ``qr``, whether the code stands in it alone, as on receipts, or among
    other fields, as Thông tư 01/2023/TT-VPCP has them; print speaks with the rank ``printed_code``.
    """
    separator = separator_evidence(reading)
    if separator is not None:
        return PageEvidence("separator", (separator,))
    return PageEvidence("content", tuple(_each_once([*_in_barcodes(reading), *_in_print(reading, received)])))


def _in_barcodes(reading: PageReading) -> Iterator[Evidence]:
    for barcode in reading.barcodes:
        for found in written_codes(barcode.text):
            code, problem = (found.code.text, None) if found.code else (None, Problem.INVALID)
            rule = "page_qr" if barcode.format == "QRCode" else "page_barcode"
            yield Evidence(LinkRank.QR, rule, code, problem, barcode.text, barcode.box)


def _in_print(reading: PageReading, received: date) -> Iterator[Evidence]:
    for line in reading.lines:
        text = line.text
        for found in printed_codes(text):
            rule = "labelled_code" if _LABEL.search(fold(text[: found.start])) else "printed_code"
            code, problem = _judged(found, received)
            yield Evidence(LinkRank.PRINTED_CODE, rule, code, problem, found.text, _box(line, found))


def _judged(found: FoundCode, received: date) -> tuple[str | None, Problem | None]:
    if found.code is None:
        return None, Problem.INVALID
    return (None, Problem.IN_FUTURE) if found.code.received > received else (found.code.text, None)


def _box(line: Line, found: FoundCode) -> Box:
    """Where the words lie that make up ``found``."""
    boxes, start = [], 0
    for word in line.words:
        end = start + len(word.text)
        if start < found.end and end > found.start:
            boxes.append(word.box)
        start = end + 1
    return Box.around(boxes)


def _each_once(found: Iterable[Evidence]) -> list[Evidence]:
    """Of evidence that says the same with the same rank, the first; a labelled code before a bare one."""
    kept: dict[tuple[LinkRank, str | None, Problem | None], Evidence] = {}
    for each in found:
        key = (each.rank, each.code, each.problem)
        if key not in kept or (each.rule == "labelled_code" and kept[key].rule == "printed_code"):
            kept[key] = each
    return list(kept.values())

"""What a page shows at its head: whether a paper may begin there, and what its title may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from ocr.fields.codes import PageCode, page_codes
from ocr.fields.find import fields_in, without_identity
from ocr.fields.layout import MIDDLE, Layout, laid_out
from ocr.fields.strips import Strip, mean_confidence
from ocr.fields.values import PaperFields
from ocr.page import Box, Line, PageReading

TITLE_ENDS = 0.62
"""Fraction of the height above which a title stands: on A5 receipts it is lower than on letters."""
IN_CAPITALS = 0.6
"""Share of capitals from which a line may be one of a title: a misread letter is often a small one."""
FEWEST_LETTERS = 4
OFF_CENTRE = 0.24
"""Fraction of the width by which a title's middle may miss that of the page."""
ASIDE = 0.07
"""Fraction of the width right of the middle from which a line is one of a head's right column, and no title."""
ANNEX_WORDS = 5
"""Most words of a line that names an annex: more are a sentence."""
MOST_LINES = 10
EDGE = 0.09
"""Fraction of the height at either end in which a page's number is printed."""
_NUMBER = re.compile(r"\W{0,3}(?:trang\s*(?:số\s*)?:?\s*)?(?P<number>\d{1,3})(?:\s*/\s*\d{1,3})?\W{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line that may be one of a title."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the head of one page says, and its barcodes. `to_dict` and `from_dict` are its stored form."""

    lines: tuple[HeadLine, ...] = ()
    """In capitals, about the middle, from top to bottom; neither the state's name nor an agency's."""
    state_named: bool = False
    """Whether the state's name or its motto stands there, as on the first page of most papers (NĐ 30/2020)."""
    page_number: int | None = None
    """As printed in the upper or lower edge."""
    fields: PaperFields = field(default_factory=PaperFields)
    codes: tuple[PageCode, ...] = ()
    """Wherever on the page they stand."""

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, numbers and strings; equal heads give equal values, also those stored before codes were kept."""
        plain = {
            "lines": [[line.text, *line.box.as_list(), line.confidence] for line in self.lines],
            "state": self.state_named,
            "number": self.page_number,
            "fields": self.fields.to_dict(),
        }
        return plain | ({"codes": [[code.text, *code.box.as_list()] for code in self.codes]} if self.codes else {})

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """The head that `to_dict` made ``plain`` of. Raises `ValueError`, `KeyError` or `TypeError` on others."""
        return cls(
            tuple(HeadLine(row[0], Box(*row[1:5]), row[5]) for row in plain["lines"]),
            plain["state"],
            plain["number"],
            PaperFields.from_dict(plain["fields"]),
            tuple(PageCode(row[0], Box(*row[1:5])) for row in plain.get("codes", ())),
        )


def page_head(reading: PageReading) -> PageHead:
    """What the head of a page says, and its codes; never the identity number of a person."""
    layout = laid_out(reading.lines)
    return PageHead(
        lines=tuple(_lines(layout)),
        state_named=layout.country is not None,
        page_number=_page_number(reading.lines),
        fields=fields_in(layout),
        codes=page_codes(reading.barcodes),
    )


def _lines(layout: Layout) -> Iterator[HeadLine]:
    right = (strip for strip in layout.right_head if strip.centre > MIDDLE + ASIDE)
    heads = {*layout.left_head, *right, layout.country}
    found = [strip for strip in layout.strips if strip not in heads and _may_be_title(strip)]
    for strip in sorted(found, key=lambda strip: strip.middle)[:MOST_LINES]:
        if text := without_identity(strip.text):
            yield HeadLine(text, strip.box, round(mean_confidence(strip.words), 4))


def _may_be_title(strip: Strip) -> bool:
    letters = sum(letter.isalpha() for letter in strip.text)
    placed = strip.box.y < TITLE_ENDS and abs(strip.centre - 0.5) <= OFF_CENTRE
    return placed and letters >= FEWEST_LETTERS and (strip.capitals >= IN_CAPITALS or _names_annex(strip))


def _names_annex(strip: Strip) -> bool:
    """``Phụ lục`` alone in its line: it is not always in capitals, and says whose the title below is not."""
    return strip.bare.startswith("phu luc") and len(strip.words) <= ANNEX_WORDS


def _page_number(lines: Sequence[Line]) -> int | None:
    """The number in the middle of the upper edge, or with the word for it anywhere in either."""
    for line in lines:
        strip = Strip(line.words)
        found = _NUMBER.fullmatch(strip.text)
        at_top, at_foot = strip.middle < EDGE, strip.middle > 1 - EDGE
        named = len(strip.text.strip(" -–.")) > len(found["number"]) if found else False
        if found and ((at_top and abs(strip.centre - 0.5) < 0.1) or (named and (at_top or at_foot))):
            return int(found["number"]) or None
    return None

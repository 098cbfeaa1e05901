"""The flags of pages, judged when they are asked for: from stored measures, by the settings of this moment.

Nothing of it is written down, so a changed threshold holds at once, and neither the order in which pages were read nor
a power cut can make a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from archive.linking import FOREIGN_CODE
from archive.models import Delivery, DeliveryState, Page, PageKind
from archive.quality.sizes import odd_sizes
from config.settings import QualitySettings
from ocr.page import PageReading
from ocr.quality.gate import (
    BLURRED,
    CUT_OFF,
    FOLDED_CORNER,
    LOW_CONFIDENCE,
    LOW_DPI,
    TOO_DARK,
    TOO_LIGHT,
    judge,
)
from ocr.quality.twins import same_sheet
from ocr.quality.values import PageMeasures

NEAR_DUPLICATE = "near_duplicate"
"""Flag of a page that is most likely another scan of the page before it."""
ODD_SIZE = "odd_size"
"""Flag of a page of another size than the rest of its batch."""
ALIKE = 0.1
"""Share by which two scans of one sheet may differ in letters read: others need not be compared word by word."""

ILLEGIBLE = frozenset({LOW_DPI, BLURRED, TOO_DARK, TOO_LIGHT, CUT_OFF, LOW_CONFIDENCE})
"""Flags of a page of which not all may be read: a paper with such a page is doubtful until a person has looked at it.

A folded corner mostly hides margin, and print that it does hide is lost from the words around it; size and likeness to
the page before say nothing about reading.
"""

FOR_A_PERSON = ILLEGIBLE | {FOLDED_CORNER, NEAR_DUPLICATE, ODD_SIZE, FOREIGN_CODE}
"""Flags of a page at which somebody should look before its case is closed."""

MOST_COMPARED = 10_000
_COMPARED: dict[tuple[str | None, str | None, float], bool] = {}
"""Whether two readings, by their hashes, are of one sheet: what never changes and takes the longest to find out."""

Read = Callable[[Page], PageReading | None]
"""What was read on a page; None where it was not read or may not be seen."""


def own_flags(page: Page, limits: QualitySettings) -> list[str]:
    """The flags of a page that were recorded, and those of its own scan."""
    raised = judge(PageMeasures.from_dict(page.measures), limits) if page.measures is not None else ()
    return [*page.flags, *raised]


@dataclass(frozen=True, slots=True)
class PageFlags:
    """Judges pages of one ledger at one moment."""

    session: Session
    limits: QualitySettings
    read: Read

    def of(self, pages: Sequence[Page]) -> dict[int, list[str]]:
        """All flags of each page, by its id: those that were recorded, of its own scan, and beside its neighbours."""
        flags = {page.id: own_flags(page, self.limits) for page in pages}
        for batch_id in sorted({page.delivery.batch_id for page in pages}):
            for page_id, raised in self._among_neighbours(batch_id, set(flags)).items():
                flags[page_id] += raised
        return {page_id: [*dict.fromkeys(raised)] for page_id, raised in flags.items()}

    def _among_neighbours(self, batch_id: int, wanted: set[int]) -> dict[int, list[str]]:
        """What the pages of a batch say of each other, for those of them that are wanted."""
        measured = [
            (page, PageMeasures.from_dict(page.measures))
            for page in self._papers(batch_id)
            if page.measures is not None
        ]
        raised: dict[int, list[str]] = {page.id: [] for page, _ in measured if page.id in wanted}
        odd = odd_sizes([(seen.width, seen.height) for _, seen in measured], self.limits.odd_size)
        for (page, _), differs in zip(measured, odd, strict=True):
            if differs and page.id in wanted:
                raised[page.id].append(ODD_SIZE)
        # Between two scans of a sheet lies its blank back.
        written = [(page, seen) for page, seen in measured if not page.blank]
        for before, after in pairwise(written):
            if after[0].id in wanted and self._twins(before, after):
                raised[after[0].id].append(NEAR_DUPLICATE)
        return raised

    def _papers(self, batch_id: int) -> list[Page]:
        query = select(Delivery).where(Delivery.batch_id == batch_id, Delivery.state == DeliveryState.STORED)
        files = self.session.scalars(query.order_by(Delivery.ordinal).options(selectinload(Delivery.pages)))
        return [page for file in files for page in file.pages if page.kind is PageKind.CONTENT]

    def _twins(self, before: tuple[Page, PageMeasures], after: tuple[Page, PageMeasures]) -> bool:
        few, many = sorted((before[1].letters, after[1].letters))
        if few < (1 - ALIKE) * many:
            return False
        pair = before[0].reading_sha256, after[0].reading_sha256, self.limits.same_words
        twins = _COMPARED.get(pair)
        if twins is None:
            first, second = self.read(before[0]), self.read(after[0])
            if first is None or second is None:
                return False
            twins = same_sheet(first, second, self.limits.same_words)
            if len(_COMPARED) >= MOST_COMPARED:
                _COMPARED.clear()
            _COMPARED[pair] = twins
        return twins

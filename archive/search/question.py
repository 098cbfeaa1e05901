"""What can be asked of the index, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from config.errors import UsageError

FARTHEST = 10_000
"""Hits that paging can reach: nobody reads on from there, and each page of hits ranks all those before it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and in which pages. Raises `UsageError` where it cannot be answered."""

    text: str
    case: str | None = None
    desk: str | None = None
    desks: frozenset[str] | None = None
    """Desks whose pages may be seen by who asks; None: all."""
    procedure: str | None = None
    type: str | None = None
    """Type of the component."""
    from_: date | None = None
    """First day on which the case may have been received; without a case record, the pages scanned."""
    to: date | None = None
    """Last such day."""
    issuer: str | None = None
    """Words of the name of the agency or firm that issued the paper."""
    applicant: str | None = None
    """Words of the name of who asks."""
    number: str | None = None
    """The paper's own number: ``12/QĐ-SCT``, its figures or its notation."""
    issued_from: date | None = None
    """First day that the paper may bear."""
    issued_to: date | None = None
    """Last such day."""
    limit: int = 20
    offset: int = 0

    def __post_init__(self) -> None:
        if self.limit < 1 or self.offset < 0 or self.limit + self.offset > FARTHEST:
            raise UsageError(
                vi=f"Phải lấy ít nhất 1 trang, bỏ qua không dưới 0, và tất cả không quá {FARTHEST} trang.",
                en=f"Take at least 1 page, skip at least 0, and no more than {FARTHEST} in all.",
            )
        for first, last in ((self.from_, self.to), (self.issued_from, self.issued_to)):
            if first and last and first > last:
                raise UsageError(
                    vi=f"Ngày đầu {first} không được sau ngày cuối {last}.",
                    en=f"The first day {first} must not come after the last day {last}.",
                )


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that answers."""

    dossier: str | None
    """None: the page was read, but its batch is not yet a dossier."""
    case: str | None
    page: int | None
    """Its number in the dossier, as `sohoa show` counts."""
    score: float
    snippet: str
    """About thirty words as they were read; digits of identity numbers are asterisks."""
    marks: tuple[tuple[int, int], ...]
    """First character and end of each word in the snippet that was found."""
    boxes: tuple[tuple[float, float, float, float], ...]
    """x, y, w, h of the words found, in fractions of the upright page."""
    batch: int
    file: str
    """The name with which the file came that the page is from."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Pages, best first."""

    query: str
    total: int
    """Pages that paging can reach: at most `FARTHEST`, however many there are."""
    took_ms: float
    did_you_mean: str | None
    """The question with the words that the pages know, where one that was typed is on none."""
    hits: tuple[Hit, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": self.took_ms,
            "did_you_mean": self.did_you_mean,
            "hits": [
                {
                    "dossier": hit.dossier,
                    "case": hit.case,
                    "page": hit.page,
                    "score": round(hit.score, 3),
                    "snippet": hit.snippet,
                    "marks": [list(mark) for mark in hit.marks],
                    "boxes": [list(box) for box in hit.boxes],
                    "batch": hit.batch,
                    "file": hit.file,
                }
                for hit in self.hits
            ],
        }

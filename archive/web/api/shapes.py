"""What goes into the API and what comes out: every document, field by field."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from archive.models import BatchState, DeliveryState, DossierState
from config.clock import VIETNAM

_OLDEST, _FARTHEST = 1900, 9000
"""Years; beyond them clocks of other zones run out of numbers."""


def _plausible(moment: datetime) -> datetime:
    if not _OLDEST <= moment.year <= _FARTHEST:
        raise ValueError("a year that cannot be meant")
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""One line of text, without controls."""
Moment = Annotated[datetime, AfterValidator(_plausible)]
"""ISO 8601; without a zone it is Vietnam's."""


class CaseIn(BaseModel):
    """The whole of what the one-stop software knows of a case; what is left out is not known."""

    model_config = ConfigDict(extra="forbid")

    procedure: Line
    applicant: Line
    received_at: Moment
    due_at: Moment | None = None
    status: Line | None = None
    handling_unit: Line | None = None
    receiving_unit: Line | None = None
    sheets: int | None = Field(default=None, ge=1, le=9999)
    resolved_at: Moment | None = None


class CaseKept(BaseModel):
    """What became of a record that was sent."""

    code: str
    result: str
    """``created``, ``updated`` or ``unchanged``."""


class DossierRow(BaseModel):
    """A dossier in a list."""

    id: str
    case: str | None
    state: DossierState
    pages: int
    pdf: str | None
    """Address of its PDF; null: there is none yet."""


class DossierListed(DossierRow):
    """The same with where it comes from."""

    desk: str
    batch: int
    created_at: datetime
    version: int


class Dossiers(BaseModel):
    """One stretch of a list."""

    total: int
    limit: int
    offset: int
    dossiers: list[DossierListed]


class Paper(BaseModel):
    """A paper that the case's procedure names."""

    component: str
    title: str
    state: str
    found: bool
    pages: list[int]
    places: list[dict[str, Any]]
    why: list[dict[str, Any]]
    condition: str | None = Field(alias="if")
    reason: str | None
    accepted: bool


class Case(BaseModel):
    """What `sohoa cases show --json` prints; ``pdf`` of a dossier is an address."""

    code: str
    procedure: str
    applicant: str
    received_at: datetime
    status: str | None
    handling_unit: str | None
    receiving_unit: str | None
    sheets: int | None
    resolved_at: datetime | None
    procedure_code: str | None
    due_at: datetime | None
    due_computed: bool
    working_days: int | None
    left: int | None
    deadline: str | None
    paused: bool
    problem: str | None
    dossiers: list[DossierRow]
    known: bool
    required: list[Paper]
    optional: list[Paper]
    extra: list[dict[str, Any]]
    complete: bool
    closed_at: datetime | None
    closed_despite: str | None


class FileKept(BaseModel):
    """What became of a file."""

    name: str
    sha256: str | None
    bytes: int | None
    state: DeliveryState
    reason: str | None
    """Code of the problem for which it is in quarantine."""


class BatchTaken(BaseModel):
    """What became of an upload; ``duplicate``: the same files had come before, and nothing new was made."""

    batch: int
    duplicate: bool
    files: list[FileKept]


class Batch(BaseModel):
    """How far a batch has come."""

    batch: int
    desk: str
    case: str | None
    state: BatchState
    received_at: datetime
    finished_at: datetime | None
    files: list[FileKept]
    pages: dict[str, int]
    """By state."""
    dossiers: list[DossierRow]


class Dossier(BaseModel):
    """What `sohoa show --json` prints, without texts and paths; identity numbers are masked."""

    id: str
    case: str | None
    state: DossierState
    reason: str | None
    reason_details: dict[str, Any]
    sheets: dict[str, Any] | None
    passes_match: bool
    papers: dict[str, Any] | None
    after_closing: bool
    version: int
    pdf: str | None
    pdf_version: int | None
    components: list[dict[str, Any]]
    pages: list[dict[str, Any]]
    deliveries: list[dict[str, Any]]
    links: list[dict[str, Any]]


class PageText(BaseModel):
    """The recognised lines of a page, identity numbers masked."""

    number: int
    withheld: bool
    text: str


class Text(BaseModel):
    """The text of a dossier, page by page."""

    dossier: str
    pages: list[PageText]


class Hit(BaseModel):
    """A page that answers."""

    dossier: str | None
    case: str | None
    page: int | None
    score: float
    snippet: str
    marks: list[list[int]]
    boxes: list[list[float]]
    batch: int
    file: str


class Answer(BaseModel):
    """What `sohoa search --json` prints."""

    query: str
    total: int
    took_ms: float
    did_you_mean: str | None
    hits: list[Hit]

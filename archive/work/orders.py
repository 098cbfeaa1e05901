"""What goes to a worker and what comes back: small values, never images, never a database row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from archive.difference import Difference
from archive.linking import NO_EVIDENCE, PageEvidence
from archive.verdict import Verdict
from config.errors import SohoaError, restore
from config.settings import ImageProfile
from ocr.page import ImageInfo, PageState, QuarterTurn


@dataclass(frozen=True, slots=True)
class SplitOrder:
    """Find the pages of a delivered file."""

    file_sha256: str
    size: int = 0
    """Bytes of the file."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page image that the worker put into the store."""

    image_sha256: str
    info: ImageInfo
    flags: tuple[str, ...]
    layer_sha256: str | None = None
    """The object that holds the text layer of a printed page."""


@dataclass(frozen=True, slots=True)
class SplitResult:
    """The pages of a file, in order."""

    pages: tuple[FoundPage, ...]
    flags: tuple[str, ...] = ()
    """What the file carries besides them, as `ocr.decode.notices` says it."""


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """Read one page image."""

    image_sha256: str
    info: ImageInfo
    turn: QuarterTurn | None = None
    """Clockwise degrees that set it upright, where a person or its batch said so."""
    received: date = date.max
    """The day on which it came, at the desk: a code of a later day is none."""
    layer_sha256: str | None = None
    """The object that holds its text layer, if it has one."""


@dataclass(frozen=True, slots=True)
class ReadAgainOrder:
    """Read a page image once more, and say what that changed."""

    read: ReadOrder
    before: str | None
    """The object that holds the present reading; None: the page could not be read."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Where the reading lies, and what lists show of it."""

    reading_sha256: str
    state: PageState
    rotation: int
    skew_degrees: float | None
    skew_applied: bool
    seal: bool
    confidence: float | None
    flags: tuple[str, ...]
    engine: str
    pipeline: str
    evidence: PageEvidence = NO_EVIDENCE
    head: dict[str, Any] | None = None
    """What its head says, as `ocr.fields.PageHead` writes it."""
    measures: dict[str, Any] | None = None
    """How the page was scanned, as `ocr.quality.values.PageMeasures` writes it."""
    turn_sure: bool = True
    """Whether ``rotation`` is more than a guess."""
    difference: Difference | None = None
    """From the reading before, where the order asked for it."""


@dataclass(frozen=True, slots=True)
class BundlePage:
    """A page of the dossier file."""

    image_sha256: str
    info: ImageInfo
    reading_sha256: str | None
    """None: the page could not be read, its image stands alone."""
    state: PageState
    label: str


@dataclass(frozen=True, slots=True)
class BundleComponent:
    """A bookmark and its pages."""

    title: str
    pages: tuple[BundlePage, ...]


@dataclass(frozen=True, slots=True)
class BundleOrder:
    """Make the file of one version of a dossier."""

    dossier: str
    case: str | None
    title: str
    version: int
    digitised_at: datetime
    pipeline: str
    """Of the readings."""
    components: tuple[BundleComponent, ...]


@dataclass(frozen=True, slots=True)
class BundleResult:
    """Where the file lies, and the verdict on exactly its bytes."""

    pdf_sha256: str
    verdict: Verdict
    image_profile: ImageProfile = "faithful"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the order was not carried out, as data: a page, not a process, is at fault."""

    code: str
    details: dict[str, Any]
    flags: tuple[str, ...] = ()
    """Of a file that was refused: what it carries besides pages."""

    @classmethod
    def of(cls, error: SohoaError) -> Failure:
        """The record of ``error``."""
        return cls(
            error.code, {key: value if isinstance(value, int) else str(value) for key, value in error.details.items()}
        )

    def error(self) -> SohoaError:
        """The error again."""
        return restore(self.code, self.details)


Order = SplitOrder | ReadOrder | ReadAgainOrder | BundleOrder
Result = SplitResult | ReadResult | BundleResult | Failure

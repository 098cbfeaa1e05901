"""A dossier as it is read in the browser: what lists and pages show, taken out of the ledger in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.models import CaseRecord, Component, Delivery, Dossier, DossierFile, Event, Page
from archive.search.privacy import masked
from archive.web import words
from archive.web.notes import KIND
from config.names import printable
from ocr.fields import FieldName

MOST_EVENTS = 200
"""Of the history, the newest."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One thing that a paper says of itself."""

    label: str
    value: str
    page: int | None
    box: Box | None
    sure: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of the dossier."""

    number: int
    withheld: bool
    hidden: bool
    blank: bool


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper of the dossier."""

    title: str
    pages: tuple[PageView, ...]
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class LinkView:
    """Why it belongs to a case."""

    case: str
    why: str
    page: int | None
    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """A version of its PDF."""

    version: int
    made_at: datetime
    sha256: str
    verdict: str
    """``2b``, or empty where it is no PDF/A."""


@dataclass(frozen=True, slots=True)
class OriginalView:
    """A delivered file; ``open``: it may be taken away."""

    id: int
    name: str
    sha256: str
    open: bool


@dataclass(frozen=True, slots=True)
class DossierView:
    """The whole."""

    id: str
    title: str
    state: str
    desk: str
    case: str | None
    procedure: str | None
    applicant: str | None
    received_at: datetime
    version: int
    papers: tuple[PaperView, ...]
    links: tuple[LinkView, ...]
    files: tuple[FileView, ...]
    """Newest first; empty where nothing of it may be shown."""
    originals: tuple[OriginalView, ...]
    history: tuple[tuple[datetime, str], ...]

    @property
    def pages(self) -> tuple[PageView, ...]:
        """All of them in order."""
        return tuple(page for paper in self.papers for page in paper.pages)

    def paper_of(self, number: int) -> PaperView | None:
        """The paper in which the page of this number stands."""
        return next((paper for paper in self.papers if any(page.number == number for page in paper.pages)), None)


def dossier_view(session: Session, dossier: Dossier) -> DossierView:
    """What is shown of ``dossier``. Identity numbers are masked, of withheld pages only that they are there."""
    record = session.get(CaseRecord, dossier.case_code) if dossier.case_code else None
    numbers = {page.id: number for number, page in enumerate(dossier.pages, 1)}
    withheld = {page.id for page in dossier.pages if page.withheld}
    return DossierView(
        id=dossier.id,
        title=masked(dossier.title),
        state=words.state(dossier.state),
        desk=dossier.batch.desk,
        case=dossier.case_code,
        procedure=record.procedure if record else None,
        applicant=masked(record.applicant) if record else None,
        received_at=record.received_at if record else dossier.batch.received_at,
        version=dossier.version,
        papers=tuple(_paper(component, numbers, withheld) for component in dossier.components if component.pages),
        links=tuple(
            LinkView(
                case=link.case_code,
                why=words.rank(link.rank, numbers.get(link.page_id or 0)),
                page=numbers.get(link.page_id or 0),
                text=masked(link.text or "") if link.page_id not in withheld else "",
                holds=link.withdrawn_at is None,
            )
            for link in dossier.links
        ),
        files=tuple(_file(file) for file in reversed(dossier.files)) if dossier.file else (),
        originals=tuple(_original(file) for file in originals_of(dossier.pages)),
        history=_history(session, dossier.id),
    )


def originals_of(pages: Iterable[Page]) -> list[Delivery]:
    """The delivered files of pages, each once, in order."""
    return list(dict.fromkeys(page.delivery for page in pages))


def may_leave(delivery: Delivery) -> bool:
    """Whether the file bears no page that is withheld, of this dossier or another."""
    return delivery.sha256 is not None and not any(page.withheld for page in delivery.pages)


def _paper(component: Component, numbers: dict[int, int], withheld: set[int]) -> PaperView:
    secret = any(page.withheld for page in component.pages)
    fields = [] if secret else [_field(name, each, numbers) for name, each in component.fields.items()]
    return PaperView(
        title="" if secret else masked(component.title),
        pages=tuple(PageView(numbers[page.id], page.withheld, page.hidden, page.blank) for page in component.pages),
        fields=tuple(fields),
    )


def written_day(iso: str) -> str:
    """A date as people here write it, as far as it is known: ``31/08/2026``, ``08/2026``, ``2026``."""
    return "/".join(reversed(iso.split("-")))


def _field(name: str, said: dict[str, Any], numbers: dict[int, int]) -> FieldView:
    box = said.get("box")
    return FieldView(
        label=words.field(name),
        value=written_day(str(said["value"])) if name == FieldName.DATE else masked(str(said["value"])),
        page=numbers.get(said.get("page_id", 0)),
        box=(box[0], box[1], box[2], box[3]) if box else None,
        sure=bool(said.get("sure", True)),
    )


def _file(file: DossierFile) -> FileView:
    return FileView(file.version, file.made_at, file.pdf_sha256, file.profile if file.valid else "")


def _original(file: Delivery) -> OriginalView:
    return OriginalView(file.id, masked(printable(file.name)), file.sha256 or "", may_leave(file))


def _history(session: Session, dossier: str) -> tuple[tuple[datetime, str], ...]:
    """What happened to it, newest first; who looked at it stands in the administrator's list."""
    query = (
        select(Event)
        .where(Event.subject == f"dossier:{dossier}", Event.kind.not_like(f"{KIND}%"))
        .order_by(Event.id.desc())
        .limit(MOST_EVENTS)
    )
    return tuple((event.at, words.happened(event.kind)) for event in session.scalars(query))

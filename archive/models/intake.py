"""What came in: batches of delivered files, and the pages found in them."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from archive.models.base import Base, text_enum
from ocr.fields import PageHead
from ocr.page import ColourMode, ImageFormat, ImageInfo, PageState, QuarterTurn


class BatchState(enum.StrEnum):
    """How far the files of one scan job have come."""

    OPEN = "open"
    """More files may come; those that came are read already."""
    READING = "reading"
    DONE = "done"


class Sides(enum.StrEnum):
    """Which sides of a sheet of paper a scanner gives as pages."""

    ONE = "one"
    """Its front."""
    BOTH = "both"
    """Front and back, blank or not."""
    WRITTEN = "written"
    """The front, and the back where the scanner's own program does not take it for blank."""


class Batch(Base):
    """The files of one scan job at one desk."""

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the ordered file hashes, the desk and the case; names do not count. An open batch has a stand-in."""
    desk: Mapped[str]
    case_code: Mapped[str | None]
    """What the clerk said the files belong to."""
    state: Mapped[BatchState] = mapped_column(text_enum(BatchState))
    received_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    source: Mapped[str | None] = mapped_column(index=True)
    """Which source an agent collected it from; None: given by a command."""
    station: Mapped[str | None]
    """Which machine's agent; None: whoever has the ledger."""
    grouping: Mapped[str | None]
    """What the files of the job have in common there, such as the stem of their names."""
    last_arrival_at: Mapped[datetime | None]
    sheets: Mapped[int | None]
    """How many sheets of paper the clerk said they are."""
    sides: Mapped[Sides] = mapped_column(text_enum(Sides), default=Sides.ONE, server_default=Sides.ONE.value)
    duplicate_of_id: Mapped[int | None]
    """The batch with the same key that had come before, where this one was closed as its duplicate."""

    deliveries: Mapped[list[Delivery]] = relationship(back_populates="batch", order_by="Delivery.ordinal, Delivery.id")


class DeliveryState(enum.StrEnum):
    """What became of a file; every file that was seen is in exactly one of these."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    """Its batch had come before; the row hangs on that batch."""
    QUARANTINED = "quarantined"


class Delivery(Base):
    """One file as it arrived. Its bytes are kept unchanged in the object store."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    ordinal: Mapped[int]
    """Place among the files of the batch, from 1."""
    name: Mapped[str]
    """The name it came with: for people, never for paths."""
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    """None only where the file could not be read at all."""
    size: Mapped[int | None]
    """Bytes."""
    state: Mapped[DeliveryState] = mapped_column(text_enum(DeliveryState))
    reason: Mapped[str | None]
    """Code of the error in `config.errors` for which it is in quarantine."""
    reason_details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    flags: Mapped[list[str]] = mapped_column(default=list)
    received_at: Mapped[datetime]
    claim: Mapped[str | None] = mapped_column(String(32), index=True)
    """Under which name the agent took the file out of its source; it is removed there once this row is written."""
    backs: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Scanned in a second pass: the backs of the sheets of the first, the last sheet's first."""
    discarded: Mapped[str | None]
    """Why a person gave a quarantined file up; its bytes are kept."""

    batch: Mapped[Batch] = relationship(back_populates="deliveries")
    pages: Mapped[list[Page]] = relationship(back_populates="delivery", order_by="Page.ordinal")


class PageKind(enum.StrEnum):
    """Whether a page is a paper of a dossier or a sheet that divides dossiers."""

    CONTENT = "content"
    SEPARATOR = "separator"


class Page(Base):
    """One side of a sheet. It never vanishes: a blank one is hidden, a separator is kept as evidence.

    It stands in at most one component, by its own columns; one without a component is waiting.
    """

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("delivery_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    ordinal: Mapped[int]
    """Place in the file, from 1."""
    kind: Mapped[PageKind] = mapped_column(text_enum(PageKind), default=PageKind.CONTENT)
    component_id: Mapped[int | None] = mapped_column(ForeignKey("component.id"), index=True)
    position: Mapped[int | None]
    """Place in the component, from 1."""

    image_sha256: Mapped[str] = mapped_column(String(64), index=True)
    image_format: Mapped[str] = mapped_column(String(8))
    width: Mapped[int]
    height: Mapped[int]
    mode: Mapped[str] = mapped_column(String(4))
    dpi_x: Mapped[float]
    dpi_y: Mapped[float]
    dpi_stated: Mapped[bool]
    turn: Mapped[int]
    layer_sha256: Mapped[str | None] = mapped_column(String(64))
    """The object that holds the `ocr.page.TextLayer` of a printed PDF page; None: it has none."""

    state: Mapped[PageState] = mapped_column(text_enum(PageState), default=PageState.WAITING)
    reason: Mapped[str | None]
    """Code of the error in `config.errors` for which it could not be read."""
    reason_details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    hidden: Mapped[bool] = mapped_column(default=False)
    spare: Mapped[bool] = mapped_column(default=False)
    """Another scan of this side of the sheet stands in its dossier: kept, hidden, and not counted."""
    flags: Mapped[list[str]] = mapped_column(default=list)
    withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Bears a secrecy mark and was not released: out of text, PDF, export and index."""
    turned_by_hand: Mapped[int | None]
    """Clockwise degrees that set it upright, where a person said so."""
    turned_by_batch: Mapped[int | None]
    """The same where it does not show it itself and its batch does (`archive.work.turns`); a person's word goes first.

    It stays when the page is read again, and is never decided anew.
    """
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    """Codes that were read on it, as `archive.linking.Evidence` writes them."""

    reading_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    """The object that holds the `ocr.page.PageReading`; the columns below repeat what lists show."""
    rotation: Mapped[int] = mapped_column(default=0)
    turn_sure: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether ``rotation`` is more than a guess."""
    skew_degrees: Mapped[float | None]
    skew_applied: Mapped[bool] = mapped_column(default=False)
    seal: Mapped[bool] = mapped_column(default=False)
    confidence: Mapped[float | None]
    head: Mapped[dict[str, Any] | None]
    """What its head says of the paper that may begin there, as `ocr.fields.PageHead` writes it; None: not known."""
    measures: Mapped[dict[str, Any] | None]
    """How it was scanned, as `ocr.quality.values.PageMeasures` writes it; None: not read since pages are measured."""
    engine: Mapped[str | None]
    pipeline: Mapped[str | None]

    delivery: Mapped[Delivery] = relationship(back_populates="pages")

    @property
    def image_info(self) -> ImageInfo:
        """What `ocr` must know of the stored image."""
        return ImageInfo(
            format=cast(ImageFormat, self.image_format),
            width=self.width,
            height=self.height,
            mode=cast(ColourMode, self.mode),
            dpi_x=self.dpi_x,
            dpi_y=self.dpi_y,
            dpi_stated=self.dpi_stated,
            turn=cast(Any, self.turn),
        )

    @property
    def known_turn(self) -> QuarterTurn | None:
        """Clockwise degrees that set it upright, where somebody or something else than its image says so."""
        return cast(QuarterTurn | None, self.turned_by_batch if self.turned_by_hand is None else self.turned_by_hand)

    @property
    def shown(self) -> bool:
        """Whether it stands in the file of its dossier."""
        return not self.hidden and not self.withheld

    @property
    def open_head(self) -> PageHead | None:
        """What its head says, where that may be told: not of a page that is withheld, blank or unread."""
        if self.head is None or self.withheld or self.state is not PageState.OK:
            return None
        return PageHead.from_dict(self.head)

    @property
    def blank(self) -> bool:
        """Whether the side bears nothing."""
        return self.state is PageState.BLANK

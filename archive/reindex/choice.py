"""Which pages are meant, as conditions on the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from archive.models import Batch, BatchState, Component, Delivery, DeliveryState, Dossier, Page, ReindexRun
from archive.work.reading import FINAL
from config.clock import VIETNAM
from config.errors import UsageError

_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")


@dataclass(frozen=True, slots=True)
class Choice:
    """Pages by when they came and by what read them; by default all. Raises `UsageError` for what is no version."""

    received_from: datetime | None = None
    """Only pages that came at this moment or later."""
    older_than: str | None = None
    """Only pages that an older pipeline read, or none could; ``2`` or ``2.1``."""

    def __post_init__(self) -> None:
        if self.older_than is not None and _VERSION.fullmatch(self.older_than) is None:
            raise UsageError(
                vi=f"“{self.older_than}” không phải số phiên bản, ví dụ: 2.",
                en=f"“{self.older_than}” is no version number, such as 2.",
            )

    @classmethod
    def of(cls, since: date | None, older_than: str | None) -> Choice:
        """Pages that came on the day ``since`` or later, by the calendar of the desk."""
        return cls(datetime.combine(since, time(), VIETNAM) if since else None, older_than)

    @classmethod
    def of_run(cls, run: ReindexRun) -> Choice:
        """What a run was begun for."""
        return cls(run.received_from, run.older_than)

    @property
    def everything(self) -> bool:
        """Whether no page is left out."""
        return self == ALL_PAGES


ALL_PAGES = Choice()


def is_older(pipeline: str | None, than: str) -> bool:
    """Whether a page was read by a pipeline before version ``than``; what bears no number is older than any."""
    if pipeline is None or _VERSION.fullmatch(pipeline) is None:
        return True
    return _numbers(pipeline) < _numbers(than)


def pages_in(session: Session, choice: Choice) -> Select[int]:
    """Ids of the chosen pages."""
    return select(Page.id).join(Delivery).where(*_conditions(session, choice))


def pages_to_read(session: Session, choice: Choice) -> Select[int]:
    """Ids of the chosen pages that may be read again.

    A scan job that is not finished is left alone: its pages have just been read, and its clerk waits for it. So is a
    dossier that is signed: its file would no longer be what was read.
    """
    final = select(Component.id).join(Dossier).where(Component.id == Page.component_id, Dossier.state.in_(FINAL))
    ended = Batch.state == BatchState.DONE
    return pages_in(session, choice).join(Batch).where(ended, ~final.exists())


def count(session: Session, pages: Select[int]) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(pages.subquery())) or 0


def _conditions(session: Session, choice: Choice) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Delivery.state == DeliveryState.STORED]
    if choice.received_from is not None:
        conditions.append(Delivery.received_at >= choice.received_from)
    if choice.older_than is not None:
        known = session.scalars(select(Page.pipeline).distinct())
        older = [pipeline for pipeline in known if pipeline and is_older(pipeline, choice.older_than)]
        conditions.append(or_(Page.pipeline.is_(None), Page.pipeline.in_(older)))
    return conditions


def _numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]

"""The event chain as the index's news: which pages each event may have changed.

An event's subject says what it concerns. To name a page too many costs a moment, to miss one leaves a ghost: so an
event of an unknown kind concerns every page of its subject, and only kinds that are known to change nothing that the
index holds are passed over.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from archive.models import Component, Delivery, Dossier, Event, EventLink, Page, PageKind

OF_NO_CONCERN = frozenset(
    {
        "batch.received",
        "batch.opened",
        "batch.turned",
        "case.closed",
        "case.extended",
        "case.paper",
        "case.papers",
        "case.paused",
        "case.reopened",
        "case.resumed",
        "delivery.landed",
        "delivery.split",
        "delivery.quarantined",
        "delivery.retried",
        "delivery.discarded",
        "dossier.file",
        "dossier.no_file",
        "dossier.read_again",
        "page.not_read_again",
        "reindex.begun",
        "reindex.ended",
        "task.again",
    }
)
"""Before them no page was read, or they change nothing that is searched for."""
OF_PEOPLE = "web."
"""How the kinds begin that tell who looked at what: many, and none changes a page."""
OF_SEPARATORS = frozenset({"batch.closed", "batch.done"})
"""When a batch is put together, more of its sheets may turn out to be separators; its papers have their own events."""

OF_A_CASE = frozenset({"procedure", "received_at"})
"""What the index holds of a case record: a day's new states of thousands of cases change nothing in it."""

_MANY = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """What a stretch of the event chain may have changed."""

    position: int
    """The last link of the stretch."""
    pages: tuple[int, ...]
    """Ids, in order, each once."""


def ledger_end(session: Session) -> int:
    """The number of the last event link; 0: nothing has happened yet."""
    return session.scalar(select(func.max(EventLink.id))) or 0


def changes_after(session: Session, position: int, links: int) -> Changes:
    """What at most ``links`` links after ``position`` may have changed."""
    end = min(ledger_end(session), position + links)
    query = select(Event.kind, Event.subject, Event.data).where(Event.link_id > position, Event.link_id <= end)
    named = _Named()
    for kind, subject, data in session.execute(query):
        named.note(kind, subject, data)
    return Changes(end, tuple(sorted(named.resolved(session))))


class _Named:
    """The subjects of events, gathered so that each kind of them is looked up once."""

    def __init__(self) -> None:
        self._pages: set[int] = set()
        self._deliveries: set[int] = set()
        self._batches: set[int] = set()
        self._divided: set[int] = set()
        self._dossiers: set[str] = set()
        self._cases: set[str] = set()

    def note(self, kind: str, subject: str, data: dict[str, Any]) -> None:
        if kind in OF_NO_CONCERN or kind.startswith(OF_PEOPLE):
            return
        what, _, which = subject.partition(":")
        self._pages.update(data.get("pages", ()))
        self._dossiers.update(data.get("versions", ()))
        match what:
            case "page":
                self._pages.add(int(which))
            case "delivery":
                self._deliveries.add(int(which))
            case "batch" if kind in OF_SEPARATORS:
                self._divided.add(int(which))
            case "batch":
                self._batches.add(int(which))
            case "dossier":
                self._dossiers.add(which)
            case "case" if OF_A_CASE.intersection(data.get("fields", OF_A_CASE)):
                self._cases.add(which)

    def resolved(self, session: Session) -> set[int]:
        separator = Page.kind == PageKind.SEPARATOR
        found = set(self._pages)
        found |= _pages(session, Page.delivery_id, self._deliveries)
        found |= _pages(session, Delivery.batch_id, self._batches)
        found |= _pages(session, Delivery.batch_id, self._divided, separator)
        found |= _pages(session, Component.dossier_id, self._dossiers)
        found |= _pages(session, Dossier.case_code, self._cases)
        return found


def _pages(session: Session, column: Any, wanted: Collection[Any], *also: ColumnElement[bool]) -> set[int]:
    """Ids of the pages of which ``column`` is one of ``wanted``."""
    found: set[int] = set()
    values = sorted(wanted)
    query = select(Page.id).join(Delivery).outerjoin(Component, Component.id == Page.component_id)
    query = query.outerjoin(Dossier, Dossier.id == Component.dossier_id).where(*also)
    for start in range(0, len(values), _MANY):
        found.update(session.scalars(query.where(column.in_(values[start : start + _MANY]))))
    return found

"""Figures of the archive as Prometheus reads them: counts alone, no name of anybody or of any desk.

Source of the form: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from archive.archive import Archive
from archive.models import Batch, BatchState, Delivery, DeliveryState, Dossier, Page, PageKind, Task, TaskState
from archive.search.changes import ledger_end
from archive.search.reader import IndexReader
from config.errors import SearchNotReady

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Samples = Iterable[tuple[Mapping[str, str], float]]


def metrics(archive: Archive, reader: IndexReader, requests: Mapping[tuple[str, str], int]) -> str:
    """All of them; a few scans of the ledger, for once in a quarter of a minute."""
    with archive.ledger.read() as session:
        queued = _by(session, "kind", Task.kind, Task.state == TaskState.QUEUED)
        files = _count(session, Delivery.state == DeliveryState.QUARANTINED, Delivery.discarded.is_(None))
        withheld = _count(session, Page.withheld)
        told = [
            metric("sohoa_pages", "gauge", "Content pages by state.",
                   _by(session, "state", Page.state, Page.kind == PageKind.CONTENT)),
            metric("sohoa_tasks_queued", "gauge", "Pieces of work to be done.", queued),
            metric("sohoa_batches_open", "gauge", "Batches that are not finished.",
                   [({}, _count(session, Batch.state != BatchState.DONE))]),
            metric("sohoa_dossiers", "gauge", "Dossiers by state.", _by(session, "state", Dossier.state)),
            metric("sohoa_quarantine", "gauge", "What waits for a person.",
                   [({"kind": "file"}, files), ({"kind": "page"}, withheld)]),
        ]  # fmt: skip
        end = ledger_end(session)
    lag = _lag(reader, end)
    free = shutil.disk_usage(archive.home.path).free
    told += [
        metric("sohoa_index_lag_events", "gauge", "Events that the index has not followed; none: no index.",
               [] if lag is None else [({}, lag)]),
        metric("sohoa_disk_free_bytes", "gauge", "Free on the disk of the home.", [({}, free)]),
        metric("sohoa_http_requests_total", "counter", "Answers of this process.",
               [({"area": area, "status": status}, count) for (area, status), count in sorted(requests.items())]),
    ]  # fmt: skip
    return "".join(told)


def metric(name: str, kind: str, text: str, samples: Samples) -> str:
    """One metric with its samples, each its labels and value."""
    lines = [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
    for labels, value in samples:
        said = ",".join(f'{label}="{_escaped(each)}"' for label, each in labels.items())
        lines.append(f"{name}{{{said}}} {value:.0f}" if said else f"{name} {value:.0f}")
    return "\n".join(lines) + "\n"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _by(
    session: Session, label: str, column: InstrumentedAttribute[object], *where: ColumnElement[bool]
) -> list[tuple[dict[str, str], float]]:
    query = select(column, func.count()).where(*where).group_by(column).order_by(column)
    return [({label: str(value)}, count) for value, count in session.execute(query)]


def _count(session: Session, *where: ColumnElement[bool] | InstrumentedAttribute[bool]) -> int:
    return session.scalar(select(func.count()).where(*where)) or 0


def _lag(reader: IndexReader, end: int) -> int | None:
    try:
        return max(0, end - reader.position)
    except SearchNotReady:
        return None

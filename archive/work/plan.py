"""From tasks to orders: what a worker must be told, gathered from the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from archive.models import Delivery, Dossier, Page, Task, TaskKind, TaskState
from archive.work.orders import BundleComponent, BundleOrder, BundlePage, Order, ReadAgainOrder, ReadOrder, SplitOrder
from config.clock import VIETNAM
from config.process import ProcessIdentity


def lease_tasks(session: Session, limit: int, owner: str, now: datetime) -> list[Task]:
    """Take the next ``limit`` tasks that nobody has in hand and whose time has come: urgent ones first, then old ones.

    The lease is what a second engine on the same ledger respects; `give_back` ends those of the dead.
    """
    due = or_(Task.not_before.is_(None), Task.not_before <= now)
    query = select(Task).where(Task.state == TaskState.QUEUED, Task.owner.is_(None), due)
    tasks = list(session.scalars(query.order_by(Task.priority.desc(), Task.id).limit(limit)))
    for task in tasks:
        task.owner = owner
    return tasks


def give_back(session: Session, gone: Callable[[set[str]], set[str]]) -> int:
    """End the leases of those owners of whom ``gone`` says so; returns how many.

    They are not counted as attempts: a power cut condemns no page.
    """
    held = list(session.scalars(select(Task).where(Task.state == TaskState.QUEUED, Task.owner.is_not(None))))
    lost = gone({task.owner for task in held if task.owner is not None})
    ended = [task for task in held if task.owner in lost]
    for task in ended:
        task.owner = None
    return len(ended)


def anybody_waits(session: Session, since: datetime | None = None) -> bool:
    """Whether work is queued for which somebody waits: all but what a `ReindexRun` asked for, after ``since`` if given.

    A run asks for window after window; who counted those would wait until its end.
    """
    counts = Task.run_id.is_(None) if since is None else or_(Task.run_id.is_(None), Task.queued_at <= since)
    return bool(session.scalar(select(exists().where(Task.state == TaskState.QUEUED, counts))))


def dead_processes(owners: set[str]) -> set[str]:
    """Those that are known to have ended, or are no processes; of other machines' nothing is known."""
    processes = {owner: ProcessIdentity.parse(owner) for owner in owners}
    return {owner for owner, process in processes.items() if process is None or process.is_dead}


def order_for(session: Session, task: Task) -> Order:
    """The order that carries out ``task``."""
    match task.kind:
        case TaskKind.SPLIT:
            delivery = session.get_one(Delivery, int(task.subject))
            assert delivery.sha256 is not None, "a file that could not be read has no task"
            return SplitOrder(delivery.sha256, delivery.size or 0)
        case TaskKind.READ:
            page = session.get_one(Page, int(task.subject))
            day = _day_at_the_desk(page)
            order = ReadOrder(page.image_sha256, page.image_info, page.known_turn, day, page.layer_sha256)
            return order if task.run_id is None else ReadAgainOrder(order, page.reading_sha256)
        case TaskKind.BUNDLE:
            dossier_id, _, version = task.subject.rpartition(":")
            return bundle_order(session.get_one(Dossier, dossier_id), int(version))


def _day_at_the_desk(page: Page) -> date:
    return page.delivery.received_at.astimezone(VIETNAM).date()


def bundle_order(dossier: Dossier, version: int, only_component: int | None = None) -> BundleOrder:
    """The order for the file of a dossier, or of one of its components (by its ordinal). Only pages that are shown."""
    labels = {page.id: str(number) for number, page in enumerate(dossier.pages, 1)}
    chosen = [c for c in dossier.components if only_component in (None, c.ordinal)]
    components = [(c, [page for page in c.pages if page.shown]) for c in chosen]
    pipelines = {page.pipeline for _, pages in components for page in pages if page.pipeline}
    return BundleOrder(
        dossier=dossier.id,
        case=dossier.case_code,
        title=dossier.title if only_component is None else chosen[0].title,
        version=version,
        digitised_at=dossier.batch.received_at,
        pipeline=", ".join(sorted(pipelines)) or "none",
        components=tuple(
            BundleComponent(component.title, tuple(_bundle_page(page, labels[page.id]) for page in pages))
            for component, pages in components
            if pages
        ),
    )


def _bundle_page(page: Page, label: str) -> BundlePage:
    info = page.image_info
    if page.reading_sha256 is None and page.known_turn is not None:
        info = replace(info, turn=page.known_turn)  # no reading says how it lies
    return BundlePage(page.image_sha256, info, page.reading_sha256, page.state, label)


def counts(session: Session, batch_id: int) -> tuple[int, int]:
    """How many tasks of a batch are ended, and how many are known."""
    query = select(Task.state, func.count()).where(Task.batch_id == batch_id).group_by(Task.state)
    by_state = {state: count for state, count in session.execute(query)}
    total = sum(by_state.values())
    return total - by_state.get(TaskState.QUEUED, 0), total

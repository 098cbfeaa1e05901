"""What the agent tells people: one calm line for each thing that happened, and how many of each there were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import or_, select

from archive.archive import Archive
from archive.arrivals import Closed, Landed
from archive.dossiers.describe import flags_of, paper_of
from archive.models import Batch, BatchState, Delivery, DeliveryState, Dossier, DossierState
from archive.quality import advice
from archive.stations import station_of
from config.errors import restore
from config.messages import _, current_language, n_
from config.names import printable
from scanner_agent.reasons import why_incomplete, why_miscounted


@dataclass(slots=True)
class Tally:
    """The figures of the summary line."""

    taken: int = 0
    waiting: int = 0
    open_batches: int = 0
    dossiers: int = 0
    quarantined: int = 0


@dataclass(slots=True)
class News:
    """Follows the batches of this run from their first file to their last dossier."""

    archive: Archive
    tell: Callable[[str], None]
    """Takes one line."""
    show: Callable[[Tally], None]
    """Takes the figures whenever they may have changed."""
    paths: dict[int, Path] = field(default_factory=dict)
    """Where the files that were taken in this run lay, by delivery."""
    batches: list[int] = field(default_factory=list)
    """The batches that this run began, went on with or closed."""
    _tally: Tally = field(default_factory=Tally)
    _followed: set[int] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Follow what an earlier run left unfinished."""
        with self.archive.ledger.read() as session:
            mine = or_(Batch.station.is_(None), Batch.station == station_of(self.archive))
            unfinished = select(Batch.id).where(Batch.state != BatchState.DONE, mine).order_by(Batch.id)
            for batch_id in session.scalars(unfinished):
                self._follow(batch_id)

    def once(self, key: str, line: str) -> None:
        """Tell it, unless it was told before under this key."""
        if key not in self._told:
            self._told.add(key)
            self.tell(line)

    def taken(self, landed: Landed, path: Path, desk: str) -> None:
        """A file is in the ledger."""
        self._follow(landed.batch_id)
        self.paths[landed.delivery_id] = path
        self._tally.taken += 1
        self.tell(_("{desk}: {name} taken in").format(desk=desk, name=printable(path.name)))

    def closed(self, closed: Closed | None) -> None:
        """A batch is complete."""
        if closed is None:
            return
        self._follow(closed.batch_id)
        if closed.duplicate_of is None:
            count = closed.files
            line = n_("Batch {batch} is complete: {count} file", "Batch {batch} is complete: {count} files", count)
            self.tell(line.format(batch=closed.batch_id, count=closed.files))
        else:
            line = _("Batch {batch} is the same as batch {other}: nothing new was made of it")
            self.tell(line.format(batch=closed.batch_id, other=closed.duplicate_of))

    def catch_up(self, waiting: int, open_batches: int) -> None:
        """Tell what the engine, here or in another process, has brought about since the last time."""
        self._tally.waiting, self._tally.open_batches = waiting, open_batches
        with self.archive.ledger.read() as session:
            done = session.scalars(select(Batch.id).where(Batch.id.in_(self._followed), Batch.state == BatchState.DONE))
            finished = set(done)
            aside = select(Delivery).where(Delivery.state == DeliveryState.QUARANTINED)
            for delivery in session.scalars(aside.where(Delivery.batch_id.in_(self._followed)).order_by(Delivery.id)):
                self._quarantined(delivery)
            made = select(Dossier).where(Dossier.batch_id.in_(self._followed))
            for dossier in session.scalars(made.order_by(Dossier.batch_id, Dossier.ordinal)):
                self._ready(dossier)
        self._followed -= finished
        self.show(self._tally)

    def _follow(self, batch_id: int) -> None:
        if batch_id not in self.batches:
            self.batches.append(batch_id)
        self._followed.add(batch_id)

    def _quarantined(self, delivery: Delivery) -> None:
        key = f"delivery:{delivery.id}"
        if delivery.state is not DeliveryState.QUARANTINED or key in self._told:
            return
        self._told.add(key)
        self._tally.quarantined += 1
        reason = restore(delivery.reason or "", delivery.reason_details).sentence(current_language())
        self.tell(_("{name} was set aside: {reason}").format(name=delivery.name, reason=reason))

    def _ready(self, dossier: Dossier) -> None:
        key = f"dossier:{dossier.id}"
        if not dossier.file or key in self._told:
            return
        self._told.add(key)
        self._tally.dossiers += 1
        states = {
            DossierState.LINKED: _("linked to case {case}"),
            DossierState.AWAITING_CASE: _("waits for the record of case {case}"),
        }
        state = states.get(dossier.state, _("not linked to a case yet")).format(case=dossier.case_code)
        count = len(dossier.pages)
        pages = n_("{count} page", "{count} pages", count).format(count=count)
        self.tell(
            _("Dossier {dossier} is ready: {pages}, {state}").format(dossier=dossier.id, pages=pages, state=state)
        )
        told = {"id": dossier.id, "case": dossier.case_code, **paper_of(dossier)}
        for sentence in (*why_miscounted(told), *why_incomplete(told)):
            self.tell(sentence)
        flags = flags_of(dossier, self.archive.objects, self.archive.settings.quality)
        for number, page in enumerate(dossier.pages, 1):
            for sentence in advice(flags[page.id], number):
                self.tell(f"{dossier.id}: {sentence}")

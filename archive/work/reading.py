"""From a reading to its page: what the ledger says of a page that was read, read again, or could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from archive.completeness import note_papers
from archive.difference import Difference
from archive.dossiers.recognise import recognise
from archive.ledger import Recording
from archive.models import (
    Component,
    Dossier,
    DossierState,
    Page,
    PageKind,
    ReadingVersion,
    ReindexRun,
    Task,
    TaskKind,
)
from archive.work.orders import Failure, ReadResult
from ocr.page import PageState
from ocr.text.secrecy import SECRET

FINAL = (DossierState.SIGNED, DossierState.WITHDRAWN)
"""States in which a dossier gets no further version of its file."""

_UNREAD_STATES = {"recognition_timeout": PageState.TIMEOUT}


def keep_reading(work: Recording, task: Task, result: ReadResult) -> None:
    """Write down what was read. A reading that it takes the place of is kept as a version.

    Read again for a `ReindexRun`, an equal reading is passed over, and a changed one asks for a new file.
    """
    page = work.get_one(Page, int(task.subject))
    if result.state is PageState.BLANK and _turned_with_batch(page):
        work.record("page.not_read_again", f"page:{page.id}", reason=result.state)  # what has been seen is not hidden
        return
    before, head = _Seen.of(page), page.open_head
    anew = page.reading_sha256 != result.reading_sha256
    if anew:
        _keep_version(work, task, page, result.difference)
    withhold = _write_down(page, result)
    if page.component_id is not None:
        work.flush()
        dossier = _dossier_of(work, page)
        if page.open_head != head:  # all its papers are looked at: not for each page of a dossier that reads as it did
            recognise(work, [dossier])
        note_papers(work, [dossier.case_code])
    if task.run_id is None or anew:
        work.record("page.read", f"page:{page.id}", state=result.state, reading=result.reading_sha256)
    if withhold:
        work.record("page.withheld", f"page:{page.id}")
    if task.run_id is not None:
        changed = anew and (result.difference is None or not result.difference.same_text)
        if changed or before != _Seen.of(page):
            _ask_for_new_file(work, page)
        _count(work, task.run_id, changed=changed, withheld=withhold)


def keep_unread(work: Recording, task: Task, failure: Failure) -> None:
    """Write down that a page could not be read.

    One that was read again for a `ReindexRun`, or only to lie as its batch does, keeps what it had.
    """
    page = work.get_one(Page, int(task.subject))
    if task.run_id is not None:
        work.record("page.not_read_again", f"page:{page.id}", reason=failure.code, run=task.run_id)
        _count(work, task.run_id, failed=True)
        return
    if _turned_with_batch(page):
        work.record("page.not_read_again", f"page:{page.id}", reason=failure.code)
        return
    _keep_version(work, task, page, None)
    page.state = _UNREAD_STATES.get(failure.code, PageState.FAILED)
    page.rotation = page.turn if page.known_turn is None else page.known_turn
    page.reading_sha256, page.measures, page.head = None, None, None  # those of before it was turned
    page.reason, page.reason_details = failure.code, failure.details
    work.record("page.unread", f"page:{page.id}", state=page.state, reason=failure.code)
    if page.component_id is not None:
        note_papers(work, [_dossier_of(work, page).case_code])


def _dossier_of(work: Recording, page: Page) -> Dossier:
    """The dossier in which the page stands."""
    return work.scalars(select(Dossier).join(Component).where(Component.id == page.component_id)).one()


def _turned_with_batch(page: Page) -> bool:
    """Whether the page was read before, and has just been read again as its batch lies, before it is in a dossier."""
    by_batch = page.turned_by_batch is not None and page.turned_by_hand is None
    return by_batch and page.reading_sha256 is not None and page.component_id is None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of a page shows in the file of its dossier besides its text."""

    unread: bool
    rotation: int
    shown: bool

    @classmethod
    def of(cls, page: Page) -> _Seen:
        return cls(page.reading_sha256 is None, page.rotation, page.shown)


def _write_down(page: Page, result: ReadResult) -> bool:
    """The columns of the page; returns whether a secrecy mark was found that nobody knew of."""
    if page.reading_sha256 is None and page.component_id is None:  # read again, it stays what it was taken for
        page.kind = PageKind(result.evidence.kind)
    if page.kind == result.evidence.kind:
        page.evidence = [each.to_dict() for each in result.evidence.evidence]
    if page.blank and result.state is not PageState.BLANK:
        page.hidden = False  # it was left out because nothing had been seen on it
    page.state, page.reason, page.reason_details = result.state, None, {}
    page.reading_sha256 = result.reading_sha256
    page.rotation, page.turn_sure = result.rotation, result.turn_sure
    page.skew_degrees = result.skew_degrees
    page.skew_applied = result.skew_applied
    page.seal = result.seal
    page.confidence = result.confidence
    withhold = SECRET in result.flags and SECRET not in page.flags  # read again: what a person released stays so
    page.withheld = page.withheld or withhold
    page.flags = [*dict.fromkeys([*page.flags, *result.flags])]
    page.head = result.head
    page.measures = result.measures
    page.engine = result.engine
    page.pipeline = result.pipeline
    return withhold


def _keep_version(work: Recording, task: Task, page: Page, difference: Difference | None) -> None:
    if page.reading_sha256 is not None:
        work.add(
            ReadingVersion(
                page_id=page.id,
                reading_sha256=page.reading_sha256,
                engine=page.engine,
                pipeline=page.pipeline,
                replaced_at=work.now,
                change=difference.change if difference else None,
                run_id=task.run_id,
            )
        )


def _ask_for_new_file(work: Recording, page: Page) -> None:
    """A new version of the page's dossier, unless its present one is still to be made."""
    query = select(Dossier).join(Component).where(Component.id == page.component_id, Dossier.state.not_in(FINAL))
    dossier = work.scalars(query).first()
    if dossier is None:
        return
    bundle = f"{dossier.id}:{dossier.version}"
    if work.scalar(select(exists().where(Task.kind == TaskKind.BUNDLE, Task.subject == bundle))):
        dossier.version += 1
        work.record("dossier.read_again", f"dossier:{dossier.id}", version=dossier.version)


def _count(
    work: Recording, run_id: int, *, changed: bool = False, failed: bool = False, withheld: bool = False
) -> None:
    run = work.get_one(ReindexRun, run_id)
    run.read += 1
    run.changed += changed
    run.failed += failed
    run.withheld += withheld

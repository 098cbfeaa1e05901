"""Corrections in the ledger: what holds afterwards, which files are made, what is written down, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.archive import Archive
from archive.dossiers.correct import (
    Corrected,
    carry_page,
    hide_page,
    link,
    merge,
    move_page,
    restore_page,
    rotate_page,
    split,
    unlink,
)
from archive.dossiers.describe import listing
from archive.events import broken_links
from archive.linking import FOREIGN_CODE, Evidence
from archive.models import CaseRecord, DossierState, Edit, Event, Link, LinkRank, Page
from archive.verify import verify
from archive.work.engine import Engine
from archive.work.orders import BundleOrder, Failure, Order, ReadOrder, Result
from config.errors import CorruptFile, DossierNotFound, RecognitionTimeout, UsageError
from ocr.page import PageState
from tests.doubles import OneRunner, PlainWork, ScriptedRunner
from tests.unit.archive.dossiers.looking import Scan, names, row, unwatched

CASE, OTHER_CASE = "H26.12-260804-0583", "H26.12-260804-0584"


def pdf_pages(archive: Archive, id_: str) -> list[str]:
    """What the double wrote into the newest file: the images of its pages."""
    file = row(archive, id_).file
    assert file is not None
    return archive.dossiers.read(file.pdf_sha256).decode().split("\n")[1:]


def images(archive: Archive, *names_: str) -> list[str]:
    return [archive.objects.put(name.encode()) for name in names_]


def test_every_correction_is_one_edit_one_event_and_one_version_more(archive: Archive, scan: Scan) -> None:
    dossier = scan(3, CASE)
    done = move_page(archive, dossier, 3, 1, unwatched)
    assert names(archive, dossier) == "3 1 2"
    assert pdf_pages(archive, dossier) == images(archive, "3", "1", "2")
    after = row(archive, dossier)
    assert [file.version for file in after.files] == [1, 2] and after.version == 2
    assert done.dossiers[0]["pdf"] == str(archive.dossiers.path(after.files[1].pdf_sha256))
    with archive.ledger.read() as session:
        edit = session.query(Edit).one()
        (event,) = session.query(Event).where(Event.kind == "dossier.corrected")
        assert (edit.id, edit.command) == (done.edit, f"page move {dossier} 3 --to 1")
        assert event.subject == f"dossier:{dossier}"
        assert event.data == {"edit": edit.id, "command": edit.command, "versions": {dossier: 2}}
        assert broken_links(session) == []
        assert session.query(Event).where(Event.kind == "batch.done").count() == 1
    *_, report = verify(archive)
    assert report.ok and not report.orphans


# --- the case ------------------------------------------------------------------------------------------------------


def test_the_clerks_word_replaces_what_held(archive: Archive, scan: Scan) -> None:
    dossier = scan(1, CASE)
    with archive.ledger.write() as work:
        work.add(CaseRecord(code=OTHER_CASE, procedure="p", applicant="a", received_at=work.now, updated_at=work.now))
    done = link(archive, dossier, f" {OTHER_CASE}", unwatched)
    assert not done.needs_person
    after = row(archive, dossier)
    assert (after.state, after.case_code, after.reason) == (DossierState.LINKED, OTHER_CASE, None)
    assert after.title == f"Hồ sơ {OTHER_CASE}"
    with archive.ledger.read() as session:
        old, new = session.query(Link).order_by(Link.id)
        assert (old.case_code, old.withdrawn_at is None) == (CASE, False)
        assert (new.case_code, new.rank, new.rule, new.withdrawn_at) == (OTHER_CASE, LinkRank.CLERK, "link", None)


def test_a_case_whose_record_has_not_come_is_waited_for(archive: Archive, scan: Scan) -> None:
    dossier = scan(1)
    assert not link(archive, dossier, CASE, unwatched).needs_person
    assert row(archive, dossier).state is DossierState.AWAITING_CASE


def test_unlinked_by_the_clerk(archive: Archive, scan: Scan) -> None:
    dossier = scan(1, CASE)
    assert unlink(archive, dossier, unwatched).needs_person
    after = row(archive, dossier)
    assert (after.state, after.reason, after.case_code) == (DossierState.UNLINKED, "unlinked_by_clerk", None)
    with archive.ledger.read() as session:
        assert session.query(Link).one().withdrawn_at is not None
    with pytest.raises(UsageError, match="nothing to correct"):
        unlink(archive, dossier, unwatched)


def test_whose_code_is_foreign_follows_the_case(archive: Archive, scan: Scan) -> None:
    dossier = scan(2, CASE)
    with archive.ledger.write() as work:
        page = work.get_one(Page, row(archive, dossier).pages[1].id)
        page.evidence = [Evidence(LinkRank.QR, "qr", OTHER_CASE).to_dict()]
        page.flags = ["rendered", FOREIGN_CODE]
    link(archive, dossier, OTHER_CASE, unwatched)
    assert [page.flags for page in row(archive, dossier).pages] == [[], ["rendered"]]
    link(archive, dossier, CASE, unwatched)
    assert [page.flags for page in row(archive, dossier).pages] == [[], ["rendered", FOREIGN_CODE]]


# --- the pages -----------------------------------------------------------------------------------------------------


def test_a_page_that_is_turned_is_read_again_and_the_file_is_made_after(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    dossier = scan(3)
    before = {page.id: page.reading_sha256 for page in row(archive, dossier).pages}
    runner.carried_out.clear()
    rotate_page(archive, dossier, 2, 90, unwatched)
    read, bundled = (order for order, _ in runner.carried_out)
    assert isinstance(read, ReadOrder) and isinstance(bundled, BundleOrder)
    assert (read.turn, read.image_sha256) == (90, images(archive, "2")[0])
    pages = row(archive, dossier).pages
    assert [page.turned_by_hand for page in pages] == [None, 90, None]
    assert [page.rotation for page in pages] == [0, 90, 0]
    assert [page.reading_sha256 == before[page.id] for page in pages] == [True, False, True]
    assert bundled.components[0].pages[1].reading_sha256 == pages[1].reading_sha256
    rotate_page(archive, dossier, 2, 270, unwatched)
    assert row(archive, dossier).pages[1].turned_by_hand == 0


def test_a_page_that_cannot_be_read_as_it_was_turned_is_shown_so(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    plain = PlainWork(archive.objects, archive.dossiers)

    def work(order: Order) -> Result:
        failed = isinstance(order, ReadOrder) and order.turn is not None
        return Failure.of(CorruptFile(problem="test")) if failed else plain(order)

    dossier = scan(1, CASE)
    runner.carried_out.clear()
    runner.work = work
    assert rotate_page(archive, dossier, 1, 180, unwatched).needs_person
    (page,) = row(archive, dossier).pages
    assert (page.state, page.rotation, page.reading_sha256) == (PageState.FAILED, 180, None)
    bundled = runner.carried_out[-1][0]
    assert isinstance(bundled, BundleOrder) and bundled.components[0].pages[0].info.turn == 180


def test_a_hidden_page_is_kept_and_left_out_of_the_file(archive: Archive, scan: Scan) -> None:
    dossier = scan(3)
    done = hide_page(archive, dossier, 2, unwatched)
    assert (names(archive, dossier), done.dossiers[0]["pages"]) == ("1 (2) 3", 3)
    assert pdf_pages(archive, dossier) == images(archive, "1", "3")
    restore_page(archive, dossier, 2, unwatched)
    assert pdf_pages(archive, dossier) == images(archive, "1", "2", "3")


def test_the_last_page_to_be_seen_cannot_be_hidden(archive: Archive, scan: Scan) -> None:
    dossier = scan(2)
    hide_page(archive, dossier, 1, unwatched)
    with pytest.raises(UsageError, match=dossier):
        hide_page(archive, dossier, 2, unwatched)
    assert row(archive, dossier).version == 2


def test_a_page_that_is_withheld_is_not_to_be_seen(archive: Archive, scan: Scan) -> None:
    dossier = scan(2)
    with archive.ledger.write() as work:
        work.get_one(Page, row(archive, dossier).pages[0].id).withheld = True
    with pytest.raises(UsageError, match=dossier):
        hide_page(archive, dossier, 2, unwatched)
    assert hide_page(archive, dossier, 1, unwatched).needs_person


def test_a_page_is_carried_into_a_dossier_of_another_batch(archive: Archive, scan: Scan) -> None:
    first, second = scan(2, stack="a"), scan(2, CASE, stack="b")
    done = carry_page(archive, first, 1, second, 2, unwatched)
    assert [each["id"] for each in done.dossiers] == [first, second]
    assert (names(archive, first), names(archive, second)) == ("a2", "b1 a1 b2")
    assert pdf_pages(archive, first) == images(archive, "a2")
    assert pdf_pages(archive, second) == images(archive, "b1", "a1", "b2")
    rotate_page(archive, second, 2, 90, unwatched)
    assert row(archive, second).file.version == 3  # type: ignore[union-attr]


# --- where dossiers begin and end ----------------------------------------------------------------------------------


def test_pages_that_are_split_off_become_the_next_dossier_of_the_batch(archive: Archive, scan: Scan) -> None:
    dossier = scan(3, CASE)
    done = split(archive, dossier, 2, None, unwatched)
    assert done.needs_person
    _, new = (each["id"] for each in done.dossiers)
    assert (names(archive, dossier), names(archive, new)) == ("1", "2 3")
    opened = row(archive, new)
    assert (opened.ordinal, opened.version, opened.state) == (2, 1, DossierState.UNLINKED)
    assert (opened.reason, opened.case_code) == ("split_off", None)
    assert pdf_pages(archive, new) == images(archive, "2", "3")
    assert row(archive, dossier).case_code == CASE


def test_pages_may_be_split_off_for_a_case(archive: Archive, scan: Scan) -> None:
    done = split(archive, scan(2, CASE), 2, OTHER_CASE, unwatched)
    assert [(each["case"], each["state"]) for each in done.dossiers] == [
        (CASE, "awaiting_case"),
        (OTHER_CASE, "awaiting_case"),
    ]
    assert not done.needs_person


def test_a_merged_dossier_is_withdrawn_and_no_longer_listed(archive: Archive, scan: Scan) -> None:
    first, second = scan(2, CASE, stack="a"), scan(1, OTHER_CASE, stack="b")
    done = merge(archive, first, second, unwatched)
    assert not done.needs_person
    assert done.dossiers[1] == {"id": second, "case": None, "state": "withdrawn", "pages": 0, "pdf": None}
    assert (names(archive, first), row(archive, first).case_code) == ("a1 a2 b1", CASE)
    away = row(archive, second)
    assert (away.reason, away.reason_details, len(away.files)) == ("merged", {"into": first}, 1)
    with archive.ledger.read() as session:
        assert [each.id for each in listing(session)] == [first]
        assert [each.id for each in listing(session, state="withdrawn")] == [second]
    for correction in (
        lambda: link(archive, second, CASE, unwatched),
        lambda: merge(archive, second, first, unwatched),
    ):
        with pytest.raises(UsageError, match="withdrawn"):
            correction()


def test_a_dossier_without_a_case_takes_that_of_the_one_that_is_merged_into_it(archive: Archive, scan: Scan) -> None:
    first, second = scan(1, stack="a"), scan(1, CASE, stack="b")
    assert merge(archive, first, second, unwatched).dossiers[0]["case"] == CASE
    with archive.ledger.read() as session:
        holding = session.query(Link).where(Link.withdrawn_at.is_(None)).one()
        assert (holding.dossier_id, holding.rule) == (first, "page merge")


# --- what goes on beside it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["move", "carry", "merge", "split"])
def test_what_is_refused_leaves_no_trace(archive: Archive, scan: Scan, command: str) -> None:
    dossier = scan(2)

    def correction() -> Corrected:
        match command:
            case "move":
                return move_page(archive, dossier, 1, 1, unwatched)
            case "carry":
                return carry_page(archive, dossier, 1, dossier, None, unwatched)
            case "merge":
                return merge(archive, dossier, dossier, unwatched)
        return split(archive, dossier, 1, None, unwatched)

    with pytest.raises(UsageError):
        correction()
    assert row(archive, dossier).version == 1
    with archive.ledger.read() as session:
        assert session.query(Edit).count() == 0
        assert [each.id for each in listing(session, state="withdrawn")] == []


def test_an_unknown_dossier_is_named(archive: Archive, scan: Scan) -> None:
    with pytest.raises(DossierNotFound, match="d-000"):
        carry_page(archive, scan(2), 1, "d-000", None, unwatched)


def test_a_correction_waits_for_the_one_before(archive: Archive, scan: Scan, runner: ScriptedRunner) -> None:
    """A page is not read, nor a file made, for what has been corrected again meanwhile."""
    dossier = scan(2)

    def dies(order: Order) -> Result:
        raise KeyboardInterrupt

    living, runner.work = runner.work, dies
    with pytest.raises(KeyboardInterrupt):
        rotate_page(archive, dossier, 1, 90, unwatched)
    runner.close()
    runner.work = living
    assert row(archive, dossier).version == 2
    rotate_page(archive, dossier, 1, 90, unwatched)
    after = row(archive, dossier)
    assert [file.version for file in after.files] == [1, 2, 3]
    assert (after.pages[0].turned_by_hand, after.pages[0].rotation) == (180, 180)


def test_a_correction_that_was_cut_off_is_finished_by_whoever_works_next(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    dossier = scan(2)

    def dies(order: Order) -> Result:
        raise KeyboardInterrupt

    living, runner.work = runner.work, dies
    with pytest.raises(KeyboardInterrupt):
        hide_page(archive, dossier, 1, unwatched)
    before = row(archive, dossier)
    assert before.file is not None and (before.version, before.file.version) == (2, 1)
    runner.close()
    runner.work = living
    list(Engine(archive.ledger, OneRunner(runner)).run())
    assert pdf_pages(archive, dossier) == images(archive, "2")


def test_a_page_that_timed_out_is_read_when_it_is_turned(
    archive: Archive, scan: Scan, runner: ScriptedRunner, tmp_path: Path
) -> None:
    plain = PlainWork(archive.objects, archive.dossiers)

    def work(order: Order) -> Result:
        failed = isinstance(order, ReadOrder) and order.turn is None
        return Failure.of(RecognitionTimeout(seconds=1)) if failed else plain(order)

    runner.work = work
    dossier = scan(1, CASE)
    rotate_page(archive, dossier, 1, 180, unwatched)
    with archive.ledger.read() as session:
        page = session.query(Page).one()
        assert (page.state, page.reason, page.rotation) == (PageState.NO_TEXT, None, 180)
    assert row(archive, dossier).file.version == 2  # type: ignore[union-attr]

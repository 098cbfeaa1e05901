"""What was planned is written down: dossiers, links with their evidence, flags, separators; and whatever comes late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from archive.archive import Archive
from archive.intake import take_in
from archive.linking import Evidence, LinkRank, PageEvidence, Problem
from archive.models import Batch, Dossier, DossierState, Link, Page, PageKind, Task, TaskKind
from archive.work.commit import do_again, read_again
from archive.work.engine import Engine
from archive.work.orders import Failure, Order, ReadOrder, ReadResult, Result, SplitOrder
from config.errors import CorruptFile
from ocr.page import Box, PageState
from tests.doubles import OneRunner, PlainWork, ScriptedRunner

A, B = "H57.132-260804-0583", "H57.132-260804-0584"
BOX = Box(0.1, 0.2, 0.3, 0.1)


def separator(code: str | None, problem: Problem | None = None) -> PageEvidence:
    return PageEvidence("separator", (Evidence(LinkRank.SEPARATOR, "separator_qr", code, problem, "read", BOX),))


def qr(code: str) -> PageEvidence:
    return PageEvidence("content", (Evidence(LinkRank.QR, "page_qr", code, text=code, box=BOX),))


class Scripted:
    """Gives each file, one page each and named by its bytes, the evidence that a test wants; some cannot be split."""

    def __init__(self, archive: Archive, said: Mapping[str, PageEvidence | PageState]) -> None:
        self._plain = PlainWork(archive.objects, archive.dossiers)
        self._objects = archive.objects
        self.said = dict(said)
        self.refused: set[str] = set()

    def __call__(self, order: Order) -> Result:
        result = self._plain(order)
        if isinstance(order, SplitOrder) and self._objects.read(order.file_sha256).decode() in self.refused:
            return Failure.of(CorruptFile(problem="half a marker"))
        if isinstance(order, ReadOrder) and isinstance(result, ReadResult):
            said = self.said.get(self._objects.read(order.image_sha256).decode())
            if isinstance(said, PageState):
                return replace(result, state=said)
            return replace(result, evidence=said) if said else result
        return result


def give(archive: Archive, tmp_path: Path, names: str, case: str | None = None) -> int:
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    return take_in(archive.ledger, archive.objects, paths, "desk", case).batch_id


def work_off(archive: Archive, work: Scripted) -> None:
    list(Engine(archive.ledger, OneRunner(ScriptedRunner(work))).run())


def told(archive: Archive) -> list[tuple[str, str | None, str]]:
    """The names of each dossier's pages, its case and its state."""
    with archive.ledger.read() as session:
        dossiers = session.query(Dossier).order_by(Dossier.ordinal)
        return [("".join(p.delivery.name for p in d.pages), d.case_code, d.state.value) for d in dossiers]


def test_a_batch_becomes_its_dossiers_with_links_and_flags(archive: Archive, tmp_path: Path) -> None:
    work = Scripted(
        archive, {"s": separator(A), "2": qr(B), "t": separator(None, Problem.INVALID), "b": PageState.BLANK}
    )
    give(archive, tmp_path, "0s12tb3")
    work_off(archive, work)
    assert told(archive) == [("0", None, "unlinked"), ("12", A, "awaiting_case"), ("3", None, "unlinked")]
    with archive.ledger.read() as session:
        reasons = [(d.reason, d.reason_details) for d in session.query(Dossier).order_by(Dossier.ordinal)]
        assert reasons == [("no_case", {}), (None, {}), ("separator_invalid", {"text": "read"})]
        link = session.query(Link).one()
        assert (link.case_code, link.rank, link.rule, link.text) == (A, LinkRank.SEPARATOR, "separator_qr", "read")
        assert link.page and link.page.delivery.name == "s" and link.box == BOX.as_list()
        pages = {page.delivery.name: page for page in session.query(Page)}
        assert {name for name, page in pages.items() if page.kind is PageKind.SEPARATOR} == {"s", "t", "b"}
        assert {name for name, page in pages.items() if page.component_id is None} == {"s", "t", "b"}
        assert [name for name, page in pages.items() if page.flags] == ["2"] and pages["2"].flags == ["foreign_code"]
        assert all(d.file and d.file.valid for d in session.query(Dossier))


def test_a_batch_of_separators_alone_makes_no_dossier_and_ends(archive: Archive, tmp_path: Path) -> None:
    batch = give(archive, tmp_path, "sb")
    work_off(archive, Scripted(archive, {"s": separator(A), "b": PageState.BLANK}))
    assert told(archive) == []
    with archive.ledger.read() as session:
        assert session.get_one(Batch, batch).finished_at


def test_a_file_that_comes_late_goes_where_its_place_among_the_separators_leads(
    archive: Archive, tmp_path: Path
) -> None:
    work = Scripted(archive, {"s": separator(A), "t": separator(B)})
    work.refused = {"2"}
    give(archive, tmp_path, "s12t3")
    work_off(archive, work)
    assert told(archive) == [("1", A, "awaiting_case"), ("3", B, "awaiting_case")]
    work.refused = set()
    with archive.ledger.write() as recording:
        do_again(recording, recording.query(Task).where(Task.kind == TaskKind.SPLIT, Task.state == "failed").one())
    work_off(archive, work)
    assert told(archive) == [("1", A, "awaiting_case"), ("3", B, "awaiting_case"), ("2", A, "awaiting_case")]


def test_pages_that_are_read_again_stay_where_they_are(archive: Archive, tmp_path: Path) -> None:
    work = Scripted(archive, {"s": separator(A), "b": PageState.BLANK})
    batch = give(archive, tmp_path, "sb12")
    work_off(archive, work)
    before = told(archive)
    work.said = {"1": separator(B)}  # as if a newer reading took a paper for a separator, and a separator for a paper
    with archive.ledger.write() as recording:
        for page in recording.query(Page):
            read_again(recording, page, batch)
    work_off(archive, work)
    assert told(archive) == before == [("12", A, "awaiting_case")]
    with archive.ledger.read() as session:
        kinds = {page.delivery.name: page.kind.value for page in session.query(Page)}
        assert kinds == {"s": "separator", "b": "separator", "1": "content", "2": "content"}
        evidence = {page.delivery.name: page.evidence for page in session.query(Page)}
        assert evidence["s"] and not evidence["1"]
        assert session.query(Dossier).one().state is DossierState.AWAITING_CASE


def test_a_file_that_may_have_been_a_separator_keeps_what_follows_from_the_case_before(
    archive: Archive, tmp_path: Path
) -> None:
    work = Scripted(archive, {"s": separator(A), "t": separator(B)})
    work.refused = {"x"}
    give(archive, tmp_path, "s1x2t3")
    work_off(archive, work)
    assert told(archive) == [("12", None, "unlinked"), ("3", B, "awaiting_case")]


def test_a_page_that_may_have_been_a_separator_does_too(archive: Archive, tmp_path: Path) -> None:
    work = Scripted(archive, {"s": separator(A), "2": PageState.FAILED})
    give(archive, tmp_path, "s123")
    work_off(archive, work)
    assert told(archive) == [("123", None, "unlinked")]

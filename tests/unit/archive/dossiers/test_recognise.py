"""Papers of dossiers: told apart when pages are in, named anew when case, catalogue or a clerk's word change."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.archive import Archive
from archive.cases import import_cases
from archive.dossiers import correct, undo
from archive.dossiers.describe import details
from archive.metadata import document_metadata
from archive.models import Component, Dossier
from archive.readings import pack
from archive.work.orders import Order, ReadOrder, ReadResult, Result
from config.errors import UsageError
from ocr.fields import page_head
from ocr.page import Line, PageReading, PageState
from tests.doubles import PlainWork, ScriptedRunner
from tests.unit.archive.dossiers.looking import Scan, shape, unwatched
from tests.unit.archive.papers.heads import FIRM
from tests.unit.ocr.fields.written import COUNTRY, MOTTO, head, line, page

CASE = "H26.12-260804-0583"
PETROL = "Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu"
BODY = line("Căn cứ Luật Thương mại và các văn bản có liên quan;", x=0.1, y=0.5)


def under(*title: str, above: tuple[Line, ...] = (COUNTRY, MOTTO)) -> PageReading:
    return page(*above, *(line(text, centre=0.5, y=0.17 + 0.02 * row) for row, text in enumerate(title)), BODY)


APPLICATION = under(
    "ĐƠN ĐỀ NGHỊ",
    "CẤP GIẤY CHỨNG NHẬN CỬA HÀNG ĐỦ ĐIỀU KIỆN",
    "BÁN LẺ XĂNG DẦU",
    above=tuple(head(*FIRM, number="Số: 12/ĐN-HGL")),
)
ON = page(BODY)
CERTIFICATE = under("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ DOANH NGHIỆP")
PORTFOLIO = under("HỒ SƠ NĂNG LỰC CỬA HÀNG SỐ BẢY")


class Written(PlainWork):
    """Reads on a file whose bytes are the number n the n-th of these pages; None: nothing."""

    def __init__(self, archive: Archive, *pages: PageReading | None) -> None:
        super().__init__(archive.objects, archive.dossiers)
        self.pages = pages

    def __call__(self, order: Order) -> Result:
        result = super().__call__(order)
        if not isinstance(order, ReadOrder) or not isinstance(result, ReadResult):
            return result
        number = int(self._objects.read(order.image_sha256).decode().lstrip("abc"))
        read = self.pages[number - 1] if number <= len(self.pages) else None
        if read is None:
            return result
        said = page_head(read).to_dict()
        return replace(result, state=PageState.OK, reading_sha256=self._objects.put(pack(read)), head=said)


@pytest.fixture
def known(archive: Archive, tmp_path: Path) -> None:
    """The case's record has come."""
    _bring(archive, tmp_path, procedure=PETROL)


def _bring(archive: Archive, folder: Path, procedure: str) -> None:
    record = {"code": CASE, "procedure": procedure, "applicant": "Hồng Giang Lộc", "received_at": "2026-08-04T09:00"}
    path = folder / "cases.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    import_cases(archive.ledger, path)


def papers(archive: Archive, dossier: str) -> list[tuple[str, list[int]]]:
    return [(each["type"], each["pages"]) for each in shown(archive, dossier)]


def shown(archive: Archive, dossier: str) -> list[dict[str, Any]]:
    with archive.ledger.read() as session:
        row = session.get_one(Dossier, dossier)
        found = details(row, archive.objects, archive.dossiers, archive.settings.quality)["components"]
    assert isinstance(found, list)
    return found


def read(runner: ScriptedRunner, archive: Archive, *pages: PageReading | None) -> None:
    runner.work = Written(archive, *pages)


@pytest.mark.usefixtures("known")
def test_pages_are_papers_of_their_procedure(archive: Archive, scan: Scan, runner: ScriptedRunner) -> None:
    read(runner, archive, APPLICATION, ON, None, CERTIFICATE, PORTFOLIO)
    dossier = scan(5, CASE)
    assert papers(archive, dossier) == [
        ("don-de-nghi", [1, 2, 3]),
        ("dang-ky-doanh-nghiep", [4]),
        ("other", [5]),
    ]
    number = shown(archive, dossier)[0]["fields"]["number"]
    assert (number["value"], number["raw"], number["page"], number["rule"]) == ("12", "Số: 12/ĐN-HGL", 1, "head_number")


@pytest.mark.usefixtures("known")
def test_what_a_paper_says_is_exported(archive: Archive, scan: Scan, runner: ScriptedRunner) -> None:
    read(runner, archive, APPLICATION)
    with archive.ledger.read() as session:
        said = document_metadata(session.get_one(Dossier, scan(1, CASE)).components[0])
    assert {name: said[name] for name in ("typeName", "codeNumber", "codeNotation", "issuedDate", "organName")} == {
        "typeName": "ĐƠN ĐỀ NGHỊ",
        "codeNumber": "12",
        "codeNotation": "ĐN-HGL",
        "issuedDate": "2026-07-31",
        "organName": "CÔNG TY CỔ PHẦN XĂNG DẦU HỒNG GIANG LỘC",
    }


def test_papers_get_their_types_when_the_record_comes_and_again_when_it_changes(
    archive: Archive, scan: Scan, runner: ScriptedRunner, tmp_path: Path
) -> None:
    read(runner, archive, CERTIFICATE, PORTFOLIO)
    dossier = scan(2, CASE)
    before = shape(archive, dossier)
    assert shown(archive, dossier)[0]["evidence"]["paper"] == "dang-ky-doanh-nghiep"
    for procedure, paper in ((PETROL, "2.000648/dang-ky-doanh-nghiep"), ("2.000004", "dang-ky-doanh-nghiep")):
        _bring(archive, tmp_path, procedure)
        assert shown(archive, dossier)[0]["evidence"]["paper"] == paper
    assert shape(archive, dossier) == before


@pytest.mark.usefixtures("known")
def test_what_a_clerk_says_of_a_paper_stands_teaches_and_is_undone(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    read(runner, archive, APPLICATION, PORTFOLIO)
    first = scan(2, CASE, stack="a")
    correct.set_type(archive, first, 2, "tai-lieu-xay-dung", unwatched)
    assert papers(archive, first)[1] == ("tai-lieu-xay-dung", [2])
    second = scan(2, CASE, stack="b")
    assert papers(archive, second)[1] == ("tai-lieu-xay-dung", [2])
    assert shown(archive, second)[1]["evidence"]["rule"] == "taught"
    undo.undo(archive, first, unwatched)
    assert papers(archive, first)[1] == ("other", [2])
    assert papers(archive, scan(2, CASE, stack="c"))[1] == ("other", [2])


@pytest.mark.usefixtures("known")
def test_a_type_that_the_procedure_does_not_know_is_refused(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    dossier = scan(1, CASE)
    with pytest.raises(UsageError, match="don-de-nghi, "):
        correct.set_type(archive, dossier, 1, "don-xin", unwatched)
    for number in (0, 2):
        with pytest.raises(UsageError, match="no paper"):
            correct.set_type(archive, dossier, number, "other", unwatched)
    with pytest.raises(UsageError, match="before the first"):
        correct.join_component(archive, dossier, 1, unwatched)


@pytest.mark.usefixtures("known")
def test_papers_are_divided_and_joined_by_hand_and_told_apart_again(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    read(runner, archive, APPLICATION, ON, CERTIFICATE)
    dossier = scan(3, CASE)
    correct.split_component(archive, dossier, 2, unwatched)
    assert papers(archive, dossier) == [("don-de-nghi", [1]), ("other", [2]), ("dang-ky-doanh-nghiep", [3])]
    correct.join_component(archive, dossier, 3, unwatched)
    assert papers(archive, dossier) == [("don-de-nghi", [1]), ("dang-ky-doanh-nghiep", [2, 3])]
    correct.divide_again(archive, dossier, unwatched)
    assert papers(archive, dossier) == [("don-de-nghi", [1, 2]), ("dang-ky-doanh-nghiep", [3])]


@pytest.mark.usefixtures("known")
def test_a_dossier_of_before_papers_were_told_apart_is_divided(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    read(runner, archive, APPLICATION, CERTIFICATE)
    dossier = scan(2, CASE)
    with archive.ledger.write() as work:
        first, second = work.get_one(Dossier, dossier).components
        for position, row in enumerate(work.get_one(Dossier, dossier).pages, 1):
            row.component_id, row.position, row.head = first.id, position, None
        work.flush()
        work.expire_all()
        work.delete(second)
        first.type, first.title, first.evidence, first.fields = "other", "Giấy tờ", {}, {}
    done = correct.divide_again(archive, dossier, unwatched)
    assert done.edit is not None
    assert papers(archive, dossier) == [("don-de-nghi", [1]), ("dang-ky-doanh-nghiep", [2])]


@pytest.mark.usefixtures("known")
def test_a_catalogue_that_changed_names_the_papers_anew(archive: Archive, scan: Scan, runner: ScriptedRunner) -> None:
    read(runner, archive, APPLICATION, PORTFOLIO)
    dossier = scan(2, CASE)
    assert correct.divide_again(archive, dossier, unwatched).edit is None
    packaged = (Path(__file__).parents[4] / "config/procedures/2.000648.toml").read_text(encoding="utf-8")
    archive.home.procedures.mkdir()
    own = packaged.replace('"BIÊN BẢN NGHIỆM THU"', '"BIÊN BẢN NGHIỆM THU", "HỒ SƠ NĂNG LỰC CỬA HÀNG SỐ BẢY"')
    (archive.home.procedures / "xang-dau.toml").write_text(own, encoding="utf-8")
    assert correct.divide_again(archive, dossier, unwatched).edit is None
    assert papers(archive, dossier)[1] == ("tai-lieu-xay-dung", [2])


@pytest.mark.usefixtures("known")
def test_a_wrong_catalogue_keeps_no_page_from_being_read(archive: Archive, scan: Scan, runner: ScriptedRunner) -> None:
    archive.home.procedures.mkdir()
    (archive.home.procedures / "xang-dau.toml").write_text("code = 7", encoding="utf-8")
    read(runner, archive, APPLICATION)
    assert papers(archive, scan(1, CASE)) == [("don-de-nghi", [1])]


@pytest.mark.usefixtures("known")
def test_nothing_is_told_of_the_head_of_a_withheld_page(archive: Archive, scan: Scan, runner: ScriptedRunner) -> None:
    read(runner, archive, APPLICATION, CERTIFICATE)
    dossier = scan(2, CASE)
    with archive.ledger.write() as work:
        work.get_one(Component, work.get_one(Dossier, dossier).components[1].id).pages[0].withheld = True
    correct.divide_again(archive, dossier, unwatched)
    assert "ĐĂNG KÝ" not in str(shown(archive, dossier))


@pytest.mark.usefixtures("known")
def test_a_page_that_is_read_again_is_named_by_what_it_shows_now(
    archive: Archive, scan: Scan, runner: ScriptedRunner
) -> None:
    read(runner, archive, CERTIFICATE)
    dossier = scan(1, CASE)
    read(runner, archive, APPLICATION)
    correct.rotate_page(archive, dossier, 1, 180, unwatched)
    assert papers(archive, dossier) == [("don-de-nghi", [1])]
